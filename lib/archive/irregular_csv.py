"""CSV files that aren't plain: where their header is, what separates their cells, and all that is wrong with them.

The csv module reads them. It finds a row that is too short and a stray quotation mark, which pandas overlooks.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from lib.archive.csv_table import CsvTable, TextRow, text_row
from lib.archive.encoding import decode_text, find_binary_fault, find_utf8_fault
from lib.archive.message import Message, say
from lib.archive.message_parts import QUOTE_LENGTH, quote, spelling_hint
from lib.archive.problem import Problem
from lib.archive.row_models import RowModel

# Excel writes semicolons where the comma is the decimal mark, as in Morocco, and tabs in "Unicode text".
DELIMITERS = ",;\t|"
HEADER_REACH = 20  # lines among which the header is searched for, below whatever was written above it
LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
EXCEL_DIRECTIVE = re.compile(r'"?sep=', re.IGNORECASE)


def parse_irregular_csv(data: bytes, file: str, model: type[RowModel]) -> CsvTable:
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
                "{row} is above the header, which is in line {line}; expected the header first: delete the "
                "rows above it",
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
                self.report(line, bare, _spaces_message(name, bare))
        twice = sorted(name for name, times in Counter(self.header).items() if times > 1)
        extra = [name for name in dict.fromkeys(self.header) if name not in columns]
        missing = [name for name in columns if name not in self.header]
        for name in twice:
            self.report(line, name, say("{name} is in the header twice; expected it once", name=quote(name)))
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
                alone = say("{row} fills one cell only; expected a whole row, or none", row=_row_excerpt(row))
                self.report(line, "row", alone)
            else:
                if len(row) > width:
                    wide_rows[line] = row
                bare = [*bare[:width], *[""] * (width - len(bare))]
                for name, text, stripped in zip(self.header, row, bare, strict=False):
                    if text != stripped:
                        self.report(line, name, _spaces_message(text, stripped))
                yield text_row(line, dict(zip(self.header, bare, strict=True)), self.model)
        self._report_empty(empty_rows, {} if self.has_empty_columns else wide_rows)

    def _report_empty(self, rows: Mapping[int, list[str]], wide: Mapping[int, list[str]]) -> None:
        """Report rows without content, and rows whose cells beyond the last column are empty: each kind once."""
        if rows:
            first = next(iter(rows))
            message = say(
                "{row} has nothing in its cells; expected the row to be removed", row=_row_excerpt(rows[first])
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
    return {"row": _row_excerpt(row), "number": len(row), "width": width}


def _too_many_message(row: Sequence[str], width: int) -> Message:
    return say("{row} has too many cells: {number}; expected {width}, as in the header", **_sizes(row, width))


def _empty_columns_message(number: int) -> Message:
    """The message about columns without a name and without content, which spreadsheets leave at the right."""
    return say(
        "empty columns to the right of the last one: {number}; expected none: delete them in the spreadsheet",
        number=number,
    )


def _spaces_message(text: str, bare: str) -> Message:
    """The message about a text with spaces around it."""
    return say("{text} has spaces around it; expected {bare}", text=quote(text), bare=quote(bare))


def _row_excerpt(row: Sequence[str]) -> str:
    """The beginning of a row, quoted for a message."""
    return quote(",".join(row))
