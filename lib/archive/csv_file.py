"""Table: one CSV file, its structure checked with true line numbers and its rows against their model."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
from pydantic import ValidationError

from lib.archive.encoding import find_binary_fault, find_utf8_fault
from lib.archive.message import Message, say
from lib.archive.message_parts import QUOTE_LENGTH, error_code, quote, spelling_hint
from lib.archive.problem import Problem
from lib.archive.row_models import RowContext, RowModel

# So many rows at a time are turned from Python's texts into columns, which need a fraction of the memory.
CHUNK_ROWS = 2_000
DELIMITERS = {";": say("semicolons"), "\t": say("tabs"), "|": say("bars")}

# A line number and the cells that begin there: (7, ["2023-05-17", "2023-05-17", "", "all", …])
CsvRecord = tuple[int, list[str]]


@dataclass(frozen=True, eq=False)
class CsvTable:
    """What was read of one file.

    rows      the model's columns as text (an empty cell is ""), and `line` (int64): the well-formed rows in file order
    problems  all errors of structure and of rows
    ragged    rows with too few or too many cells, as far as their cells can be named: {"id": "dgsn-2023", …}
    present   the model's columns that the file has; none if the file can't be trusted as text
    whole     False if rows were lost to a stray quotation mark; then nothing may be said about what the file lacks
    data      the file on disk, byte for byte
    """

    file: str
    model: type[RowModel]
    rows: pa.Table
    problems: tuple[Problem, ...]
    ragged: tuple[dict[str, str], ...] = ()
    present: frozenset[str] = frozenset()
    whole: bool = True
    data: bytes = b""

    @property
    def complete(self) -> bool:
        """True if the file has all its columns."""
        return self.present == set(self.model.columns())

    def values(self, column: str) -> frozenset[str] | None:
        """All texts of a column, those of ragged rows too; None if some of them can't be known."""
        if column not in self.present or not self.whole:
            return None
        return frozenset(self.rows[column].unique().to_pylist()) | {row[column] for row in self.ragged if column in row}

    def without(self, lines: Collection[int]) -> pa.Table:
        """The rows, but for those on the lines."""
        return self.rows.filter(pa.array([line not in lines for line in self.rows["line"].to_pylist()], pa.bool_()))

    def records(self) -> list[dict[str, Any]]:
        """The rows as [{"number": "4", "folder": "4-fes-2023", …, "line": 5}, …]."""
        records: list[dict[str, Any]] = self.rows.to_pylist()
        return records


def load_csv(path: Path, file: str, model: type[RowModel], context: RowContext) -> CsvTable:
    """The table of the file at `path`; `file` is its name in messages. Whatever is wrong comes out as problems."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        beside = sorted(entry.name for entry in path.parent.glob("*.csv"))
        fault = say(
            "{name} is missing{hint}; expected the file, with its header at least",
            name=quote(path.name),
            hint=spelling_hint(path.name, beside),
        )
    except OSError as error:
        fault = say(
            "{name} can't be read ({code}); expected a file of text", name=quote(path.name), code=error_code(error)
        )
    else:
        return replace(parse_csv(data, file, model, context), data=data)
    return _unreadable(file, model, [Problem(file, 1, "file", fault)])


def parse_csv(data: bytes, file: str, model: type[RowModel], context: RowContext) -> CsvTable:
    """The table of a file's bytes. Accepted: a byte order mark, CRLF, cells with line breaks, empty lines."""
    if fault := find_binary_fault(data):
        return _unreadable(file, model, [Problem(file, 1, "file", fault)])
    reading = _Reading(file, model, context)
    wrong = find_utf8_fault(data)
    if wrong:
        reading.report(wrong[0], "file", wrong[1])
    # Bytes that are not UTF-8 become U+FFFD, so that whatever else is wrong is found in the same run.
    records = reading.records(io.TextIOWrapper(io.BytesIO(data), "utf-8-sig", errors="replace", newline=""))
    if not reading.heading(next((record for record in records if record[1]), None)):
        return _unreadable(file, model, reading.problems)
    well_formed = reading.well_formed(records)
    chunks = [text_schema(model).empty_table()]
    while chunk := list(islice(well_formed, CHUNK_ROWS)):
        reading.check(chunk)
        chunks.append(_columns(model, reading.header, chunk))
    present = frozenset() if wrong else frozenset(reading.header) & frozenset(model.columns())
    rows = pa.concat_tables(chunks)
    return CsvTable(file, model, rows, tuple(reading.problems), tuple(reading.ragged), present, reading.whole)


