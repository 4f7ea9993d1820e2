"""Table: one CSV file, its structure checked with true line numbers and its rows against their model."""

import csv
import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import pandas as pd
from pydantic import TypeAdapter, ValidationError

from lib.archive import cell
from lib.archive.encoding import misread, undecodable
from lib.archive.problem import Problem
from lib.archive.row import Context, Row
from lib.archive.wording import LONGEST, hint, quote

# Rows are checked so many at a time: a file of a million rows needs no more memory for it than a small one.
CHUNK = 5_000
DELIMITERS = {";": "semicolons", "\t": "tabs", "|": "bars"}

# A line number and the cells that begin there: (7, ["2023-05-17", "2023-05-17", "", "all", …])
Record = tuple[int, list[str]]


@dataclass(frozen=True, eq=False)
class Table:
    """What was read of one file.

    frame     the model's columns as text (an empty cell is ""), and `line` (int64): the well-formed rows in file order
    problems  all errors of structure and of rows
    ragged    rows with too few or too many cells, as far as their cells can be named: {"id": "dgsn-2023", …}
    present   the model's columns that the file has; none if the file can't be trusted as text
    whole     False if rows were lost to a stray quotation mark; then nothing may be said about what the file lacks
    """

    file: str
    model: type[Row]
    frame: pd.DataFrame
    problems: tuple[Problem, ...]
    ragged: tuple[dict[str, str], ...] = ()
    present: frozenset[str] = frozenset()
    whole: bool = True

    @property
    def complete(self) -> bool:
        """True if the file has all its columns."""
        return self.present == set(self.model.columns())

    def values(self, column: str) -> frozenset[str] | None:
        """All texts of a column, those of ragged rows too; None if some of them can't be known."""
        if column not in self.present or not self.whole:
            return None
        return frozenset(self.frame[column]) | {row[column] for row in self.ragged if column in row}


