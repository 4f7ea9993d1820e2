"""A rate, such as visitors per officer, drawn as a number of cells."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle

from lib.charts.alternative_text import alternative_text, named_values
from lib.charts.chart import Cell, Chart, ChartTable, Edition, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import (
    LARGE_TEXT,
    SMALL_TEXT,
    PlotlyPart,
    axis_range,
    category_axis,
    finish_plot,
    strip_title,
)
from lib.charts.phrases import figure_cell, figure_text, formula_text, zero_note
from lib.language import Language
from lib.language.text_parts import join_texts
from lib.language.translation_marks import mark_message
from lib.measures import MEASURES, Figure, Measure

# A row of cells fills the width of the chart. If there would be more than MAX_CELLS, one stands for 2, 5, 10, 20, …
CELLS_PER_ROW, MAX_CELLS = 50, 500
# Heights in pixels: the text above the cells, a row of cells, the gap below it, the gap below the last row.
CAPTION_HEIGHT, CELL_HEIGHT, CELL_GAP, STRIP_GAP = 46, 11, 2, 24

# The wording of each rate: nearly 500 visitors per officer.
RATE_PHRASES: Mapping[str, str] = {
    "visitors_per_officer": mark_message("{value} per officer"),
    "visitors_per_officer_day": mark_message("{value} a day per officer"),
    "officers_per_stand": mark_message("{value} per stand"),
    "visitors_per_stand": mark_message("{value} per stand"),
    "visitors_per_vehicle": mark_message("{value} per vehicle"),
    "visitors_per_vehicle_day": mark_message("{value} a day per vehicle"),
    "officers_per_vehicle": mark_message("{value} per vehicle"),
    "vehicles_per_stand": mark_message("{value} per stand"),
}


@dataclass(frozen=True, slots=True)
class RateStrip:
    """One rate, drawn from `top` downwards (in pixels from the chart's upper edge). A cell stands for `unit` things."""

    measure: Measure
    figure: Figure | None
    unit: int
    top: int

    @property
    def cell_count(self) -> float:
        return self.figure.value / self.unit if self.figure else 0

    @property
    def bottom(self) -> int:
        return self.top + CAPTION_HEIGHT + math.ceil(self.cell_count / CELLS_PER_ROW) * CELL_HEIGHT


def build_proportions(
    context: ChartContext, name: str, measure: Measure, rates: Sequence[str], unpublished: str
) -> Chart:
    """The chart `name`: the `rates` of the focus, which are keys of MEASURES.

    If `measure` has no number for the focus (`unpublished` says so), the rates are those of the latest edition that has
    one. If no edition has one, every rate is shown as not published.
    """
    language, series = context.language, measure(context.archive)
    number = context.view.focus if context.view.focus in series else max(series, default=context.view.focus)
    edition = context.editions[number]
    strips = list(
        stack_strips(
            [(MEASURES[rate], context.series(rate).get(number) if number in series else None) for rate in rates]
        )
    )
    figures = [strip.figure for strip in strips if strip.figure]
    headline = proportions_headline(series.get(number), measure.noun, strips, edition, unpublished, context)
    return Chart(
        id=name,
        headline=headline,
        subtitle=language.text(
            "{edition} in proportion. One cell is one visitor, officer or vehicle, unless another number is "
            "given above the cells.",
            edition=edition.name,
        ),
        plot=proportions_plot(strips, edition, context),
        table=ChartTable(
            caption=headline,
            columns=(language.text("Measure"), edition.name, language.text("Calculation")),
            rows=tuple(
                (
                    Cell(language.term("measure", strip.measure.id)),
                    figure_cell(strip.figure, language),
                    Cell(formula_text(strip.figure, language) if strip.figure else "—"),
                )
                for strip in strips
            ),
            words=(0, 2),
            across=language.text("Edition"),
        ),
        alternative=alternative_text(
            headline,
            language.text("Rows of cells, one block for each ratio"),
            [
                *(rate_phrase(strip, language) for strip in strips if strip.figure),
                *named_values(
                    [(language.term("measure", strip.measure.id), "") for strip in strips if not strip.figure], language
                ),
            ],
            language,
        ),
        notes=(
            language.text("Calculated here from published numbers, to three significant figures.")
            if figures
            else zero_note(language),
        ),
        sources=context.cite(figures),
    )


def stack_strips(rates: Sequence[tuple[Measure, Figure | None]]) -> Iterator[RateStrip]:
    """The strips of these rates, one below the other."""
    top = 0
    for measure, figure in rates:
        strip = RateStrip(measure, figure, things_per_cell(figure.value) if figure else 1, top)
        yield strip
        top = strip.bottom + STRIP_GAP


def things_per_cell(value: float) -> int:
    """How many things one cell stands for: 1, 2, 5, 10, 20, …"""
    unit = 1
    for step in cycle((2, 2.5, 2)):
        if value / unit <= MAX_CELLS:
            break
        unit = round(unit * step)
    return unit


def rate_phrase(strip: RateStrip, language: Language, value_format: str = "{value}") -> str:
    """The rate in words. `value_format` is the markup around its value. The strip must have a figure."""
    assert strip.figure
    value = figure_text(strip.figure, language, strip.measure.noun)
    return language.text(RATE_PHRASES[strip.measure.id], value=value_format.format(value=value))


def proportions_headline(
    figure: Figure | None,
    noun: str,
    strips: Sequence[RateStrip],
    edition: Edition,
    unpublished: str,
    context: ChartContext,
) -> str:
    """Fes 2023: 2,300 police staff, that is nearly 500 visitors per officer."""
    if figure is None:
        return unpublished
    language = context.language
    sentence = language.text("{edition}: {value}", edition=edition.name, value=figure_text(figure, language, noun))
    first = next((strip for strip in strips if strip.figure), None)
    if first:
        sentence = language.text("{sentence}, or {rate}", sentence=sentence, rate=rate_phrase(first, language))
    if edition.number == context.view.focus:
        return sentence
    return join_texts(language.text("; "), (unpublished, sentence))


def proportions_plot(strips: Sequence[RateStrip], edition: Edition, context: ChartContext) -> Plot:
    """Rows of cells below their caption, from the right in Arabic. y is in pixels below the upper edge.

    customdata of the (invisible) bars over the cells: [measure, edition, value, qualifier].
    """
    language = context.language
    counted = [(strip, strip.figure) for strip in strips if strip.figure]
    rows = [row for strip, _ in counted for row in strip_rows(strip)]
    height = strips[-1].bottom + CELL_GAP
    traces: list[PlotlyPart] = [
        box_trace(
            [(length, top, CELL_HEIGHT - CELL_GAP) for length, top in rows],
            PLACEHOLDERS.focus if edition.number == context.view.focus else PLACEHOLDERS.other,
        )
        | {"hoverinfo": "skip"},
        cell_dividers(strips),
        box_trace(
            [
                (
                    min(strip.cell_count, CELLS_PER_ROW),
                    strip.top + CAPTION_HEIGHT,
                    strip.bottom - strip.top - CAPTION_HEIGHT,
                )
                for strip, _ in counted
            ],
            "rgba(0,0,0,0)",
        )
        | {
            "customdata": [
                [strip.measure.id, edition.number, figure.value, figure.qualifier] for strip, figure in counted
            ],
            "hovertemplate": [
                f"<b>{edition.name}</b><br>{rate_phrase(strip, language)}<br>"
                f"{formula_text(figure, language)}<extra></extra>"
                for strip, figure in counted
            ],
        },
    ]
    caption = language.text("{number} cells to a row", number=language.number(CELLS_PER_ROW))
    return finish_plot(
        traces,
        category_axis({CELLS_PER_ROW / 2: caption}, CELLS_PER_ROW, language)
        | {
            "range": axis_range(0, CELLS_PER_ROW, language),
            "showline": False,
            "tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
        },
        {"range": [height, 0], "visible": False},
        language,
        height + 46,
        row_tops=[strip.top for strip in strips],
        annotations=[strip_caption(strip, language) for strip in strips],
    )


def strip_rows(strip: RateStrip) -> Iterator[tuple[float, int]]:
    """(number of cells, upper edge) of each row of a strip. The last row may end with a part of a cell."""
    for row in range(math.ceil(strip.cell_count / CELLS_PER_ROW)):
        yield min(CELLS_PER_ROW, strip.cell_count - row * CELLS_PER_ROW), strip.top + CAPTION_HEIGHT + row * CELL_HEIGHT


def box_trace(blocks: Sequence[tuple[float, float, float]], color: str) -> PlotlyPart:
    """Filled boxes from the start of a row, given as (length, upper edge, height)."""
    return {
        "type": "bar",
        "x": [length / 2 for length, _, _ in blocks],
        "width": [length for length, _, _ in blocks],
        "base": [top for _, top, _ in blocks],
        "y": [height for _, _, height in blocks],
        "marker": {"color": color, "line": {"width": 0}},
    }


def cell_dividers(strips: Sequence[RateStrip]) -> PlotlyPart:
    """Lines in the background colour that divide rows into cells."""
    places = [
        (place, strip.top + CAPTION_HEIGHT, strip.bottom)
        for strip in strips
        for place in range(1, min(CELLS_PER_ROW, math.ceil(strip.cell_count)))
    ]
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [x for place, _, _ in places for x in (place, place, None)],
        "y": [y for _, top, bottom in places for y in (top, bottom, None)],
        "line": {"color": PLACEHOLDERS.paper, "width": CELL_GAP},
        "hoverinfo": "skip",
    }


def strip_caption(strip: RateStrip, language: Language) -> PlotlyPart:
    """The text above the cells: the rate, and below it its formula and what a cell stands for."""
    if strip.figure is None:
        first, second = f"<b>{language.term('measure', strip.measure.id)}</b>", language.text("not published")
    else:
        first, second = rate_phrase(strip, language, "<b>{value}</b>"), formula_text(strip.figure, language)
        if strip.unit > 1:
            unit = language.noun(strip.unit, strip.measure.noun)
            second = language.text("{formula} (one cell: {unit})", formula=second, unit=unit)
    text = f"<span style='font-size:{LARGE_TEXT + 1}px'>{first}</span><br>{second}"
    return strip_title(text, strip.top, language) | {
        "align": "right" if language.rtl else "left",
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
        "borderpad": 0,
    }
