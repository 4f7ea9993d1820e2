"""What was published of the programme as a number, beside what sources name of it."""

from __future__ import annotations

from collections.abc import Sequence

from lib.archive import Archive
from lib.charts.chart import Cell, Edition
from lib.charts.kinds.dot_matrix import MatrixRow
from lib.charts.kinds.strip_chart import restrict_series
from lib.charts.phrases import figure_cell
from lib.language import Language
from lib.measures import MEASURES, count_programme_items, worded_counts

# kind of programme item -> the measure that is its published number
PUBLISHED_MEASURES = {"seminar": "seminars", "demonstration": "demonstrations"}


def published_cell(kind: str, archive: Archive, edition: int, language: Language) -> Cell:
    """The published number of seminars or demonstrations; the word where a source gives a word only."""
    words = worded_counts(archive, kind)
    if edition in words:
        word = words[edition]
        return Cell(language.wording(word.qualifier), qualifier=word.qualifier, sources=word.sources)
    return figure_cell(MEASURES[PUBLISHED_MEASURES[kind]](archive).get(edition), language)


def published_row(
    kind: str, title: str, archive: Archive, compared: Sequence[Edition], language: Language
) -> MatrixRow:
    """The published numbers of a kind as the last row of a matrix."""
    cells = {edition.number: published_cell(kind, archive, edition.number, language) for edition in compared}
    return MatrixRow(
        id="published",
        title=title,
        look="number",
        cells={number: given for number, given in cells.items() if given.sources},
        absent=language.text("not published"),
    )


def named_count_row(
    kind: str, title: str, archive: Archive, compared: Sequence[Edition], language: Language
) -> MatrixRow:
    """How many items of a kind are named, as a row under the marks of a matrix."""
    return MatrixRow(
        id="named",
        title=title,
        look="number",
        cells={
            number: figure_cell(figure, language)
            for number, figure in restrict_series(count_programme_items(archive, kind), compared).items()
        },
        absent=language.text("none named"),
    )
