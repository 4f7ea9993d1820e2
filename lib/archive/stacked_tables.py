"""Pool: the tables of one topic, those of all editions, as one.

What takes a fraction of a second for a whole column takes hardly less for that of a small file, so it is done for all
files together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from lib.archive.csv_file import CsvTable, text_schema
from lib.archive.row_models import ClaimColumns

IntArray = npt.NDArray[np.int64]
RowMask = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class StackedTables:
    """The rows of `tables`, one after the other. All of them have all columns of `model`."""

    model: type[ClaimColumns]
    tables: Sequence[CsvTable]

    @cached_property
    def rows(self) -> pa.Table:
        """The model's columns as text, and `line`."""
        return pa.concat_tables([text_schema(self.model).empty_table(), *(table.rows for table in self.tables)])

    @cached_property
    def sizes(self) -> list[int]:
        """The number of rows of each table."""
        return [table.rows.num_rows for table in self.tables]

    @cached_property
    def table(self) -> IntArray:
        """For each row the position of its table."""
        return np.repeat(np.arange(len(self.tables)), self.sizes)

    @cached_property
    def thing(self) -> IntArray:
        """For each row the number of the thing that it is about: rows of a table with equal key columns share it."""
        numbers = self.table
        for name in self.model.key:
            coded = self.rows[name].combine_chunks().dictionary_encode()
            # Both factors are at most the number of rows, so the product fits.
            numbers, _ = pd.factorize(numbers * len(coded.dictionary) + coded.indices.to_numpy())
        return numbers

    def holds(self, column: str, text: str) -> RowMask:
        """Which rows have this text in a column."""
        mask: RowMask = pc.equal(self.rows[column], text).to_numpy()
        return mask

    def texts(self, column: str, rows: IntArray) -> list[Any]:
        """The cells of a column in some rows."""
        cells: list[Any] = self.rows[column].take(pa.array(rows)).to_pylist()
        return cells

    def about(self, row: int) -> str:
        """What a row is about, in a message: `2023-05-17, 2023-05-18, all, visitors`."""
        return ", ".join(filter(None, (self.rows[column][row].as_py() for column in self.model.key)))


def stack_tables(tables: Iterable[CsvTable], model: type[ClaimColumns]) -> StackedTables:
    """The pool of those tables that have all their columns; rows that lack a cell can't be held against each other."""
    return StackedTables(model, [table for table in tables if table.complete])
