"""The record: visitors of each edition, the focus lit, the record climbing from one to the next."""

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
    lengths_note,
    omitted_editions_note,
    precision_note,
    series_table,
    series_text,
)
from lib.language import Language
from lib.measures import MEASURES, Series, previous_edition, record_before, record_figures, select_editions


def visitors_total(archive: Archive, view: View, language: Language) -> Chart:
    """Total visitors of the editions that the view compares."""
    measure = MEASURES["visitors"]
    series = measure(archive)
    compared = compared_editions(archive, view, language)
    headline = total_headline(series, editions_by_number(archive, language), view.focus, language)
    inside = select_editions(series, [edition.number for edition in compared])
    climbed = record_line(series, compared, archive, view, language)
    title = language.term("measure", measure.id)
    return Chart(
        id="visitors_total",
        headline=headline,
        subtitle=language.text("Visitors over all open days of each edition. The gold line is the record to beat."),
        chart=column_plot(inside, compared, view.focus, measure.noun, language, climbed),
        table=series_table(inside, compared, title, headline, language),
        alternative=language.text(
            "Column chart of visitors by edition. {headline}. {record} Values: {values}.",
            headline=headline,
            record=" ".join(
                [
                    *climbed.notes(),
                    record_sentence(inside, {edition.number: edition for edition in compared}, language),
                ]
            ),
            values=series_text(inside, compared, measure.noun, language),
        ),
        notes=(
            *omitted_editions_note(compared, archive, view, language),
            *climbed.notes(),
            *lengths_note(compared, language),
            *precision_note(inside.values(), language),
        ),
        sources=cited_sources(archive, [*inside.values(), *climbed.figures()], language),
    )


def total_headline(series: Series, named: Mapping[int, Edition], focus: int, language: Language) -> str:
    """Fes 2023: nearly 1,150,000 visitors, about 2.2 times Tangier 2019."""
    edition = named[focus]
    if focus not in series:
        return language.text("{edition}: the number of visitors was not published", edition=edition.name)
    visitors = figure_text(series[focus], language, "visitor")
    standing = record_before(series, focus)
    before = standing.holder if standing and focus in record_holders(series) else previous_edition(series, focus)
    if before is None:
        return language.text("{edition}: {visitors} at the first count", edition=edition.name, visitors=visitors)
    return language.text(
        "{edition}: {visitors}, {comparison}",
        edition=edition.name,
        visitors=visitors,
        comparison=comparison_phrase(series[focus], series[before], named[before].name, language),
    )


def record_sentence(series: Series, named: Mapping[int, Edition], language: Language) -> str:
    """Who holds the record among the editions shown."""
    if not series:
        return ""
    last = record_figures(series)[-1]
    return language.text("The record among these editions is held by {edition}.", edition=named[last.holder].name)


def record_holders(series: Series) -> frozenset[int]:
    """The editions that set a record."""
    return frozenset(record.holder for record in record_figures(series))
