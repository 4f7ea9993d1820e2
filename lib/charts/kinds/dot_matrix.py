"""A matrix of rows by editions: counts in circles, dots for presence, and rows of numbers below them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lib.charts.alternative_text import RowInWords, rows_alternative_text
from lib.charts.chart import Cell, Chart, ChartTable, Edition, NarrowPlot, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import column_label
from lib.charts.kinds.matrix_frame import SIDE_TITLES_WIDTH, MatrixFrame
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import LARGE_TEXT, NORMAL_TEXT, SMALL_TEXT, PlotlyPart, horizontal_rule
from lib.charts.phrases import omitted_editions_note
from lib.language import Language
from lib.measures import Figure

MatrixRowKind = Literal["count", "presence", "number"]

# Heights in pixels of a row by its kind.
ROW_HEIGHTS: Mapping[MatrixRowKind, int] = {"count": 34, "presence": 26, "number": 44}
CIRCLE_SIZE, DOT_SIZE = 26, 13
ABSENCE_DASH = "–"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One row of the matrix.

    cells        by edition, for those that have something: {4: Cell("2", 2, "exact", …)}; in a row of counts, a cell
                 without a value is a dot
    absent_text  the table's text for the other editions; the chart has a dash there, or this text in rows of numbers
    """

    id: str
    title: str
    kind: MatrixRowKind
    cells: Mapping[int, Cell]
    absent_text: str

    def cell(self, edition: Edition) -> Cell:
        """The cell of an edition; it holds `absent_text` if the edition has nothing."""
        return self.cells.get(edition.number, Cell(self.absent_text))


def build_matrix(
    context: ChartContext,
    name: str,
    rows: Sequence[MatrixRow],
    *,
    title: str,
    headline: str,
    subtitle: str,
    form: str,
    notes: Iterable[str],
) -> Chart:
    """The chart `name` of the rows and the editions compared. `title` heads the first column of its table.

    `form` is a message that says what is drawn, for the alternative text.
    """
    language, notes = context.language, (*omitted_editions_note(context), *notes)
    return Chart(
        id=name,
        headline=headline,
        subtitle=subtitle,
        plot=matrix_plot(rows, context, side_titles=True),
        table=ChartTable(
            caption=headline,
            columns=(title, *(edition.name for edition in context.compared)),
            rows=tuple((Cell(row.title), *map(row.cell, context.compared)) for row in rows),
            across=language.text("Edition"),
        ),
        alternative=rows_alternative_text(headline, language.text(form), [_row_in_words(row) for row in rows], context),
        notes=notes,
        sources=context.cite([cell for row in rows for cell in row.cells.values()]),
        narrow=NarrowPlot(matrix_plot(rows, context, side_titles=False), notes, SIDE_TITLES_WIDTH, vertical=True),
    )


