"""Stands of each edition, as published."""

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
    record_of,
)


def stands_total(archive: Archive, view: View, language: Language) -> Graphic:
    """The published number of thematic stands, for the editions that the view compares."""
    measure = MEASURES["stands"]
    series = measure(archive)
    compared = shown(archive, view, language)
    inside = among(series, [edition.number for edition in compared])
    climbed = climb(series, compared, archive, view, language)
    headline = stands_headline(series, editions(archive, language), view.focus, language)
    return Graphic(
        id="stands_total",
        headline=headline,
        subtitle=language.text("Thematic stands of each edition, as published. The gold line is the record to beat."),
        chart=columns(inside, compared, view.focus, measure.noun, language, climbed),
        table=series_table(inside, compared, language.term("measure", measure.id), headline, language),
        alternative=language.text(
            "Column chart by edition. {headline}. Values: {values}.",
            headline=headline,
            values=listed(inside, compared, measure.noun, language),
        ),
        notes=(
            *part_note(compared, archive, view, language),
            *climbed.notes(),
            language.text("Some sources give spaces, such as a museum, beside the stands and not among them."),
            *precision_note(inside.values(), language),
        ),
        sources=cited(archive, [*inside.values(), *climbed.figures()], language),
    )


def stands_headline(series: Series, named: Mapping[int, Edition], focus: int, language: Language) -> str:
    """Fes 2023: 31 stands, 6.9% more than Marrakech 2018: against the record that it took, else the edition before."""
    edition = named[focus]
    if focus not in series:
        return language.text("{edition}: the number of stands was not published", edition=edition.name)
    stands = quantity(series[focus], language, "stand")
    taken = record_before(series, focus) if record_of(series, focus) else None
    base = taken.holder if taken else previous(series, focus)
    if base is None:
        return language.text("{edition}: {visitors} at the first count", edition=edition.name, visitors=stands)
    return language.text(
        "{edition}: {visitors}, {comparison}",
        edition=edition.name,
        visitors=stands,
        comparison=comparison(series[focus], series[base], named[base].name, language),
    )
