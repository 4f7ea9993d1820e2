"""The table of one CSV file: its rows as text, and what is wrong with its structure."""

from dataclasses import dataclass
from typing import NamedTuple

from lib.archive.problem import Problem
from lib.archive.row_models import RowModel


class TextRow(NamedTuple):
    """A well-formed row: the line on which it begins, counted from 1, and its cells without spaces around them.

    A number or time that is written in another way and can't be misread has its usual form: 14:00:00 is 14:00.
    """

    line: int
    cells: dict[str, str]


@dataclass(frozen=True, eq=False)
class CsvTable:
    """The content of one file, and the errors of its structure.

    rows      the well-formed rows in file order; a column that the header lacks is lacking here, too
    problems  all errors of structure
    ragged    rows with too few or too many cells, as far as their cells can be named: {"id": "dgsn-2023", …}
    present   the model's columns that the file has; none if the file can't be trusted as text
    rows_complete  False if rows were lost to a stray quotation mark; then nothing may be said about what the file lacks
    on_disk   False for an optional file that isn't there
    """

    file: str
    model: type[RowModel]
    rows: tuple[TextRow, ...]
    problems: tuple[Problem, ...]
    ragged: tuple[dict[str, str], ...] = ()
    present: frozenset[str] = frozenset()
    rows_complete: bool = True
    on_disk: bool = True

    @property
    def has_all_columns(self) -> bool:
        """True if the file has each column of its model."""
        return self.present == set(self.model.columns())

    def column_values(self, column: str) -> frozenset[str] | None:
        """All texts of a column, those of ragged rows too; None if some of them can't be known."""
        if column not in self.present or not self.rows_complete:
            return None
        return frozenset(row.get(column, "") for row in (*(row.cells for row in self.rows), *self.ragged))


def text_row(line: int, cells: dict[str, str], model: type[RowModel]) -> TextRow:
    """The row with the usual form of what may be written in several ways."""
    for column, usual in model.usual_forms():
        if text := cells.get(column):
            cells[column] = usual(text)
    return TextRow(line, cells)
