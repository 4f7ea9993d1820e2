"""Small multiples: one small panel a measure, side by side in a grid, with what its figures say in words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lib.charts.chart import Edition, Plot, PlotRow
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import hover_text
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import (
    DENSE_TEXT,
    SMALL_TEXT,
    PlotlyPart,
    absence_rings,
    axis_range,
    finish_plot,
    strip_title,
)
from lib.language import Language
from lib.measures import Figure, Series

# How many panels stand side by side, and the least width of a panel at which its words fit.
GRID_COLUMNS, MIN_PANEL_WIDTH = 3, 340
# Heights in pixels: of a panel with columns, of one with a single number, of the title above those, of the years.
PANEL_HEIGHT, NUMBER_HEIGHT, SECTION_HEIGHT, YEAR_LINE_HEIGHT = 75, 23, 26, 30
PANEL_TITLE_HEIGHT, TITLE_GAP, LINE_PITCH, PANEL_GAP = 18, 3, 16, 10
# The shares of a panel's width: where its columns end, and where its words begin.
COLUMNS_SHARE, WORDS_START = 0.25, 0.275
# The share of its place that a column fills, and the size of the mark for no figure.
COLUMN_SHARE, ABSENCE_RING_SIZE = 0.72, 6
# The width in pixels of a year below the columns with its distance from the next.
YEAR_WIDTH = 34


@dataclass(frozen=True, slots=True)
class Panel:
    """One measure: the `series` of the editions shown; below its title the `lines`, of which the first is bold.

    `note` stands beside the title. A panel with `once` has a single figure, which is a number beside the title.
    """

    id: str
    title: str
    note: str
    noun: str
    series: Series
    lines: tuple[str, ...]
    once: bool


@dataclass(frozen=True, slots=True)
class PlacedPanel:
    """A panel in the column `across` of the grid, with its upper edge at `top`, in pixels downwards from zero."""

    panel: Panel
    across: int
    top: float

    @property
    def foot(self) -> float:
        """Where its columns and marks stand."""
        return self.top + PANEL_GAP - (NUMBER_HEIGHT if self.panel.once else PANEL_HEIGHT)

    def place(self, index: int, editions: int) -> float:
        """The middle of the place of an edition."""
        return edition_place(self.across, index, editions)


def edition_place(across: int, index: int, editions: int) -> float:
    """The middle of the place of an edition in a column of the grid, whose panels are one unit wide."""
    return across + (index + 0.5) / editions * COLUMNS_SHARE


def panels_plot(panels: Sequence[Panel], once_title: str, context: ChartContext, *, grid: bool) -> Plot:
    """The panels in a grid, or one below the other; those with a single figure below the others, under `once_title`.

    Each panel has a scale of its own, from zero. An edition without a figure is a ring.
    customdata of the columns and numbers: [measure, edition, value, qualifier].
    """
    across = GRID_COLUMNS if grid else 1
    placed, section = place_panels(panels, across)
    bottom = min((one.foot for one in placed), default=0) - PANEL_GAP / 2
    edges = {one.top for one in placed} - {section}
    tops = sorted(edges | ({section + SECTION_HEIGHT} if section is not None else set()), reverse=True)
    language = context.language
    return finish_plot(
        [_columns(placed, context), _rings(placed, context), _numbers(placed, context)],
        _year_axis(across, context),
        {"range": [bottom, 0], "visible": False},
        language,
        round(-bottom) + YEAR_LINE_HEIGHT,
        row_tops=() if grid else tops,
        fixed_height=True,
        annotations=[
            *(part for one in placed if not one.panel.once for part in _texts(one, language)),
            *(
                [strip_title(once_title, section + SECTION_HEIGHT - 4, language) | {"font": _font(SMALL_TEXT)}]
                if section is not None
                else []
            ),
        ],
        shapes=[_base_line(one) for one in placed if not one.panel.once],
        min_width=0 if grid else MIN_PANEL_WIDTH,
        rows=[
            PlotRow(one.panel.title, one.across, one.across + 1, one.top, one.top - PANEL_HEIGHT)
            for one in placed
            if not one.panel.once
        ],
    )


def place_panels(panels: Sequence[Panel], across: int) -> tuple[list[PlacedPanel], float | None]:
    """The panels in their places, and the upper edge of the first row of single figures; None if there is none."""
    placed, top, section = [], 0.0, None
    for once, height in ((False, PANEL_HEIGHT), (True, NUMBER_HEIGHT)):
        part = [panel for panel in panels if panel.once == once]
        if once and part:
            top -= SECTION_HEIGHT
            section = top
        placed += [PlacedPanel(panel, at % across, top - at // across * height) for at, panel in enumerate(part)]
        top -= -(-len(part) // across) * height
    return placed, section


def _figures(placed: Sequence[PlacedPanel], context: ChartContext) -> Iterator[tuple[PlacedPanel, int, Edition]]:
    for one in placed:
        for index, edition in enumerate(context.compared):
            yield one, index, edition


def _colors(editions: Sequence[Edition], focus: int) -> list[str]:
    return [PLACEHOLDERS.focus if edition.number == focus else PLACEHOLDERS.other for edition in editions]


def _values(shown: Sequence[tuple[PlacedPanel, int, Edition, Figure]]) -> list[list[str | float]]:
    return [[one.panel.id, edition.number, figure.value, figure.qualifier] for one, _, edition, figure in shown]


def _columns(placed: Sequence[PlacedPanel], context: ChartContext) -> PlotlyPart:
    """The columns of all panels with several figures. A zero is a line on the ground."""
    count, language = len(context.compared), context.language
    shown = [
        (one, index, edition, one.panel.series[edition.number])
        for one, index, edition in _figures(placed, context)
        if not one.panel.once and edition.number in one.panel.series
    ]
    room = PANEL_HEIGHT - PANEL_TITLE_HEIGHT - PANEL_GAP - TITLE_GAP
    colors = _colors([edition for _, _, edition, _ in shown], context.view.focus)
    return {
        "type": "bar",
        "x": [one.place(index, count) for one, index, _, _ in shown],
        "y": [room * figure.value / (_highest(one.panel) or 1) for one, _, _, figure in shown],
        "base": [one.foot for one, *_ in shown],
        "width": COLUMNS_SHARE / count * COLUMN_SHARE,
        "customdata": _values(shown),
        "marker": {"color": colors, "line": {"width": 1, "color": colors}},
        "hovertemplate": [_hover(one, edition, figure, language) for one, _, edition, figure in shown],
    }


def _highest(panel: Panel) -> float:
    return max(figure.value for figure in panel.series.values())


def _rings(placed: Sequence[PlacedPanel], context: ChartContext) -> PlotlyPart:
    """What was not published of measures with several figures."""
    count, language = len(context.compared), context.language
    missing = [
        (one, index, edition)
        for one, index, edition in _figures(placed, context)
        if not one.panel.once and edition.number not in one.panel.series
    ]
    return absence_rings(
        [
            (
                one.place(index, count),
                one.foot + ABSENCE_RING_SIZE / 2 + 2,
                f"<b>{edition.name}</b><br>{one.panel.title}<br>{language.text('not published')}<extra></extra>",
            )
            for one, index, edition in missing
        ],
        ABSENCE_RING_SIZE,
    )


def _numbers(placed: Sequence[PlacedPanel], context: ChartContext) -> PlotlyPart:
    """The single figures, each beside the name of its measure."""
    language = context.language
    alone = [
        (one, index, edition, one.panel.series[edition.number])
        for one, index, edition in _figures(placed, context)
        if one.panel.once and edition.number in one.panel.series
    ]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [one.across for one, *_ in alone],
        "y": [one.top - NUMBER_HEIGHT / 2 for one, *_ in alone],
        "text": [f"{one.panel.title} <b>{one.panel.lines[0]}</b>" for one, *_ in alone],
        "textposition": "middle left" if language.rtl else "middle right",
        "textfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
        "customdata": _values(alone),
        "hovertemplate": [_hover(one, edition, figure, language) for one, _, edition, figure in alone],
        "cliponaxis": False,
    }


def _hover(one: PlacedPanel, edition: Edition, figure: Figure, language: Language) -> str:
    return hover_text(edition.name, figure, one.panel.noun, language)


def _texts(one: PlacedPanel, language: Language) -> Iterator[PlotlyPart]:
    """The title, and the lines beside the columns."""
    first, *others = one.panel.lines
    yield _text(one, 0, 0, f"<b>{one.panel.title}</b> {one.panel.note}".rstrip(), language)
    yield _text(one, WORDS_START, PANEL_TITLE_HEIGHT, f"<b>{first}</b>", language)
    if others:
        under = _text(one, WORDS_START, PANEL_TITLE_HEIGHT + LINE_PITCH, "<br>".join(others), language)
        yield under | {"font": _font(DENSE_TEXT)}


def _text(one: PlacedPanel, start: float, down: float, text: str, language: Language) -> PlotlyPart:
    side = "right" if language.rtl else "left"
    return {
        "x": one.across + start,
        "y": one.top - down,
        "xanchor": side,
        "yanchor": "top",
        "align": side,
        "text": text,
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
    }


def _font(size: int) -> PlotlyPart:
    return {"size": size, "color": PLACEHOLDERS.quiet}


def _base_line(one: PlacedPanel) -> PlotlyPart:
    """The ground on which the columns of a panel stand."""
    return {
        "type": "line",
        "x0": one.across,
        "x1": one.across + COLUMNS_SHARE,
        "y0": one.foot,
        "y1": one.foot,
        "line": {"color": PLACEHOLDERS.rule, "width": 1},
        "layer": "below",
    }


def _year_axis(across: int, context: ChartContext) -> PlotlyPart:
    """The years of the first edition, the focus and the last below each column of the grid, where they stand apart."""
    editions = context.compared
    apart = math.ceil(YEAR_WIDTH * len(editions) / (COLUMNS_SHARE * MIN_PANEL_WIDTH))
    ends = [0, len(editions) - 1] if len(editions) > apart else [0]
    named = [*ends]
    for index, edition in enumerate(editions):
        if edition.number == context.view.focus and all(abs(index - end) >= apart for end in ends):
            named.append(index)
    places = [
        (edition_place(column, index, len(editions)), index) for column in range(across) for index in sorted(named)
    ]
    return {
        "range": axis_range(0, across, context.language),
        "tickvals": [place for place, _ in places],
        "ticktext": [_year(editions[index], context.view.focus) for _, index in places],
        "tickangle": 0,
        "ticklabeloverflow": "allow",
        "tickfont": _font(DENSE_TEXT),
        "showline": False,
    }


def _year(edition: Edition, focus: int) -> str:
    year = str(edition.first_day.year)
    return f"<b>{year}</b>" if edition.number == focus else year