def load(path: Path, file: str, model: type[Row], context: Context) -> Table:
    """The table of the file at `path`; `file` is its name in messages. Whatever is wrong comes out as problems."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        beside = sorted(entry.name for entry in path.parent.glob("*.csv"))
        fault = f"{quote(path.name)} is missing{hint(path.name, beside)}; expected the file, with its header at least"
    except OSError as error:
        fault = f"{quote(path.name)} can't be read ({error.strerror}); expected a file of text"
    else:
        return parse(data, file, model, context)
    return _unreadable(file, model, [Problem(file, 1, "file", fault)])


def parse(data: bytes, file: str, model: type[Row], context: Context) -> Table:
    """The table of a file's bytes. Accepted: a byte order mark, CRLF, cells with line breaks, empty lines."""
    if fault := undecodable(data):
        return _unreadable(file, model, [Problem(file, 1, "file", fault)])
    reading = _Reading(file, model, context)
    wrong = misread(data)
    if wrong:
        reading.report(wrong[0], "file", wrong[1])
    # Bytes that are not UTF-8 become U+FFFD, so that whatever else is wrong is found in the same run.
    records = reading.records(io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", errors="replace", newline=""))
    if not reading.heading(next((record for record in records if record[1]), None)):
        return _unreadable(file, model, reading.problems)
    frames = []
    well_formed = reading.well_formed(records)
    while chunk := list(islice(well_formed, CHUNK)):
        frames.append(reading.frame(chunk))
    frame = pd.concat(frames or [reading.frame([])], ignore_index=True)
    present = frozenset() if wrong else frozenset(reading.header) & frozenset(model.columns())
    return Table(file, model, frame, tuple(reading.problems), tuple(reading.ragged), present, reading.whole)


def typed(table: Table, without: Collection[int] = ()) -> pd.DataFrame:
    """The rows of the frame with the types of their model: days datetime64[us], numbers Float64 or Int64, all else
    string; and `line` Int64. Empty cells are missing values.

    `without` are the lines to leave out: those on which there is an error.
    """
    frame = table.frame[~table.frame["line"].isin(without)].reset_index(drop=True) if without else table.frame
    columns = {name: _typed(frame[name], field.annotation) for name, field in table.model.model_fields.items()}
    return pd.DataFrame(columns | {"line": frame["line"].astype("Int64")})


def _typed(texts: "pd.Series[str]", annotation: Any) -> "pd.Series[Any]":
    """A column of text as the type that the model gives it; each different text is converted once."""
    kinds = {annotation, *get_args(annotation)}
    if not kinds & {date, float, int}:
        return texts.mask(texts == "")
    codes, different = pd.factorize(texts)
    values: Any
    if date in kinds:
        days = pd.Series([text or None for text in different], dtype="string")
        values = pd.to_datetime(days, format="%Y-%m-%d").astype("datetime64[us]").array
    else:
        numbers = [cell.plain(text) if text else None for text in different]
        values = pd.array(numbers, dtype="Float64" if float in kinds else "Int64")
    return pd.Series(values.take(codes), index=texts.index)


@dataclass
class _Reading:
    """A file while it is being read; what is found wrong is gathered on the way."""

    file: str
    model: type[Row]
    context: Context
    header: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ragged: list[dict[str, str]] = field(default_factory=list)
    whole: bool = True

    def report(self, line: int, column: str, message: str) -> None:
        """Note an error; a column whose name in the header is no word is called `header`."""
        if not (column.isprintable() and column and len(column) <= LONGEST):
            column = "header"
        self.problems.append(Problem(self.file, line, column, message))

    def records(self, text: io.TextIOBase) -> Iterator[Record]:
        """The records of a text with the line on which each of them begins."""
        reader = csv.reader(text, strict=True)
        while True:
            start = reader.line_num + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                self.whole = False
                # "',' expected after '\"'": a stray quotation mark; the next line can be read again.
                # "unexpected end of data", "field larger than …": an open one has swallowed the rest.
                stray = "expected after" in str(fault)
                ends = "followed by text" if stray else "never closed"
                self.report(
                    start,
                    "row",
                    f'the quotation mark (") in the row that begins here is {ends}; '
                    'expected one before and one after the cell, and two of them ("") for one inside it',
                )
                if stray:
                    continue
                return
            yield start, row

    def heading(self, record: Record | None) -> bool:
        """Take the header. False if the file can't be read by it."""
        columns = self.model.columns()
        expected = f"expected the header {','.join(columns)}"
        if record is None:
            if not self.problems:
                self.report(1, "file", f'the file is empty (""); {expected}')
            return False
        line, names = record
        if len(set(names) & set(columns)) < 2:
            joined = ",".join(names)
            for sign, plural in DELIMITERS.items():
                if set(joined.split(sign)) & set(columns):
                    self.report(
                        line,
                        "file",
                        f'the cells are separated by {plural} ("{sign.strip() or "tab"}"); expected commas (",")',
                    )
                    return False
        self.header = [name.strip() for name in names]
        if not set(self.header) & set(columns):
            self.report(line, "header", f"{quote(','.join(names))} is not the header of this file; {expected}")
            return False
        for name, bare in zip(names, self.header, strict=True):
            if name != bare:
                self.report(line, bare, f"{quote(name)} has spaces around it; expected {quote(bare)}")
        twice = sorted({name for name in self.header if self.header.count(name) > 1})
        extra = [name for name in dict.fromkeys(self.header) if name not in columns]
        missing = [name for name in columns if name not in self.header]
        for name in twice:
            self.report(line, name, f"{quote(name)} stands in the header twice; expected it once")
        for name in extra:
            near = hint(name, missing)
            self.report(line, name, f"{quote(name)} is not a column of this file{near}; {expected}")
        for name in missing:
            self.report(line, name, f"the column {quote(name)} is missing; {expected}")
        return not twice

    def well_formed(self, records: Iterator[Record]) -> Iterator[Record]:
        """The records that have a cell for each column, without spaces around the cells."""
        width = len(self.header)
        for line, row in records:
            bare = [text.strip() for text in row]
            if not any(bare):
                if len(row) > 1:  # ",,,," as spreadsheets leave it; a line with nothing at all is passed over
                    self.report(
                        line, "row", f"{quote(','.join(row))} has nothing in its cells; expected the row to be removed"
                    )
                continue
            if len(row) != width:
                self.ragged.append(dict(zip(self.header, bare, strict=False)))
                few = "few" if len(row) < width else "many"
                self.report(
                    line,
                    "row",
                    f"{quote(','.join(row))} has too {few} cells: {len(row)}; expected {width}, as in the header",
                )
                continue
            if row != bare:
                for name, text, stripped in zip(self.header, row, bare, strict=True):
                    if text != stripped:
                        self.report(line, name, f"{quote(text)} has spaces around it; expected {quote(stripped)}")
            yield line, bare

    def frame(self, chunk: list[Record]) -> pd.DataFrame:
        """Check the rows of a chunk; the frame of their texts."""
        rows = [row for _, row in chunk]
        cells = [dict(zip(self.header, row, strict=True)) for row in rows]
        try:
            _adapter(self.model).validate_python(cells, context=self.context)
        except ValidationError as refused:
            for error in refused.errors(include_url=False, include_input=False):
                if error["type"] != "missing":  # a missing column has been reported once, in the header
                    index, column = error["loc"]
                    column = error["ctx"]["column"] or column
                    self.report(chunk[int(index)][0], str(column), error["msg"])
        by_name = dict(zip(self.header, zip(*rows, strict=True), strict=True)) if rows else {}
        blank = ("",) * len(rows)
        texts = {name: pd.array(by_name.get(name, blank), dtype="string") for name in self.model.columns()}
        return pd.DataFrame(texts | {"line": [line for line, _ in chunk]}).astype({"line": "int64"})


@cache
def _adapter(model: type[Row]) -> TypeAdapter[list[Row]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]


def _unreadable(file: str, model: type[Row], problems: list[Problem]) -> Table:
    """The table of a file of which no row could be read."""
    frame = pd.DataFrame(
        {name: pd.array([], dtype="string") for name in model.columns()} | {"line": pd.array([], "int64")}
    )
    return Table(file, model, frame, tuple(problems))
