"""Visitors per open day: editions of different length on one footing."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Graphic, View
from lib.charts.kinds.column_chart import columns
from lib.charts.phrases import (
    cited,
    comparison,
    editions,
    lengths_note,
    listed,
    part_note,
    precision_note,
    quantity,
    series_table,
    shown,
)
from lib.language import Language
from lib.measures import MEASURES, previous


def visitors_per_day(archive: Archive, view: View, language: Language) -> Graphic:
    """Total visitors divided by open days, for the editions that the view compares."""
    measure = MEASURES["visitors_per_day"]
    series = measure(archive)
    named = editions(archive, language)
    compared = shown(archive, view, language)
    inside = {edition.number: series[edition.number] for edition in compared if edition.number in series}
    edition = named[view.focus]
    before = previous(series, view.focus)
    if view.focus not in series:
        headline = language.text("{edition}: no visitors per day, since no total was published", edition=edition.name)
    elif before is None:
        headline = language.text(
            "{edition}: {visitors} a day",
            edition=edition.name,
            visitors=quantity(series[view.focus], language, "visitor"),
        )
    else:
        headline = language.text(
            "{edition}: {visitors} a day, {comparison}",
            edition=edition.name,
            visitors=quantity(series[view.focus], language, "visitor"),
            comparison=comparison(series[view.focus], series[before], named[before].name, language),
        )
    return Graphic(
        id="visitors_per_day",
        headline=headline,
        subtitle=language.text("Total visitors divided by the number of open days, to three significant figures."),
        chart=columns(inside, compared, view.focus, measure.noun, language),
        table=series_table(inside, compared, language.term("measure", measure.id), headline, language, worked=True),
        alternative=language.text(
            "Column chart of visitors per open day by edition. {headline}. Values: {values}.",
            headline=headline,
            values=listed(inside, compared, measure.noun, language),
        ),
        notes=(
            *part_note(compared, archive, view, language),
            language.text("Calculated, not published: an average says nothing about any single day."),
            *lengths_note(compared, language),
            *precision_note(inside.values(), language),
        ),
        sources=cited(archive, inside.values(), language),
    )
