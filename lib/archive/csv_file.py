"""CSV files: this module checks their structure, with true line numbers, and their rows against a row model.

pandas reads all plain files in one call. A call for each of the 52 shipped files takes 66 to 100 ms, one for each of
their 12 forms 15 to 20 ms, one for all 5 ms. pandas overlooks a row that is too short and a stray quotation mark, so a
file that isn't plain is read by the csv module, which finds the fault and its line.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from pathlib import Path
from typing import NamedTuple, TypeVar

import pandas as pd
from pydantic import ValidationError

from lib.archive.data_file import read_data_file
from lib.archive.encoding import decode_text, find_binary_fault, find_utf8_fault
from lib.archive.file_names import missing_file_message
from lib.archive.message import Message, say
from lib.archive.message_parts import QUOTE_LENGTH, quote, spelling_hint
from lib.archive.problem import Problem
from lib.archive.row_models import RowContext, RowModel

M = TypeVar("M", bound=RowModel)

# Excel writes semicolons where the comma is the decimal mark, as in Morocco, and tabs in "Unicode text".
DELIMITERS = ",;\t|"
HEADER_REACH = 20  # lines among which the header is searched for, below whatever was written above it
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
EXCEL_DIRECTIVE = re.compile(r'"?sep=', re.IGNORECASE)
# A cell without spaces around it and without a line break in it, with or without quotation marks.
PLAIN_CELL = r'(?:[^\s",](?:[^",\r\n]*[^\s",])?|"(?:(?!\s)(?:[^"\r\n]|"")*(?<!\s))?")?'


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


def read_tables(folder: Path, models: Mapping[str, type[RowModel]]) -> dict[str, CsvTable]:
    """The tables of files in `folder`, by file; `models` are {"4-fes-2023/visitors.csv": Visitors, …}.

    A file that is missing or can't be read gives a table with a problem; nothing is raised.
    """
    found: dict[str, CsvTable] = {}
    data: dict[str, bytes] = {}
    for file, model in models.items():
        path = folder / file
        try:
            content = read_data_file(path)
        except FileNotFoundError:
            content = missing_file_message(path, say("expected the file, with its header at least"))
        if isinstance(content, bytes):
            data[file] = content
        else:
            found[file] = CsvTable(file, model, (), (Problem(file, 1, "file", content),))
    return found | parse_tables(data, models)


def parse_tables(data: Mapping[str, bytes], models: Mapping[str, type[RowModel]]) -> dict[str, CsvTable]:
    """The tables of the bytes of files, by file.

    Files may have a byte order mark, CRLF, cells with line breaks, empty lines, other separators than commas, their
    columns in any order, and rows without the empty cells at their end, which Excel leaves out.
    """
    plain = {file: body for file, held in data.items() if (body := _plain_body(held, models[file])) is not None}
    rows = _plain_rows((body, len(models[file].columns())) for file, body in plain.items())
    found: dict[str, CsvTable] = {}
    for file, held in data.items():
        model = models[file]
        if file in plain:
            columns = model.columns()
            lines = range(2, plain[file].count("\n") + 2)
            read = tuple(_text_row(line, dict(zip(columns, next(rows), strict=False)), model) for line in lines)
            found[file] = CsvTable(file, model, read, (), (), frozenset(columns))
        else:
            found[file] = _parse_any(held, file, model)
    return found


def _text_row(line: int, cells: dict[str, str], model: type[RowModel]) -> TextRow:
    """The row with the usual form of what may be written in several ways."""
    for column, usual in model.usual_forms():
        if text := cells.get(column):
            cells[column] = usual(text)
    return TextRow(line, cells)


def _plain_body(data: bytes, model: type[RowModel]) -> str | None:
    """The rows below the header, each ending with a line break, if the file is plain: each row is one line."""
    try:
        header, _, body = data.decode("utf-8-sig").partition("\n")
    except UnicodeDecodeError:
        return None
    if header.removesuffix("\r") != ",".join(model.columns()) or "\0" in body or "\ufeff" in body:
        return None
    body = body.replace("\r\n", "\n")
    if body and not body.endswith("\n"):
        body += "\n"
    return body if _plain_pattern(len(model.columns())).fullmatch(body) else None


@cache
def _plain_pattern(width: int) -> re.Pattern[str]:
    """The pattern of rows of `width` plain cells. A row in which no cell, or only one, is filled doesn't match."""
    return re.compile(
        rf'(?:(?!(?:(?:"")?,)*{PLAIN_CELL}(?:,(?:"")?)*\n){PLAIN_CELL}(?:,{PLAIN_CELL}){{{width - 1}}}\n)*+'
    )


