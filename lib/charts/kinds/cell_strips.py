"""A number in proportion: for each officer so many visitors, counted out in cells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

import plotly.graph_objects as go

from lib.archive import Archive
from lib.charts.chart import (
    Cell,
    Edition,
    Graphic,
    Table,
    View,
)
from lib.charts.kinds.palette import INK
from lib.charts.kinds.style import (
    LARGE,
    SMALL,
    Mark,
    finish,
    places_axis,
    span,
    strip_title,
)
from lib.charts.phrases import (
    cell,
    cited,
    editions,
    formula,
    quantity,
)
from lib.language import Language
from lib.language.translation_marks import mark
from lib.measures import Figure, Measure

# A row of cells fills the width of the chart; where there would be more than MOST, a cell stands for 2, 5, 10, 20, …
ACROSS, MOST = 50, 500
# Heights in pixels: the words over the cells, a row of cells, the gap under it, the gap under the last row.
WORDS, ROW, GAP, FOOT = 46, 11, 2, 24

# How a rate is said, its value in the reader's words: nearly 500 visitors per officer.
SAID: Mapping[str, str] = {
    "visitors_per_officer": mark("{value} per officer"),
    "visitors_per_officer_day": mark("{value} a day per officer"),
    "officers_per_stand": mark("{value} per stand"),
    "visitors_per_stand": mark("{value} per stand"),
    "visitors_per_vehicle": mark("{value} per vehicle"),
    "visitors_per_vehicle_day": mark("{value} a day per vehicle"),
    "officers_per_vehicle": mark("{value} per vehicle"),
    "vehicles_per_stand": mark("{value} per stand"),
}


@dataclass(frozen=True, slots=True)
class Strip:
    """One rate, drawn from `top` (pixels below the chart's upper edge) down; `unit` things are one cell."""

    measure: Measure
    figure: Figure | None
    unit: int
    top: int

    @property
    def cells(self) -> float:
        return self.figure.value / self.unit if self.figure else 0

    @property
    def bottom(self) -> int:
        return self.top + WORDS + math.ceil(self.cells / ACROSS) * ROW


def proportions(
    name: str,
    measure: Measure,
    rates: Sequence[Measure],
    unpublished: str,
    archive: Archive,
    view: View,
    language: Language,
) -> Graphic:
    """The graphic `name`: the rates of the focus. Where `measure` has no number for it (`unpublished` says so), those
    of the last edition that has one; where none has, every rate is said not to be published.
    """
    series = measure(archive)
    number = view.focus if view.focus in series else max(series, default=view.focus)
    edition = editions(archive, language)[number]
    found = [(rate, rate(archive).get(number) if number in series else None) for rate in rates]
    strips = list(stacked(found))
    figures = [strip.figure for strip in strips if strip.figure]
    headline = proportions_headline(series.get(number), measure.noun, strips, edition, view, unpublished, language)
    notes = [language.text("Calculated here from published numbers, to three significant figures.")]
    if not figures:
        notes = [language.text("“Not published” means that no source gives a number. It does not mean zero.")]
    return Graphic(
        id=name,
        headline=headline,
        subtitle=language.text(
            "{edition} in proportion. One cell is one visitor, officer or vehicle, unless another number stands over "
            "the cells.",
            edition=edition.name,
        ),
        chart=proportions_chart(strips, edition, number == view.focus, language),
        table=Table(
            caption=headline,
            columns=(language.text("Measure"), edition.name, language.text("Calculation")),
            rows=tuple(
                (
                    Cell(language.term("measure", strip.measure.id)),
                    cell(strip.figure, language),
                    Cell(formula(strip.figure, language) if strip.figure else "—"),
                )
                for strip in strips
            ),
            words=(0, 2),
            across=language.text("Edition"),
        ),
        alternative=language.text(
            "Rows of cells, one group for each proportion. {headline}. Values: {values}.",
            headline=headline,
            values=language.text("; ").join(
                said(strip, language)
                if strip.figure
                else language.text(
                    "{edition}: {value}",
                    edition=language.term("measure", strip.measure.id),
                    value=language.text("not published"),
                )
                for strip in strips
            ),
        ),
        notes=tuple(notes),
        sources=cited(archive, figures, language),
    )


def stacked(rates: Sequence[tuple[Measure, Figure | None]]) -> Iterator[Strip]:
    """The strips one under the other."""
    top = 0
    for measure, figure in rates:
        strip = Strip(measure, figure, unit_of(figure.value) if figure else 1, top)
        yield strip
        top = strip.bottom + FOOT


def unit_of(value: float) -> int:
    """How many things one cell stands for: 1, 2, 5, 10, 20, …"""
    unit = 1
    for step in cycle((2, 2.5, 2)):
        if value / unit <= MOST:
            break
        unit = round(unit * step)
    return unit


def said(strip: Strip, language: Language, form: str = "{value}") -> str:
    """The rate in words; `form` dresses the value in it."""
    assert strip.figure
    value = quantity(strip.figure, language, strip.measure.noun)
    return language.text(SAID[strip.measure.id], value=form.format(value=value))


def proportions_headline(
    figure: Figure | None,
    noun: str,
    strips: Sequence[Strip],
    edition: Edition,
    view: View,
    unpublished: str,
    language: Language,
) -> str:
    """Fes 2023: 2,300 police staff, that is nearly 500 visitors per officer."""
    if figure is None:
        return unpublished
    sentence = language.text("{edition}: {value}", edition=edition.name, value=quantity(figure, language, noun))
    first = next((strip for strip in strips if strip.figure), None)
    if first:
        sentence = language.text("{sentence}, that is {rate}", sentence=sentence, rate=said(first, language))
    return sentence if edition.number == view.focus else language.text("; ").join((unpublished, sentence))


def proportions_chart(strips: Sequence[Strip], edition: Edition, lit: bool, language: Language) -> go.Figure:
    """Cells in rows under the words that count them, from the right in Arabic; y is pixels below the upper edge.

    customdata of the (unseen) blocks over the cells: [measure, edition, value, qualifier].
    """
    counted = [(strip, strip.figure) for strip in strips if strip.figure]
    rows = [row for strip, _ in counted for row in rows_of(strip)]
    height = strips[-1].bottom + GAP
    marks: list[Mark] = [
        block([(length, top, ROW - GAP) for length, top in rows], INK.focus if lit else INK.other)
        | {"hoverinfo": "skip"},
        cuts(strips),
        block(
            [(min(strip.cells, ACROSS), strip.top + WORDS, strip.bottom - strip.top - WORDS) for strip, _ in counted],
            "rgba(0,0,0,0)",
        )
        | {
            "customdata": [
                [strip.measure.id, edition.number, figure.value, figure.qualifier] for strip, figure in counted
            ],
            "hovertemplate": [
                f"<b>{edition.name}</b><br>{said(strip, language)}<br>{formula(figure, language)}<extra></extra>"
                for strip, figure in counted
            ],
        },
    ]
    caption = language.text("{number} cells to a row", number=language.number(ACROSS))
    return finish(
        marks,
        places_axis({ACROSS / 2: caption}, ACROSS, language)
        | {
            "range": span(0, ACROSS, language),
            "showline": False,
            "tickfont": {"size": SMALL, "color": INK.quiet},
        },
        {"range": [height, 0], "visible": False},
        language,
        height + 46,
        rows=[strip.top for strip in strips],
        annotations=[words_of(strip, language) for strip in strips],
    )


def rows_of(strip: Strip) -> Iterator[tuple[float, int]]:
    """(cells, upper edge) of each row of a strip; the last may end inside a cell."""
    for row in range(math.ceil(strip.cells / ACROSS)):
        yield min(ACROSS, strip.cells - row * ACROSS), strip.top + WORDS + row * ROW


def block(blocks: Sequence[tuple[float, float, float]], color: str) -> Mark:
    """Filled boxes from the beginning of a line: (length, upper edge, height)."""
    return {
        "type": "bar",
        "x": [length / 2 for length, _, _ in blocks],
        "width": [length for length, _, _ in blocks],
        "base": [top for _, top, _ in blocks],
        "y": [height for _, _, height in blocks],
        "marker": {"color": color, "line": {"width": 0}},
    }


def cuts(strips: Sequence[Strip]) -> Mark:
    """Lines in the colour of the paper that cut rows into cells."""
    places = [
        (place, strip.top + WORDS, strip.bottom)
        for strip in strips
        for place in range(1, min(ACROSS, math.ceil(strip.cells)))
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for place, _, _ in places for x in (place, place, None)],
        "y": [y for _, top, bottom in places for y in (top, bottom, None)],
        "line": {"color": INK.paper, "width": GAP},
        "hoverinfo": "skip",
    }


def words_of(strip: Strip, language: Language) -> Mark:
    """The rate over its cells, and under it how it was calculated and what a cell is."""
    if strip.figure is None:
        first, second = f"<b>{language.term('measure', strip.measure.id)}</b>", language.text("not published")
    else:
        first, second = said(strip, language, "<b>{value}</b>"), formula(strip.figure, language)
        if strip.unit > 1:
            unit = language.noun(strip.unit, strip.measure.noun)
            second = language.text("{formula} (one cell: {unit})", formula=second, unit=unit)
    text = f"<span style='font-size:{LARGE + 1}px'>{first}</span><br>{second}"
    return strip_title(text, strip.top, language) | {
        "align": "right" if language.rtl else "left",
        "font": {"size": SMALL, "color": INK.ink},
        "borderpad": 0,
    }
