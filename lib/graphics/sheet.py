"""Sheets: tables as files that leave the building, as a spreadsheet and as comma-separated text. Bytes, no screen."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = str | float | None
# A CSV that begins so is read as UTF-8 by spreadsheets too.
BYTE_ORDER_MARK = "\ufeff"
LONGEST_LINK = 2079  # what a spreadsheet takes
# A text that begins so may be run as a formula (OWASP, "CSV Injection"), in the wide forms of these signs too.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


@dataclass(frozen=True, slots=True)
class Column:
    """`width` in characters; `link`: the cells are addresses, one each."""

    title: str
    width: int = 16
    link: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. A row has a value for each column; None is an empty cell."""

    name: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: first a sheet `name` that says in lines (label, text) what this is, then the tables."""

    title: str
    name: str
    about: tuple[tuple[str, str], ...]
    sheets: tuple[Sheet, ...]
    rtl: bool


def workbook(book: Book) -> bytes:
    """The book as XLSX. Texts stay texts: nothing in them becomes a formula or, but for columns of links, a link."""
    written = io.BytesIO()
    with xlsxwriter.Workbook(
        written, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as file:
        file.set_properties({"title": book.title})
        styles = {
            "title": file.add_format({"bold": True, "font_size": 16}),
            "head": file.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "text": file.add_format({"text_wrap": True, "valign": "top"}),
            "number": file.add_format({"num_format": "#,##0.##;-#,##0.##;0", "valign": "top"}),
            "whole": file.add_format({"num_format": "#,##0", "valign": "top"}),
            "link": file.add_format({"font_color": "#12436D", "underline": 1, "valign": "top"}),
        }
        cover = file.add_worksheet(book.name)
        cover.set_column(0, 0, 24)
        cover.set_column(1, 1, 90)
        cover.write_string(0, 0, book.title, styles["title"])
        for line, (label, text) in enumerate(book.about, 2):
            cover.write_string(line, 0, label, styles["head"])
            cover.write_string(line, 1, text, styles["text"])
        pages = [cover, *(_written(file.add_worksheet(sheet.name), sheet, styles) for sheet in book.sheets)]
        for page in pages:
            page.hide_gridlines(2)
            if book.rtl:
                page.right_to_left()
    return written.getvalue()


def _written(page: Worksheet, sheet: Sheet, styles: dict[str, Format]) -> Worksheet:
    """The table on its page: heads that stay in sight and filter, numbers as numbers."""
    for place, column in enumerate(sheet.columns):
        page.set_column(place, place, column.width)
        page.write_string(0, place, column.title, styles["head"])
        for line, row in enumerate(sheet.rows, 1):
            value = row[place]
            if isinstance(value, (int, float)):
                page.write_number(line, place, value, styles["whole" if value == int(value) else "number"])
            elif value and column.link and len(value) <= LONGEST_LINK:
                page.write_url(line, place, value, styles["link"], value)
            elif value:
                page.write_string(line, place, value, styles["text"])
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)
    return page


def comma_separated(columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> bytes:
    """The table as CSV in UTF-8 with a byte order mark, its numbers plain: 1150000, 12.5.

    A text that a spreadsheet could run as a formula gets an apostrophe before it, as OWASP advises ("CSV Injection");
    quotation marks around texts and their doubling are the writer's. Numbers stay numbers, below zero too.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([_plain(value) for value in row] for row in (columns, *rows))
    return (BYTE_ORDER_MARK + written.getvalue()).encode()


def _plain(value: Value) -> Value:
    """A cell of a CSV: a number in digits, a text that no spreadsheet takes for a formula."""
    if isinstance(value, str):
        return f"'{value}" if value.startswith(FORMULA) else value
    return f"{value:.12g}" if isinstance(value, float) else value
