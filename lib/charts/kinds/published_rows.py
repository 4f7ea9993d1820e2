"""The published numbers of seminars and demonstrations, as rows below the named ones."""

from __future__ import annotations

from lib.charts.chart import Cell
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.dot_matrix import MatrixRow
from lib.charts.phrases import figure_cell
from lib.measures import count_programme_items, worded_counts

# kind of programme item -> the measure of its published number
PUBLISHED_MEASURES = {"seminar": "seminars", "demonstration": "demonstrations"}


def published_cell(kind: str, edition: int, context: ChartContext) -> Cell:
    """The published number of seminars or demonstrations; a word if the source gives only a word."""
    words = worded_counts(context.archive, kind)
    if edition in words:
        word = words[edition]
        return Cell(
            context.language.wording(word.qualifier), qualifier=word.qualifier, sources=word.sources, claim=word.claim
        )
    return figure_cell(context.series(PUBLISHED_MEASURES[kind]).get(edition), context.language)


def published_row(kind: str, title: str, context: ChartContext) -> MatrixRow:
    """The published numbers of a kind as the last row of a matrix."""
    cells = {edition.number: published_cell(kind, edition.number, context) for edition in context.compared}
    published = {number: cell for number, cell in cells.items() if cell.sources}
    return MatrixRow("published", title, "number", published, context.language.text("not published"))


def named_count_row(kind: str, title: str, context: ChartContext) -> MatrixRow:
    """How many items of a kind are named, as a row under the marks of a matrix."""
    counted = context.restrict(count_programme_items(context.archive, kind))
    cells = {number: figure_cell(figure, context.language) for number, figure in counted.items()}
    return MatrixRow("named", title, "number", cells, context.language.text("none named"))
