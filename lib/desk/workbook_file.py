"""The file that was sent back: XLSX, ODS or CSV, read into sheets of cells. What could do harm is refused."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from python_calamine import CalamineError, CalamineWorkbook

from lib.archive.irregular_csv import DELIMITERS, EXCEL_DIRECTIVE, HEADER_REACH
from lib.archive.message import say
from lib.archive.message_parts import quote
from lib.desk.workbook_parts import (
    LARGEST_FILE,
    NO_SPREADSHEET,
    CellPlace,
    RefusedFileError,
    read_parts,
    scan_ods,
    scan_xlsx,
)

SheetCell = str | float | bool | date | datetime | time | timedelta
# In which Excel of Morocco saves a CSV file that is not Unicode: Windows, MS-DOS, Mac. The first holds é and è, too.
CODE_PAGES = ("cp1256", "cp1252", "cp850", "cp720", "mac_arabic", "mac_roman")
# É of Western Windows is an Arabic letter in the other page; no word has letters of both scripts.
TORN_WORD = re.compile("[A-Za-z][\u0600-\u06ff]|[\u0600-\u06ff][A-Za-z]")


@dataclass(frozen=True, eq=False)
class RawSheet:
    """A sheet as it was sent: `rows[6][1]` is B7, "" where a cell is empty.

    formulas, errors  the cells (row, column), from 0, that hold a formula, or the error of one
    """

    name: str
    rows: Sequence[Sequence[SheetCell]]
    formulas: frozenset[CellPlace] = frozenset()
    errors: frozenset[CellPlace] = frozenset()


def read_sheets(data: bytes, known_titles: Callable[[Sequence[str]], int]) -> list[RawSheet]:
    """The sheets of a file. Raises RefusedFileError.

    `known_titles` says how many cells of a row are titles of columns: the separator and the encoding of a CSV file are
    those with which its header is understood.
    """
    if not data.strip(b"\0 \r\n\t"):
        raise RefusedFileError(say("the file is empty; expected a workbook that is filled in"))
    if len(data) > LARGEST_FILE:
        raise RefusedFileError(
            say("the file has {size} megabytes; expected at most {most}", size=len(data) >> 20, most=LARGEST_FILE >> 20)
        )
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedFileError(
            say("the file is an old workbook (XLS), or has a password; expected XLSX or ODS without a password")
        )
    if data.startswith(b"PK"):
        return _read_workbook(data)
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"{\\rtf", b"<")):
        raise RefusedFileError(NO_SPREADSHEET)
    return [_read_csv(data, known_titles)]


def _read_workbook(data: bytes) -> list[RawSheet]:
    parts = read_parts(data)
    scan = scan_ods(parts) if "content.xml" in parts else scan_xlsx(parts)
    # Only what was looked at is read on: a file may hold two parts of one name, or more than it says.
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for name, part in parts.items():
            file.writestr(name, part)
    packed.seek(0)
    try:
        with CalamineWorkbook.from_filelike(packed) as book:
            return [
                RawSheet(
                    name,
                    book.get_sheet_by_name(name).to_python(skip_empty_area=False),
                    *scan.get(name, (frozenset(), frozenset())),
                )
                for name in book.sheet_names
            ]
    except (CalamineError, ValueError, OverflowError) as error:
        raise RefusedFileError(
            say("the file can't be read ({fault}); expected it to be saved again", fault=quote(str(error)))
        ) from None


def _read_csv(data: bytes, known_titles: Callable[[Sequence[str]], int]) -> RawSheet:
    """The rows of a CSV file, with the encoding and the separator with which its header is understood best."""
    best: tuple[tuple[int, int], list[list[str]]] = ((0, 0), [])
    for text in _texts(data):
        torn = len(TORN_WORD.findall(text))
        for sign in DELIMITERS:
            try:
                rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=sign))
            except csv.Error:
                continue
            fits = max((known_titles(row) for row in rows[:HEADER_REACH]), default=0), -torn
            if fits > best[0]:
                best = fits, rows
    if best[0][0] < 2:
        raise RefusedFileError(
            say("no row of the file is a known header; expected the titles of the columns as in the workbook")
        )
    # The row stays, and is empty, so that the others keep their numbers.
    rows = [[] if row and EXCEL_DIRECTIVE.match(row[0]) else row for row in best[1]]
    return RawSheet("", rows)


def _texts(data: bytes) -> list[str]:
    """The texts that the bytes may mean, the likeliest first."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return [data.decode("utf-16", errors="replace")]
    if b"\0" in data:
        raise RefusedFileError(NO_SPREADSHEET)
    try:
        return [data.decode("utf-8-sig")]
    except UnicodeDecodeError:
        return [data.decode(page, errors="replace") for page in CODE_PAGES]
