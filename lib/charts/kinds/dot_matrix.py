"""Rows by editions where a mark says "there": counts in circles, dots of presence, and numbers in words below them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

import plotly.graph_objects as go

from lib.charts.chart import Cell, ChartTable, Edition
from lib.charts.kinds.column_chart import column_label, edition_axis
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import (
    LARGE_TEXT,
    NORMAL_TEXT,
    SMALL_TEXT,
    PlotlyPart,
    finish_plot,
    horizontal_rule,
    strip_title,
)
from lib.language import Language
from lib.measures import Figure

MatrixRowKind = Literal["count", "presence", "number"]

# Pixels: the heights of rows by their look, and of the title that stands at the top of each.
ROW_HEIGHTS: Mapping[MatrixRowKind, int] = {"count": 56, "presence": 42, "number": 66}
ROW_TITLE_HEIGHT = 22
ROW_TITLE_GAP = 2
TICKS_HEIGHT = 60
CIRCLE_SIZE, DOT_SIZE = 26, 13
ABSENCE_DASH = "–"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of the matrix.

    cells    the editions that have something: {4: Cell("2", 2, "exact", …)}; in a row of counts, a cell without a
             value is a dot
    absent   what the table says for the others; the chart has a dash there, and the words in rows of numbers
    """

    id: str
    title: str
    look: MatrixRowKind
    cells: Mapping[int, Cell]
    absent: str


def matrix_plot(rows: Sequence[MatrixRow], compared: Sequence[Edition], focus: int, language: Language) -> go.Figure:
    """A row under another, each with its title above its marks; the marks of the focus are lit.

    customdata of counts and numbers: [row, edition, value, qualifier]; of dots, which have no value: none.
    """
    # One unit of the value axis is one pixel, downwards from zero.
    tops = [0, *accumulate(-ROW_HEIGHTS[row.look] for row in rows)]
    spots = [
        MatrixPosition(
            row, edition, row.cells.get(edition.number), place, top - (ROW_TITLE_HEIGHT + ROW_HEIGHTS[row.look]) / 2
        )
        for row, top in zip(rows, tops, strict=False)
        for place, edition in enumerate(compared)
    ]
    valued = [spot for spot in spots if spot.cell and spot.cell.value is not None]
    counts = [spot for spot in valued if spot.row.look == "count"]
    dots = [
        spot
        for spot in spots
        if spot.cell and (spot.row.look == "presence" or (spot.row.look == "count" and spot.cell.value is None))
    ]
    numbers = [spot for spot in valued if spot.row.look == "number"]
    wordings = [spot for spot in spots if spot.row.look == "number" and spot not in numbers]
    nothing = [spot for spot in spots if not spot.cell and spot.row.look != "number"]

    def lit(placed: Sequence[MatrixPosition], yes: str, no: str) -> list[str]:
        return [yes if spot.edition.number == focus else no for spot in placed]

    marks = [
        _marks(counts, "markers+text", valued=True)
        | {
            "marker": {
                "size": CIRCLE_SIZE,
                "color": lit(counts, PLACEHOLDERS.focus, PLACEHOLDERS.soft),
                "line": {"width": 1.5, "color": lit(counts, PLACEHOLDERS.focus, PLACEHOLDERS.other)},
            },
            "text": [f"<b>{spot.text}</b>" for spot in counts],
            "textfont": {"size": LARGE_TEXT, "color": lit(counts, PLACEHOLDERS.paper, PLACEHOLDERS.ink)},
        },
        _marks(dots, "markers")
        | {"marker": {"size": DOT_SIZE, "color": lit(dots, PLACEHOLDERS.focus, PLACEHOLDERS.other)}},
        _marks(numbers, "text", valued=True)
        | {
            "text": [_number(spot, language) for spot in numbers],
            "textfont": {"size": NORMAL_TEXT, "color": PLACEHOLDERS.ink},
        },
        _marks(wordings, "text")
        | {
            "text": [f"<b>{_lined(spot.text)}</b>" if spot.cell else _lined(spot.text) for spot in wordings],
            "textfont": {
                "size": SMALL_TEXT,
                "color": [PLACEHOLDERS.ink if spot.cell else PLACEHOLDERS.quiet for spot in wordings],
            },
        },
        _marks(nothing, "text")
        | {
            "text": [ABSENCE_DASH] * len(nothing),
            "textfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
            "hoverinfo": "skip",
        },
    ]
    # A firmer rule parts the marks from the numbers.
    rules = [
        horizontal_rule(top, PLACEHOLDERS.rule if above.look == row.look else PLACEHOLDERS.quiet)
        for above, row, top in zip(rows, rows[1:], tops[1:], strict=False)
    ]
    return finish_plot(
        marks,
        edition_axis(compared, focus, language),
        {"range": [tops[-1], 0], "visible": False},
        language,
        TICKS_HEIGHT - tops[-1],
        rows=tops[:-1],
        annotations=[
            strip_title(f"<b>{row.title}</b>", top - ROW_TITLE_GAP, language)
            for row, top in zip(rows, tops, strict=False)
        ],
        shapes=rules,
    )


@dataclass(frozen=True, slots=True)
class MatrixPosition:
    """Where a row meets an edition; `cell` is None where the edition has nothing."""

    row: MatrixRow
    edition: Edition
    cell: Cell | None
    x: int
    y: float

    @property
    def text(self) -> str:
        return self.cell.text if self.cell else self.row.absent


def _marks(spots: Sequence[MatrixPosition], mode: str, *, valued: bool = False) -> PlotlyPart:
    made: PlotlyPart = {
        "type": "scatter",
        "mode": mode,
        "x": [spot.x for spot in spots],
        "y": [spot.y for spot in spots],
        "hovertemplate": [
            f"<b>{spot.edition.name}</b><br>{spot.row.title}<br>{spot.text}<extra></extra>" for spot in spots
        ],
        "cliponaxis": False,
    }
    if valued:
        made["customdata"] = [
            [spot.row.id, spot.edition.number, spot.cell.value, spot.cell.qualifier] for spot in spots if spot.cell
        ]
    return made


def _lined(text: str) -> str:
    """A word a line, so that six editions stand side by side on a phone."""
    return text.replace(" ", "<br>")


def _number(spot: MatrixPosition, language: Language) -> str:
    """A number with its wording on a line of its own."""
    assert spot.cell
    assert spot.cell.value is not None
    return column_label(Figure(spot.cell.value, spot.cell.qualifier or "exact"), language)


def matrix_table(
    rows: Sequence[MatrixRow], compared: Sequence[Edition], title: str, caption: str, language: Language
) -> ChartTable:
    """The matrix as a table; `title` heads its first column."""
    return ChartTable(
        caption=caption,
        columns=(title, *(edition.name for edition in compared)),
        rows=tuple(
            (Cell(row.title), *(row.cells.get(edition.number, Cell(row.absent)) for edition in compared))
            for row in rows
        ),
        across=language.text("Edition"),
    )


def matrix_text(rows: Sequence[MatrixRow], compared: Sequence[Edition], language: Language) -> str:
    """The matrix in words: each row with the editions that have something in it, and with all of them for numbers."""
    return language.text("; ").join(
        language.text(
            "{edition}: {value}",
            edition=row.title,
            value=language.join(
                [
                    edition.name
                    if row.look == "presence"
                    else language.text(
                        "{edition} ({value})",
                        edition=edition.name,
                        value=row.cells.get(edition.number, Cell(row.absent)).text,
                    )
                    for edition in compared
                    if row.look == "number" or edition.number in row.cells
                ]
            ),
        )
        for row in rows
    )
