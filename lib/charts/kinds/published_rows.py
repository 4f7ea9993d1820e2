"""What was published of the programme as a number, beside what sources name of it."""

from __future__ import annotations

from collections.abc import Sequence

from lib.archive import Archive
from lib.charts.chart import Cell, Edition
from lib.charts.kinds.dot_matrix import Row
from lib.charts.kinds.strip_chart import inside
from lib.charts.phrases import cell
from lib.language import Language
from lib.measures import MEASURES, named, worded

# kind of programme item -> the measure that is its published number
NUMBERS = {"seminar": "seminars", "demonstration": "demonstrations"}


def published(kind: str, archive: Archive, edition: int, language: Language) -> Cell:
    """The published number of seminars or demonstrations; the word where a source gives a word only."""
    words = worded(archive, kind)
    if edition in words:
        word = words[edition]
        return Cell(language.wording(word.qualifier), qualifier=word.qualifier, sources=word.sources)
    return cell(MEASURES[NUMBERS[kind]](archive).get(edition), language)


def published_row(kind: str, title: str, archive: Archive, compared: Sequence[Edition], language: Language) -> Row:
    """The published numbers of a kind as the last row of a matrix."""
    cells = {edition.number: published(kind, archive, edition.number, language) for edition in compared}
    return Row(
        id="published",
        title=title,
        look="number",
        cells={number: given for number, given in cells.items() if given.sources},
        absent=language.text("not published"),
    )


def named_row(kind: str, title: str, archive: Archive, compared: Sequence[Edition], language: Language) -> Row:
    """How many items of a kind are named, as a row under the marks of a matrix."""
    return Row(
        id="named",
        title=title,
        look="number",
        cells={number: cell(figure, language) for number, figure in inside(named(archive, kind), compared).items()},
        absent=language.text("none named"),
    )