@dataclass
class _Reading:
    """A file while it is being read; what is found wrong is gathered on the way."""

    file: str
    model: type[RowModel]
    context: RowContext
    header: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ragged: list[dict[str, str]] = field(default_factory=list)
    whole: bool = True

    def report(self, line: int, column: str, message: Message) -> None:
        """Note an error; a column whose name in the header is no word is called `header`."""
        if not (column.isprintable() and column and len(column) <= QUOTE_LENGTH):
            column = "header"
        self.problems.append(Problem(self.file, line, column, message))

    def records(self, text: io.TextIOBase) -> Iterator[CsvRecord]:
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
                ends = say("followed by text") if stray else say("never closed")
                self.report(
                    start,
                    "row",
                    say(
                        "the quotation mark ({mark}) in the row that begins here is {ends}; "
                        "expected one before and one after the cell, and two of them ({two}) for one inside it",
                        mark='"',
                        two='""',
                        ends=ends,
                    ),
                )
                if stray:
                    continue
                return
            yield start, row

    def heading(self, record: CsvRecord | None) -> bool:
        """Take the header. False if the file can't be read by it."""
        columns = self.model.columns()
        expected = say("expected the header {columns}", columns=",".join(columns))
        if record is None:
            if not self.problems:
                self.report(1, "file", say("the file is empty ({text}); {expected}", text=quote(""), expected=expected))
            return False
        line, names = record
        if len(set(names) & set(columns)) < 2:
            joined = ",".join(names)
            for sign, plural in DELIMITERS.items():
                if set(joined.split(sign)) & set(columns):
                    self.report(
                        line,
                        "file",
                        say(
                            "the cells are separated by {signs} ({sign}); expected commas ({comma})",
                            signs=plural,
                            sign=quote(sign.strip() or "tab"),
                            comma=quote(","),
                        ),
                    )
                    return False
        self.header = [name.strip() for name in names]
        if not set(self.header) & set(columns):
            self.report(
                line,
                "header",
                say(
                    "{text} is not the header of this file; {expected}", text=quote(",".join(names)), expected=expected
                ),
            )
            return False
        for name, bare in zip(names, self.header, strict=True):
            if name != bare:
                self.report(line, bare, spaces_message(name, bare))
        twice = sorted(name for name, times in Counter(self.header).items() if times > 1)
        extra = [name for name in dict.fromkeys(self.header) if name not in columns]
        missing = [name for name in columns if name not in self.header]
        for name in twice:
            self.report(line, name, say("{name} stands in the header twice; expected it once", name=quote(name)))
        for name in extra:
            near = spelling_hint(name, missing)
            fault = say(
                "{name} is not a column of this file{hint}; {expected}", name=quote(name), hint=near, expected=expected
            )
            self.report(line, name, fault)
        for name in missing:
            self.report(
                line, name, say("the column {name} is missing; {expected}", name=quote(name), expected=expected)
            )
        return not twice

    def well_formed(self, records: Iterator[CsvRecord]) -> Iterator[CsvRecord]:
        """The records that have a cell for each column, without spaces around the cells."""
        width = len(self.header)
        for line, row in records:
            bare = list(map(str.strip, row))
            if not any(bare):
                if len(row) > 1:  # ",,,," as spreadsheets leave it; a line with nothing at all is passed over
                    fault = say("{row} has nothing in its cells; expected the row to be removed", row=row_excerpt(row))
                    self.report(line, "row", fault)
                continue
            if len(row) != width:
                self.ragged.append(dict(zip(self.header, bare, strict=False)))
                cells = {"row": row_excerpt(row), "number": len(row), "width": width}
                if len(row) < width:
                    few = say("{row} has too few cells: {number}; expected {width}, as in the header", **cells)
                    self.report(line, "row", few)
                else:
                    many = say("{row} has too many cells: {number}; expected {width}, as in the header", **cells)
                    self.report(line, "row", many)
                continue
            if row != bare:
                for name, text, stripped in zip(self.header, row, bare, strict=True):
                    if text != stripped:
                        self.report(line, name, spaces_message(text, stripped))
            yield line, bare

    def check(self, chunk: Iterable[CsvRecord]) -> None:
        """Check rows against their model."""
        # One by one, so that what a row was turned into is gone before the next: Python's garbage collector, which
        # goes through all that is kept, would take as long again.
        for line, row in chunk:
            try:
                self.model.model_validate(dict(zip(self.header, row, strict=True)), context=self.context)
            except ValidationError as refused:
                for error in refused.errors(include_url=False, include_input=False):
                    if error["type"] != "missing":  # a missing column has been reported once, in the header
                        self.report(line, error["ctx"]["column"] or str(error["loc"][0]), error["ctx"]["message"])


def spaces_message(text: str, bare: str) -> Message:
    """That a text has spaces around it."""
    return say("{text} has spaces around it; expected {bare}", text=quote(text), bare=quote(bare))


def row_excerpt(row: Sequence[str]) -> str:
    """The beginning of a row, as it stands in the file."""
    return quote(",".join(row))


@cache
def text_schema(model: type[RowModel]) -> pa.Schema:
    """The model's columns as text, and `line`."""
    # 64-bit offsets, because a column of all editions may be longer than 2 GB; and so pandas takes it as it is.
    return pa.schema([*((name, pa.large_string()) for name in model.columns()), ("line", pa.int64())])


def _columns(model: type[RowModel], header: Sequence[str], chunk: Sequence[CsvRecord]) -> pa.Table:
    """Rows as columns of text, in the order of the model; a column that the header lacks is empty cells."""
    texts = dict(zip(header, zip(*(row for _, row in chunk), strict=True), strict=True))
    blank = ("",) * len(chunk)
    columns = [texts.get(name, blank) for name in model.columns()]
    return pa.table([*columns, [line for line, _ in chunk]], schema=text_schema(model))


def _unreadable(file: str, model: type[RowModel], problems: list[Problem]) -> CsvTable:
    """The table of a file of which no row could be read."""
    return CsvTable(file, model, text_schema(model).empty_table(), tuple(problems))
