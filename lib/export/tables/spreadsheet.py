"""Spreadsheets: tables as XLSX and CSV files, in bytes."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.export.tables.sheet_chart import SheetChart, write_charts

# With it, spreadsheets read a CSV file as UTF-8.
BYTE_ORDER_MARK = "\ufeff"
MAX_LINK_LENGTH = 2079  # the limit of Excel
RIGHT_TO_LEFT_ORDER = 2  # the reading order of a cell
FIGURE_FORMAT = {"align": "right", "indent": 1, "valign": "top"}
LINE_POINTS = 15  # the height of a line
LABEL_CHARACTERS, TEXT_CHARACTERS = 24, 90  # the widths of the first sheet, in characters
# A text that begins with one of these may be run as a formula (OWASP, "CSV Injection"). Full-width forms count too.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Direction marks help on a screen; in a file they would break searches and joins with other tables.
DIRECTION_MARKS = str.maketrans(dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f")))


@dataclass(frozen=True, slots=True)
class WordedNumber:
    """A numeric cell displayed with words around its number: nearly 1,150,000."""

    value: float
    before: str = ""
    after: str = ""


CellValue = str | float | WordedNumber | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column; `width` is in characters.

    link     each cell is an address
    own      texts keep their own direction instead of the sheet's
    figures  cells are numbers, or words in place of a number
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
    """A line of the first sheet: `text` with its `label` and an optional link."""

    label: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Spreadsheet:
    """A workbook: first a sheet `name` with metadata lines, then the tables, then the charts on a sheet `charts_name`.

    `made` is the creation date in its properties; a fixed one makes the bytes reproducible. None means now.
    """

    title: str
    name: str
    about: tuple[AboutLine, ...]
    sheets: tuple[TableSheet, ...]
    rtl: bool
    made: datetime.date | None = None
    charts: tuple[SheetChart, ...] = ()
    charts_name: str = ""


def spreadsheet_xlsx(book: Spreadsheet) -> bytes:
    """The workbook as XLSX. Texts never become formulas, and links only where intended."""
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
        if book.charts:
            write_charts(file, book.charts_name, book.charts, book.rtl)
    return written.getvalue()


class _Styles:
    """The cell formats of one file, each created once."""

    def __init__(self, file: xlsxwriter.Workbook, rtl: bool) -> None:
        self._file = file
        self._numbers: dict[str, Format] = {}
        self._order = {"reading_order": RIGHT_TO_LEFT_ORDER} if rtl else {}
        # Texts in another script are aligned with the others.
        flow = {"valign": "top", "text_wrap": True, "align": "right" if rtl else "left"}
        text_format = flow | self._order
        self.title = file.add_format(text_format | {"bold": True, "font_size": 16})
        self.label = file.add_format(text_format | {"bold": True})
        self.head = file.add_format(text_format | {"bold": True, "bottom": 1})
        self.figures_head = file.add_format(text_format | FIGURE_FORMAT | {"bold": True, "bottom": 1})
        self.text = file.add_format(text_format)
        self.instead = file.add_format(text_format | FIGURE_FORMAT)
        self.own = file.add_format(flow)
        self.link = file.add_format(flow | {"font_color": "#12436D", "underline": 1})

    def number(self, number: WordedNumber) -> Format:
        """Put the words into the number format ("nearly "#,##0), so that the cell contains only the number."""
        digits = "#,##0" if number.value == int(number.value) else "#,##0.######"
        pattern = _quote(number.before) + digits + _quote(number.after)
        if pattern not in self._numbers:
            self._numbers[pattern] = self._file.add_format({"num_format": pattern} | FIGURE_FORMAT | self._order)
        return self._numbers[pattern]


def _quote(words: str) -> str:
    """Quote words for a number format."""
    return f'"{words}"' if words else ""


def _cover(page: Worksheet, book: Spreadsheet, styles: _Styles) -> Worksheet:
    """Write the title across two columns, then the lines. A repeated label is written once."""
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
    """Write a table with a frozen header row and filters."""
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
    """The height of a text in points. Not every spreadsheet computes it itself."""
    return LINE_POINTS * sum(-(-max(len(part), 1) // int(width * 1.1)) for part in text.split("\n"))


def csv_bytes(columns: Sequence[str], rows: Sequence[Sequence[CellValue]]) -> bytes:
    """The table as CSV in UTF-8 with a byte order mark. Numbers are plain (1150000, 12.5).

    A text that a spreadsheet could take for a formula is prefixed with an apostrophe, as OWASP advises.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(map(_csv_cell, columns))
    writer.writerows(map(_csv_cell, row) for row in rows)
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def strip_marks(value: CellValue) -> CellValue:
    """The value without direction marks."""
    return value.translate(DIRECTION_MARKS) if isinstance(value, str) else value


def _csv_cell(value: CellValue) -> str:
    if isinstance(value, WordedNumber):
        value = value.value
    if isinstance(value, (int, float)):
        return f"{value:.12g}"
    if not value:
        return ""
    return f"'{value}" if value.startswith(FORMULA_SIGNS) else value