def matrix_plot(rows: Sequence[MatrixRow], context: ChartContext, *, side_titles: bool) -> Plot:
    """The rows one below the other, each with its title beside or above its marks. Those of the focus are highlighted.

    customdata of counts and numbers: [row, edition, value, qualifier]. Dots, which have no value, have none.
    """
    compared, focus, language = context.compared, context.view.focus, context.language
    # The sums stand out among their summands at the side.
    marked = [f"<b>{row.title}</b>" if row.kind == "number" or not side_titles else row.title for row in rows]
    frame = MatrixFrame([row.title for row in rows], marked, [ROW_HEIGHTS[row.kind] for row in rows], side_titles)
    positions = [
        MatrixPosition(row, edition, row.cells.get(edition.number), place, middle)
        for row, middle in zip(rows, frame.middles, strict=True)
        for place, edition in enumerate(compared)
    ]
    valued = [position for position in positions if position.cell and position.cell.value is not None]
    counts = [position for position in valued if position.row.kind == "count"]
    dots = [
        position
        for position in positions
        if position.cell
        and (position.row.kind == "presence" or (position.row.kind == "count" and position.cell.value is None))
    ]
    numbers = [position for position in valued if position.row.kind == "number"]
    wordings = [position for position in positions if position.row.kind == "number" and position not in numbers]
    nothing = [position for position in positions if not position.cell and position.row.kind != "number"]

    def colours(placed: Sequence[MatrixPosition], focused: str, other: str) -> list[str]:
        return [focused if position.edition.number == focus else other for position in placed]

    traces = [
        _trace(counts, "markers+text", valued=True)
        | {
            "marker": {
                "size": CIRCLE_SIZE,
                "color": colours(counts, PLACEHOLDERS.focus, PLACEHOLDERS.soft),
                "line": {"width": 1.5, "color": colours(counts, PLACEHOLDERS.focus, PLACEHOLDERS.other)},
            },
            "text": [f"<b>{position.text}</b>" for position in counts],
            "textfont": {"size": LARGE_TEXT, "color": colours(counts, PLACEHOLDERS.paper, PLACEHOLDERS.ink)},
        },
        _trace(dots, "markers")
        | {"marker": {"size": DOT_SIZE, "color": colours(dots, PLACEHOLDERS.focus, PLACEHOLDERS.other)}},
        _trace(numbers, "text", valued=True)
        | {
            "text": [_number(position, language) for position in numbers],
            "textfont": {"size": NORMAL_TEXT, "color": PLACEHOLDERS.ink},
        },
        _trace(wordings, "text")
        | {
            "text": [
                f"<b>{_lined(position.text)}</b>" if position.cell else _lined(position.text) for position in wordings
            ],
            "textfont": {
                "size": SMALL_TEXT,
                "color": [PLACEHOLDERS.ink if position.cell else PLACEHOLDERS.quiet for position in wordings],
            },
        },
        _trace(nothing, "text")
        | {
            "text": [ABSENCE_DASH] * len(nothing),
            "textfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.quiet},
            "hoverinfo": "skip",
        },
    ]
    # A darker line separates the marks from the numbers.
    rules = [
        horizontal_rule(top, PLACEHOLDERS.rule if above.kind == row.kind else PLACEHOLDERS.quiet)
        for above, row, top in zip(rows, rows[1:], frame.edges[1:], strict=False)
    ]
    return frame.finish(traces, context, shapes=rules)


@dataclass(frozen=True, slots=True)
class MatrixPosition:
    """The place of a row and an edition in the matrix. `cell` is None if the edition has nothing."""

    row: MatrixRow
    edition: Edition
    cell: Cell | None
    x: int
    y: float

    @property
    def text(self) -> str:
        return self.row.cell(self.edition).text


def _trace(positions: Sequence[MatrixPosition], mode: str, *, valued: bool = False) -> PlotlyPart:
    made: PlotlyPart = {
        "type": "scatter",
        "mode": mode,
        "x": [position.x for position in positions],
        "y": [position.y for position in positions],
        "hovertemplate": [
            f"<b>{position.edition.name}</b><br>{position.row.title}<br>{position.text}<extra></extra>"
            for position in positions
        ],
        "cliponaxis": False,
    }
    if valued:
        made["customdata"] = [
            [position.row.id, position.edition.number, position.cell.value, position.cell.qualifier]
            for position in positions
            if position.cell
        ]
    return made


def _lined(text: str) -> str:
    """One word per line, so that six editions fit side by side on a phone."""
    return text.replace(" ", "<br>")


def _number(position: MatrixPosition, language: Language) -> str:
    """A number, with its qualifier on a line of its own."""
    assert position.cell
    assert position.cell.value is not None
    cell = position.cell
    figure = Figure(position.cell.value, cell.qualifier or "exact", wordings=((language.code, cell.wording),))
    return column_label(figure, language)


def _row_in_words(row: MatrixRow) -> RowInWords:
    """A row of numbers says what an edition without one has; in the others it is enough that it is not named."""
    said = {number: "" if row.kind == "presence" else cell.text for number, cell in row.cells.items()}
    return RowInWords(row.title, said, row.absent_text if row.kind == "number" else "")
