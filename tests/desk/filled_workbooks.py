"""Workbooks as offices fill them in: XLSX by openpyxl, ODS and CSV by hand."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import openpyxl

from lib.archive import Archive
from lib.desk.workbook_form import edition_form
from lib.desk.workbook_words import FORM_MODELS, MARK_TITLE, SHEET_NAMES, column_title
from lib.desk.workbook_xlsx import HEADER_ROW, form_xlsx
from lib.language import Language, LanguageCode

Cells = Mapping[str, object]  # column of the file -> what is written into the cell
HEADER = HEADER_ROW + 1  # as the sheet counts


@dataclass
class FilledWorkbook:
    """The workbook that the desk gave out, in which rows are written below what stands there."""

    language: Language
    book: openpyxl.Workbook
    next_rows: dict[str, int] = field(default_factory=dict)

    def sheet(self, stem: str) -> Any:
        return self.book[self.language.text(SHEET_NAMES[stem])]

    def cell(self, stem: str, row: int, column: str) -> Any:
        """A cell by the name of its column in the file."""
        title = column_title(stem, column, self.language)
        return next(self.sheet(stem).cell(row, cell.column) for cell in self.sheet(stem)[HEADER] if cell.value == title)

    def write(self, stem: str, row: int, **cells: object) -> int:
        for column, value in cells.items():
            self.cell(stem, row, column).value = value
        return row

    def add(self, stem: str, **cells: object) -> int:
        """Write a row below the last one, and return its number."""
        last = max(row[0].row for row in self.sheet(stem).iter_rows() if any(cell.value for cell in row))
        return self.write(stem, last + 1, **cells)

    def xlsx(self) -> bytes:
        written = io.BytesIO()
        self.book.save(written)
        return written.getvalue()


def filled_workbook(archive: Archive, number: int, code: LanguageCode) -> FilledWorkbook:
    """The workbook of an edition, opened to be filled in."""
    language = Language(code)
    return FilledWorkbook(
        language, openpyxl.load_workbook(io.BytesIO(form_xlsx(edition_form(archive, number, language))))
    )


def seventh_edition(archive: Archive, code: LanguageCode) -> FilledWorkbook:
    """A made-up seventh edition without a mistake: its days, its source, its total."""
    return fill_seventh(filled_workbook(archive, 7, code))


def fill_seventh(workbook: FilledWorkbook) -> FilledWorkbook:
    """Fill in the same in the empty workbook of the seventh edition."""
    text = workbook.language.text
    row = next(row[0].row for row in workbook.sheet("editions").iter_rows() if row[1].value == 7)
    days = {"first_day": datetime.date(2026, 5, 15), "last_day": datetime.date(2026, 5, 19)}
    workbook.write(
        "editions", row, **days, city_ar="مدينة", city_fr="Testville", city_en="Testville", sources="made-up-7"
    )
    kind = {"language": text("Arabic"), "kind": text("official"), "published": datetime.date(2026, 5, 20)}
    workbook.add("sources", id="made-up-7", publisher="Testing Times", **kind)
    counted = {"audience": text("All visitors"), "unit": text("people"), "sources": "made-up-7"}
    workbook.add("visitors", **days, **counted, value=2_650_000, qualifier=text("nearly {count}", count="").strip())
    return workbook


def corrected_edition(archive: Archive, code: LanguageCode) -> FilledWorkbook:
    """The made-up seventh edition with another total: 2,560,000 in place of 2,650,000."""
    workbook = seventh_edition(archive, code)
    workbook.write("visitors", 9, value=2_560_000)
    return workbook


def sheet_rows(workbook: FilledWorkbook, stem: str) -> list[list[object]]:
    """What stands on a sheet, from A1."""
    return [[cell.value for cell in row] for row in workbook.sheet(stem).iter_rows()]


def as_csv(rows: list[list[object]], separator: str, encoding: str, day: str = "%d/%m/%Y") -> bytes:
    """A sheet as Excel of Morocco saves it: days as they are shown, numbers with spaces, empty cells left out."""

    def text(value: object) -> str:
        if isinstance(value, datetime.date):
            return value.strftime(day)
        if isinstance(value, float) and not value.is_integer():
            return str(value).replace(".", ",")
        if isinstance(value, (int, float)):
            return f"{int(value):,}".replace(",", "\u00a0")
        found = "" if value is None else str(value)
        return f'"{found.replace(chr(34), chr(34) * 2)}"' if any(sign in found for sign in f'{separator}"\n') else found

    lines = [separator.join(map(text, row)).rstrip(separator) for row in rows]
    return "\r\n".join([*lines, ""]).encode(encoding)


def as_ods(sheets: Mapping[str, list[list[object]]]) -> bytes:
    """Sheets as LibreOffice saves them."""
    tables = []
    for name, rows in sheets.items():
        body = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
        empty = '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
        empty += 'table:number-columns-repeated="1024"/></table:table-row>'
        tables.append(f"<table:table table:name={quoteattr(name)}>{body}{empty}</table:table>")
    names = " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{prefix}:1.0"' for prefix in ("office", "table", "text")
    )
    content = f"<office:document-content {names}><office:body><office:spreadsheet>{''.join(tables)}"
    content += "</office:spreadsheet></office:body></office:document-content>"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
    manifest += f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/></manifest:manifest>'
    parts = {"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content}
    return zipped({name: part.encode() for name, part in parts.items()})


def _ods_cell(value: object) -> str:
    if value is None:
        return "<table:table-cell/>"
    if isinstance(value, datetime.date):
        return f'<table:table-cell office:value-type="date" office:date-value="{value:%Y-%m-%d}"/>'
    if isinstance(value, (int, float)):
        return f'<table:table-cell office:value-type="float" office:value="{value!r}"/>'
    return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'


def zipped(parts: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    return written.getvalue()


def with_part(data: bytes, name: str, part: bytes = b"x") -> bytes:
    """An office file with one part more, or another one."""
    return changed_parts(data, lambda parts: {**parts, name: part})


def changed_parts(data: bytes, change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return zipped(change({name: file.read(name) for name in file.namelist()}))


def read_form(archive: Archive, number: int, code: LanguageCode) -> dict[str, list[list[object]]]:
    """All sheets of a form by name, as a program reads them."""
    workbook = filled_workbook(archive, number, code)
    names = {workbook.language.text(SHEET_NAMES[stem]): stem for stem in FORM_MODELS}
    assert workbook.language.text(MARK_TITLE)
    return {name: sheet_rows(workbook, stem) for name, stem in names.items()}