def _plain_rows(bodies: Iterable[tuple[str, int]]) -> Iterator[list[str]]:
    """The cells of the rows of plain bodies, one body after the other, each of them given with its number of columns.

    Rows are filled up with empty cells to the same length, so that one call reads them all.
    """
    bodies = [(body, width) for body, width in bodies if body]
    if not bodies:
        return iter(())
    widest = max(width for _, width in bodies)
    text = "".join(body.replace("\n", "," * (widest - width) + "\n") for body, width in bodies)
    frame = pd.read_csv(io.StringIO(text), header=None, dtype=object, na_filter=False)
    rows: list[list[str]] = frame.to_numpy().tolist()
    return iter(rows)


def _parse_any(data: bytes, file: str, model: type[RowModel]) -> CsvTable:
    """The table of a file of any form, with all that is wrong with its structure."""
    if fault := find_binary_fault(data):
        return CsvTable(file, model, (), (Problem(file, 1, "file", fault),))
    wrong = find_utf8_fault(data)
    text = decode_text(data)
    reading = _Reading(file, model, *_find_header(text, frozenset(model.columns())))
    if wrong:
        reading.report(wrong[0], "file", wrong[1])
    reading.check_above(text[: reading.start])
    records = reading.records(io.StringIO(text[reading.start :], newline=""))
    if not reading.read_header(next((record for record in records if record[1]), None)):
        return CsvTable(file, model, (), tuple(reading.problems))
    rows = tuple(reading.well_formed(records))
    present = frozenset() if wrong else frozenset(reading.header) & frozenset(model.columns())
    return CsvTable(file, model, rows, tuple(reading.problems), tuple(reading.ragged), present, reading.rows_complete)


def _find_header(text: str, columns: frozenset[str]) -> tuple[int, int, str]:
    """Where the header begins, its line, and the separator with which it fits best.

    The header is the first line with two names of columns. If there is none, it is the first line that isn't empty.
    """
    first = (0, 1, ",")
    for line, found in enumerate(islice(LINE.finditer(text), HEADER_REACH), 1):
        fits = {sign: _known_names(found.group(), sign, columns) for sign in DELIMITERS}
        best = max(DELIMITERS, key=lambda sign: fits[sign])  # of equal ones the first: the comma
        if fits[best] >= 2:
            return found.start(), line, best
        if first == (0, 1, ",") and found.group().strip():
            first = (found.start(), line, best)
    return first


def _known_names(line: str, delimiter: str, columns: frozenset[str]) -> int:
    """How many names of columns stand in a line. (No header is as long as the rows that the csv module refuses.)"""
    names = next(csv.reader([line[:10_000]], delimiter=delimiter), [])
    return len(columns.intersection(map(str.strip, names)))


