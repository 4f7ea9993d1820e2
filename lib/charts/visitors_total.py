"""The record: visitors of each edition, the focus lit, the record climbing from one to the next."""

from __future__ import annotations

from collections.abc import Mapping

from lib.archive import Archive
from lib.charts.chart import Edition, Graphic, View
from lib.charts.kinds.column_chart import columns
from lib.charts.kinds.record_line import climb
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
from lib.measures import (
    MEASURES,
    Series,
    among,
    previous,
    record_before,
    records,
)


def visitors_total(archive: Archive, view: View, language: Language) -> Graphic:
    """Total visitors of the editions that the view compares."""
    measure = MEASURES["visitors"]
    series = measure(archive)
    compared = shown(archive, view, language)
    headline = total_headline(series, editions(archive, language), view.focus, language)
    inside = among(series, [edition.number for edition in compared])
    climbed = climb(series, compared, archive, view, language)
    title = language.term("measure", measure.id)
    return Graphic(
        id="visitors_total",
        headline=headline,
        subtitle=language.text("Visitors over all open days of each edition. The gold line is the record to beat."),
        chart=columns(inside, compared, view.focus, measure.noun, language, climbed),
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
            values=listed(inside, compared, measure.noun, language),
        ),
        notes=(
            *part_note(compared, archive, view, language),
            *climbed.notes(),
            *lengths_note(compared, language),
            *precision_note(inside.values(), language),
        ),
        sources=cited(archive, [*inside.values(), *climbed.figures()], language),
    )


def total_headline(series: Series, named: Mapping[int, Edition], focus: int, language: Language) -> str:
    """Fes 2023: nearly 1,150,000 visitors, about 2.2 times Tangier 2019."""
    edition = named[focus]
    if focus not in series:
        return language.text("{edition}: the number of visitors was not published", edition=edition.name)
    visitors = quantity(series[focus], language, "visitor")
    standing = record_before(series, focus)
    before = standing.holder if standing and focus in holders(series) else previous(series, focus)
    if before is None:
        return language.text("{edition}: {visitors} at the first count", edition=edition.name, visitors=visitors)
    return language.text(
        "{edition}: {visitors}, {comparison}",
        edition=edition.name,
        visitors=visitors,
        comparison=comparison(series[focus], series[before], named[before].name, language),
    )


def record_sentence(series: Series, named: Mapping[int, Edition], language: Language) -> str:
    """Who holds the record among the editions shown."""
    if not series:
        return ""
    last = records(series)[-1]
    return language.text("The record among these editions is held by {edition}.", edition=named[last.holder].name)


def holders(series: Series) -> frozenset[int]:
    """The editions that set a record."""
    return frozenset(record.holder for record in records(series))
