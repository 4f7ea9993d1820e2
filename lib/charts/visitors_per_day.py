"""Visitors per open day: editions of different length on one footing."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Chart, View
from lib.charts.kinds.column_chart import column_plot
from lib.charts.phrases import (
    cited_sources,
    compared_editions,
    comparison_phrase,
    editions_by_number,
    figure_text,
    lengths_note,
    omitted_editions_note,
    precision_note,
    series_table,
    series_text,
)
from lib.language import Language
from lib.measures import MEASURES, previous_edition


def visitors_per_day(archive: Archive, view: View, language: Language) -> Chart:
    """Total visitors divided by open days, for the editions that the view compares."""
    measure = MEASURES["visitors_per_day"]
    series = measure(archive)
    named = editions_by_number(archive, language)
    compared = compared_editions(archive, view, language)
    inside = {edition.number: series[edition.number] for edition in compared if edition.number in series}
    edition = named[view.focus]
    before = previous_edition(series, view.focus)
    if view.focus not in series:
        headline = language.text("{edition}: no visitors per day, since no total was published", edition=edition.name)
    elif before is None:
        headline = language.text(
            "{edition}: {visitors} a day",
            edition=edition.name,
            visitors=figure_text(series[view.focus], language, "visitor"),
        )
    else:
        headline = language.text(
            "{edition}: {visitors} a day, {comparison}",
            edition=edition.name,
            visitors=figure_text(series[view.focus], language, "visitor"),
            comparison=comparison_phrase(series[view.focus], series[before], named[before].name, language),
        )
    return Chart(
        id="visitors_per_day",
        headline=headline,
        subtitle=language.text("Total visitors divided by the number of open days, to three significant figures."),
        chart=column_plot(inside, compared, view.focus, measure.noun, language),
        table=series_table(inside, compared, language.term("measure", measure.id), headline, language, worked=True),
        alternative=language.text(
            "Column chart of visitors per open day by edition. {headline}. Values: {values}.",
            headline=headline,
            values=series_text(inside, compared, measure.noun, language),
        ),
        notes=(
            *omitted_editions_note(compared, archive, view, language),
            language.text("Calculated, not published: an average says nothing about any single day."),
            *lengths_note(compared, language),
            *precision_note(inside.values(), language),
        ),
        sources=cited_sources(archive, inside.values(), language),
    )
