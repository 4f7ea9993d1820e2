"""Stands of each edition, as published."""

from __future__ import annotations

from collections.abc import Mapping

from lib.archive import Archive
from lib.charts.chart import Chart, Edition, View
from lib.charts.kinds.column_chart import column_plot
from lib.charts.kinds.record_line import record_line
from lib.charts.phrases import (
    cited_sources,
    compared_editions,
    comparison_phrase,
    editions_by_number,
    figure_text,
    omitted_editions_note,
    precision_note,
    series_table,
    series_text,
)
from lib.language import Language
from lib.measures import MEASURES, Series, previous_edition, record_before, record_of, select_editions


def stands_total(archive: Archive, view: View, language: Language) -> Chart:
    """The published number of thematic stands, for the editions that the view compares."""
    measure = MEASURES["stands"]
    series = measure(archive)
    compared = compared_editions(archive, view, language)
    inside = select_editions(series, [edition.number for edition in compared])
    climbed = record_line(series, compared, archive, view, language)
    headline = stands_headline(series, editions_by_number(archive, language), view.focus, language)
    return Chart(
        id="stands_total",
        headline=headline,
        subtitle=language.text("Thematic stands of each edition, as published. The gold line is the record to beat."),
        chart=column_plot(inside, compared, view.focus, measure.noun, language, climbed),
        table=series_table(inside, compared, language.term("measure", measure.id), headline, language),
        alternative=language.text(
            "Column chart by edition. {headline}. Values: {values}.",
            headline=headline,
            values=series_text(inside, compared, measure.noun, language),
        ),
        notes=(
            *omitted_editions_note(compared, archive, view, language),
            *climbed.notes(),
            language.text("Some sources give spaces, such as a museum, beside the stands and not among them."),
            *precision_note(inside.values(), language),
        ),
        sources=cited_sources(archive, [*inside.values(), *climbed.figures()], language),
    )


def stands_headline(series: Series, named: Mapping[int, Edition], focus: int, language: Language) -> str:
    """Fes 2023: 31 stands, 6.9% more than Marrakech 2018: against the record that it took, else the edition before."""
    edition = named[focus]
    if focus not in series:
        return language.text("{edition}: the number of stands was not published", edition=edition.name)
    stands = figure_text(series[focus], language, "stand")
    taken = record_before(series, focus) if record_of(series, focus) else None
    base = taken.holder if taken else previous_edition(series, focus)
    if base is None:
        return language.text("{edition}: {visitors} at the first count", edition=edition.name, visitors=stands)
    return language.text(
        "{edition}: {visitors}, {comparison}",
        edition=edition.name,
        visitors=stands,
        comparison=comparison_phrase(series[focus], series[base], named[base].name, language),
    )