@dataclass
class _Reading:
    """A file that is being read by the csv module, and what was found wrong so far.

    `start` and `first` are the place and the line of the header.
    """

    file: str
    model: type[RowModel]
    start: int
    first: int
    delimiter: str
    header: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    ragged: list[dict[str, str]] = field(default_factory=list)
    rows_complete: bool = True
    has_empty_columns: bool = False

    def report(self, line: int, column: str, message: Message) -> None:
        """Add an error. A column whose name is empty, too long or not printable is called `header`."""
        if not (column.isprintable() and column and len(column) <= QUOTE_LENGTH):
            column = "header"
        self.problems.append(Problem(self.file, line, column, message))

    def check_above(self, text: str) -> None:
        """Report what stands above the header: Excel's own line `sep=;`, or a title."""
        above = [(line, row) for line, row in enumerate(LINE.findall(text), 1) if row.strip()]
        for line, row in above:
            if EXCEL_DIRECTIVE.match(row):
                self.report(line, "file", say("{row} is a line for Excel alone; delete it", row=quote(row.strip())))
        titles = [(line, row) for line, row in above if not EXCEL_DIRECTIVE.match(row)]
        if titles:
            message = say(
                "{row} stands above the header, which is in line {line}; expected the header first: "
                "delete the rows above it",
                row=quote(titles[0][1].strip()),
                line=self.first,
            )
            self.report(titles[0][0], "file", message)

    def records(self, text: io.TextIOBase) -> Iterator[tuple[int, list[str]]]:
        """The records of a text with the line on which each of them begins."""
        reader = csv.reader(text, strict=True, delimiter=self.delimiter)
        while True:
            start = reader.line_num + self.first
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as fault:
                self.rows_complete = False
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

    def read_header(self, record: tuple[int, list[str]] | None) -> bool:
        """Check and keep the header. The result is False if the rows can't be read with it."""
        columns = self.model.columns()
        expected = say("expected the header {columns}", columns=",".join(columns))
        if record is None:
            if not self.problems:
                self.report(1, "file", say("the file is empty ({text}); {expected}", text=quote(""), expected=expected))
            return False
        line, names = record
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
        while not self.header[-1]:
            self.header.pop()
        if empty := len(names) - len(self.header):
            self.has_empty_columns = True
            self.report(line, "header", _empty_columns_message(empty))
        for name, bare in zip(names, self.header, strict=False):
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

    def well_formed(self, records: Iterator[tuple[int, list[str]]]) -> Iterator[TextRow]:
        """The records that belong to the header's columns, without spaces around the cells."""
        width = len(self.header)
        empty_rows: dict[int, list[str]] = {}
        wide_rows: dict[int, list[str]] = {}
        # Excel leaves out the empty cells at the end of a row. Where one is left out that must be filled, it is torn.
        filled_by_all = [n for n, name in enumerate(self.header, 1) if name in self.model.required_columns()]
        least = max(filled_by_all, default=1)
        for line, row in records:
            bare = list(map(str.strip, row))
            filled = len(list(filter(None, bare)))
            if not filled:
                if len(row) > 1:  # ",,,," as spreadsheets leave it; a line with nothing at all is passed over
                    empty_rows[line] = row
            elif len(row) < least:
                self.ragged.append(dict(zip(self.header, bare, strict=False)))
                few = say("{row} has too few cells: {number}; expected {width}, as in the header", **_sizes(row, width))
                self.report(line, "row", few)
            elif any(bare[width:]):
                self.ragged.append(dict(zip(self.header, bare, strict=False)))
                self.report(line, "row", _too_many_message(row, width))
            elif filled == 1 < least:
                alone = say("{row} fills one cell only; expected a whole row, or none", row=row_excerpt(row))
                self.report(line, "row", alone)
            else:
                if len(row) > width:
                    wide_rows[line] = row
                bare = [*bare[:width], *[""] * (width - len(bare))]
                for name, text, stripped in zip(self.header, row, bare, strict=False):
                    if text != stripped:
                        self.report(line, name, spaces_message(text, stripped))
                yield _text_row(line, dict(zip(self.header, bare, strict=True)), self.model)
        self._report_empty(empty_rows, {} if self.has_empty_columns else wide_rows)

    def _report_empty(self, rows: Mapping[int, list[str]], wide: Mapping[int, list[str]]) -> None:
        """Report rows without content, and rows whose cells beyond the last column are empty: each kind once."""
        if rows:
            first = next(iter(rows))
            message = say(
                "{row} has nothing in its cells; expected the row to be removed", row=row_excerpt(rows[first])
            )
            if len(rows) > 1:
                message = say(
                    "rows with nothing in their cells: {number}, from line {first} to line {last}; "
                    "expected no such row: delete them in the spreadsheet",
                    number=len(rows),
                    first=first,
                    last=max(rows),
                )
            self.report(first, "row", message)
        if wide:
            first, width = next(iter(wide)), len(self.header)
            if len(wide) == 1:
                self.report(first, "row", _too_many_message(wide[first], width))
            else:
                self.report(first, "row", _empty_columns_message(max(map(len, wide.values())) - width))


def _sizes(row: Sequence[str], width: int) -> dict[str, object]:
    return {"row": row_excerpt(row), "number": len(row), "width": width}


def _too_many_message(row: Sequence[str], width: int) -> Message:
    return say("{row} has too many cells: {number}; expected {width}, as in the header", **_sizes(row, width))


def _empty_columns_message(number: int) -> Message:
    """The message about columns without a name and without content, which spreadsheets leave at the right."""
    return say(
        "empty columns to the right of the last one: {number}; expected none: delete them in the spreadsheet",
        number=number,
    )


def spaces_message(text: str, bare: str) -> Message:
    """The message about a text with spaces around it."""
    return say("{text} has spaces around it; expected {bare}", text=quote(text), bare=quote(bare))


def row_excerpt(row: Sequence[str]) -> str:
    """The beginning of a row, quoted for a message."""
    return quote(",".join(row))


def check_rows(table: CsvTable, model: type[M], context: RowContext, problems: list[Problem]) -> Iterator[M]:
    """The rows that are valid, as values of `model`, the model of the table; errors are added to `problems`."""
    for line, cells in table.rows:
        try:
            yield model.model_validate({**cells, "line": line}, context=context)
        except ValidationError as refused:
            for error in refused.errors(include_url=False, include_input=False):
                if error["type"] != "missing":  # a missing column has been reported once, in the header
                    column = error["ctx"]["column"] or str(error["loc"][0])
                    problems.append(Problem(table.file, line, column, error["ctx"]["message"]))


def write_rows(model: type[RowModel], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The rows as a file in the form that is published: UTF-8, commas, all columns of the model in their order.

    Programs that read the data package accept no empty line, no other separator and no other order.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, model.columns(), restval="", extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()
