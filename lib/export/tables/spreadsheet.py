"""Sheets: tables as files that leave the building, as a spreadsheet and as comma-separated text. Bytes, no screen."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

# A CSV that begins so is read as UTF-8 by spreadsheets too.
BYTE_ORDER_MARK = "\ufeff"
MAX_LINK_LENGTH = 2079  # what a spreadsheet takes
RIGHT_TO_LEFT_ORDER = 2  # the reading order of a cell
FIGURE_FORMAT = {"align": "right", "indent": 1, "valign": "top"}
LINE_POINTS = 15  # points
LABEL_CHARACTERS, TEXT_CHARACTERS = 24, 90  # the widths of the first sheet, in characters
# A text that begins so may be run as a formula (OWASP, "CSV Injection"), in the wide forms of these signs too.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Marks of direction help on a screen; in a file they would be found by no search and match no other table.
DIRECTION_MARKS = str.maketrans(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f")))


@dataclass(frozen=True, slots=True)
class WordedNumber:
    """A number that a spreadsheet shows with words around it and still counts with: nearly 1,150,000."""

    value: float
    before: str = ""
    after: str = ""


CellValue = str | float | WordedNumber | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """`width` in characters.

    link     the cells are addresses, one each
    own      their texts have a direction of their own, not the sheet's
    figures  they hold numbers, or words in the place of one
    """

    title: str
    width: int = 16
    link: bool = False
    own: bool = False
    figures: bool = False


@dataclass(frozen=True, slots=True)
class TableSheet:
    """One table. A row has a value for each column; None is an empty cell."""

    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]


@dataclass(frozen=True, slots=True)
class AboutLine:
    """What a first sheet says: `text` under its `label`, and where that can be followed to."""

    label: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A workbook: first a sheet `name` that says in lines what this is, then the tables.

    `made`, the day that stands in its properties, makes the same book the same bytes; None: now.
    """

    title: str
    name: str
    about: tuple[AboutLine, ...]
    sheets: tuple[TableSheet, ...]
    rtl: bool
    made: datetime.date | None = None


def spreadsheet_xlsx(book: Spreadsheet) -> bytes:
    """The book as XLSX. Texts stay texts: nothing in them becomes a formula or, but where one is meant, a link."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as file:
        made = book.made and datetime.datetime.combine(book.made, datetime.time())
        file.set_properties({"title": book.title, "created": made})
        styles = _Styles(file, book.rtl)
        pages = [_cover(file.add_worksheet(book.name), book, styles)]
        pages += [_table(file.add_worksheet(sheet.name), sheet, styles) for sheet in book.sheets]
        for page in pages:
            page.hide_gridlines(2)
            page.set_paper(9)  # A4
            page.fit_to_pages(1, 0)
            if book.rtl:
                page.right_to_left()
    return written.getvalue()


class _Styles:
    """The formats of one file, each made once."""

    def __init__(self, file: xlsxwriter.Workbook, rtl: bool) -> None:
        self._file = file
        self._numbers: dict[str, Format] = {}
        self._order = {"reading_order": RIGHT_TO_LEFT_ORDER} if rtl else {}
        # Texts in another script line up with the others too.
        flow = {"valign": "top", "text_wrap": True, "align": "right" if rtl else "left"}
        said = flow | self._order
        self.title = file.add_format(said | {"bold": True, "font_size": 16})
        self.label = file.add_format(said | {"bold": True})
        self.head = file.add_format(said | {"bold": True, "bottom": 1})
        self.figures_head = file.add_format(said | FIGURE_FORMAT | {"bold": True, "bottom": 1})
        self.text = file.add_format(said)
        self.instead = file.add_format(said | FIGURE_FORMAT)
        self.own = file.add_format(flow)
        self.link = file.add_format(flow | {"font_color": "#12436D", "underline": 1})

    def number(self, number: WordedNumber) -> Format:
        """The words become the format's ("nearly "#,##0), so that the cell holds the number alone."""
        digits = "#,##0" if number.value == int(number.value) else "#,##0.######"
        pattern = _quoted(number.before) + digits + _quoted(number.after)
        if pattern not in self._numbers:
            self._numbers[pattern] = self._file.add_format({"num_format": pattern} | FIGURE_FORMAT | self._order)
        return self._numbers[pattern]


def _quoted(words: str) -> str:
    """The words as a number format holds them."""
    return f'"{words}"' if words else ""


def _cover(page: Worksheet, book: Spreadsheet, styles: _Styles) -> Worksheet:
    """The title over two columns, then the lines; a label stands once where several lines have it."""
    page.set_column(0, 0, LABEL_CHARACTERS)
    page.set_column(1, 1, TEXT_CHARACTERS)
    page.merge_range(0, 0, 0, 1, book.title, styles.title)
    page.set_row(0, _height(book.title, (LABEL_CHARACTERS + TEXT_CHARACTERS) // 2) * 1.5)
    before = ""
    for place, line in enumerate(book.about, 2):
        page.set_row(place, max(_height(line.label, LABEL_CHARACTERS), _height(line.text, TEXT_CHARACTERS)))
        if line.label != before:
            page.write_string(place, 0, line.label, styles.label)
        if line.link and len(line.link) <= MAX_LINK_LENGTH:
            page.write_url(place, 1, line.link, styles.link, line.text)
        else:
            page.write_string(place, 1, line.text, styles.text)
        before = line.label
    return page


def _table(page: Worksheet, sheet: TableSheet, styles: _Styles) -> Worksheet:
    """The table on its page: heads that stay in sight and filter, numbers as numbers."""
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, styles.figures_head if column.figures else styles.head)
    for line, row in enumerate(sheet.rows, 1):
        for place, (column, value) in enumerate(zip(sheet.columns, row, strict=True)):
            _write(page, line, place, column, value, styles)
        texts = [
            _height(value, column.width)
            for column, value in zip(sheet.columns, row, strict=True)
            if isinstance(value, str) and not column.link
        ]
        page.set_row(line, max(texts, default=LINE_POINTS))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    page.repeat_rows(0)
    page.set_landscape()
    return page


def _write(page: Worksheet, line: int, place: int, column: TableColumn, value: CellValue, styles: _Styles) -> None:
    if isinstance(value, (int, float)):
        value = WordedNumber(value)
    if isinstance(value, WordedNumber):
        page.write_number(line, place, value.value, styles.number(value))
    elif value and column.link and len(value) <= MAX_LINK_LENGTH:
        page.write_url(line, place, value, styles.link, value)
    elif value:
        style = styles.own if column.own else styles.instead if column.figures else styles.text
        page.write_string(line, place, value, style)


def _height(text: str, width: int) -> float:
    """The height in points of a text in a column; not every spreadsheet finds it by itself."""
    return LINE_POINTS * sum(-(-max(len(part), 1) // int(width * 1.1)) for part in text.split("\n"))


def csv_bytes(columns: Sequence[str], rows: Sequence[Sequence[CellValue]]) -> bytes:
    """The table as CSV in UTF-8 with a byte order mark, its numbers plain (1150000, 12.5).

    A text that a spreadsheet would take for a formula gets an apostrophe before it, as OWASP advises.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(map(_plain, columns))
    writer.writerows(map(_plain, row) for row in rows)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def strip_marks(value: CellValue) -> CellValue:
    """The value without marks of direction."""
    return value.translate(DIRECTION_MARKS) if isinstance(value, str) else value


def _plain(value: CellValue) -> str:
    if isinstance(value, WordedNumber):
        value = value.value
    if isinstance(value, (int, float)):
        return f"{value:.12g}"
    if not value:
        return ""
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
