"""The parts of an office file: this module unpacks them within bounds, and finds what a workbook may not hold."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from functools import reduce
from typing import NamedTuple

from lxml import etree

from lib.archive.message import Message, say

LARGEST_FILE = 8 << 20  # bytes, as it is sent
LARGEST_CONTENT = 32 << 20  # bytes, unpacked: a workbook of 2,000 rows has some 3
MOST_PARTS = 500
# A cell beyond these would make a table of everything before it, too. 2,000 rows of 20 columns are a large edition.
MOST_ROWS, MOST_COLUMNS = 20_000, 200

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
# Parts whose name says what they are -> what is said about them.
FORBIDDEN_PARTS: Mapping[str, Message] = {
    r"(?i).*vbaProject.*\.bin|.*/macrosheets/.*|Basic/.+|Scripts/.+": say(
        "the file holds macros; expected it to be saved without macros, as XLSX or ODS"
    ),
    r"(?i).*/externalLinks/.*|.*/connections\.xml|.*/queryTables/.*": say(
        "the file has links to other files; expected the values themselves: break the links, and save it again"
    ),
    r"(?i).*/embeddings/.*|.*/activeX/.*|Object [0-9]+/.*": say(
        "the file has other documents in it; expected the sheets alone"
    ),
}
NO_SPREADSHEET = say("the file is not a spreadsheet; expected XLSX, ODS or CSV")
NOT_WHOLE = say("the file is damaged; expected it to be saved and sent again")

CellPlace = tuple[int, int]  # row and column, from 0


class FormulaCells(NamedTuple):
    """The cells of a sheet that hold a formula, and those that hold the error of one."""

    formulas: frozenset[CellPlace]
    errors: frozenset[CellPlace]


class RefusedFileError(Exception):
    """A file that is not read, with the message to whoever sent it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of an XLSX or ODS file by name. Raises RefusedFileError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            entries = file.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > LARGEST_CONTENT:
                raise RefusedFileError(
                    say(
                        "the file holds more than {most} megabytes; expected a workbook that is filled in",
                        most=LARGEST_CONTENT >> 20,
                    )
                )
            if any(entry.flag_bits & 1 for entry in entries):
                raise RefusedFileError(say("the file has a password; expected it to be saved without one"))
            _check_names([entry.filename for entry in entries])
            parts: dict[str, bytes] = {}
            for entry in entries:
                with file.open(entry) as opened:
                    # With a bound no more is unpacked than the list of the file says, whatever is packed.
                    parts[entry.filename] = opened.read(entry.file_size + 1)
    # What zipfile raises for bytes that are cut off, changed or packed in another way.
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError):
        raise RefusedFileError(NOT_WHOLE) from None
    return parts


def _check_names(names: list[str]) -> None:
    """Refuse what is another kind of file, and what a workbook may not hold."""
    for pattern, fault in FORBIDDEN_PARTS.items():
        if any(re.fullmatch(pattern, name) for name in names):
            raise RefusedFileError(fault)
    if "xl/workbook.bin" in names:
        raise RefusedFileError(say("the file is a binary workbook (XLSB); expected it to be saved as XLSX or ODS"))
    if "xl/workbook.xml" not in names and not {"mimetype", "content.xml"} <= set(names):
        raise RefusedFileError(NO_SPREADSHEET)


def scan_xlsx(parts: Mapping[str, bytes]) -> dict[str, FormulaCells]:
    """The formulas of each sheet. Raises RefusedFileError for cells beyond the bounds, and for XML that isn't whole."""
    found = {}
    for name, part in _xlsx_sheets(parts):
        formulas, errors = set(), set()
        row = -1
        for _, line in _elements(part, ("row",)):
            number = line.get("r", "")
            row = int(number[:12]) - 1 if number.isascii() and number.isdigit() else row + 1
            column = -1
            for cell in line.iterchildren("{*}c"):
                column = _column(cell.get("r", ""), column + 1)
                children = {etree.QName(child).localname for child in cell if isinstance(child.tag, str)}
                if children:
                    _check_bounds(row, column)
                if "f" in children:
                    formulas.add((row, column))
                elif cell.get("t") == "e":
                    errors.add((row, column))
        found[name] = FormulaCells(frozenset(formulas), frozenset(errors))
    return found


def _xlsx_sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The sheets of a workbook with their names."""
    targets = {
        element.get("Id"): element.get("Target", "")
        for _, element in _elements(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"), ("Relationship",))
    }
    for _, sheet in _elements(parts["xl/workbook.xml"], ("sheet",)):
        target = targets.get(_attributes(sheet).get("id"), "")
        part = parts.get(target.removeprefix("/") if target.startswith("/") else f"xl/{target}")
        if part is None:
            raise RefusedFileError(NOT_WHOLE)
        yield sheet.get("name", ""), part


def _column(reference: str, following: int) -> int:
    """The column of B7, from 0; `following` where a cell doesn't say where it is."""
    found = re.fullmatch("([A-Z]{1,3})[0-9]{1,7}", reference)
    return reduce(lambda column, letter: column * 26 + ord(letter) - 64, found[1], 0) - 1 if found else following


def scan_ods(parts: Mapping[str, bytes]) -> dict[str, FormulaCells]:
    """The same for an ODS file, in which a cell or a row may stand for many."""
    if parts.get("mimetype", b"").strip() != ODS_TYPE:
        raise RefusedFileError(NO_SPREADSHEET)
    places: dict[str, tuple[set[CellPlace], set[CellPlace]]] = {}
    formulas, errors, row = set[CellPlace](), set[CellPlace](), 0
    for event, element in _elements(parts["content.xml"], ("table", "table-row"), ("start", "end")):
        if etree.QName(element).localname == "table":
            if event == "start":
                formulas, errors, row = set(), set(), 0
                places[_attributes(element).get("name", "")] = formulas, errors
        elif event == "end":
            repeated, column = _times(element, "number-rows-repeated"), 0
            for cell in element.iterchildren("{*}table-cell", "{*}covered-table-cell"):
                width, attributes = _times(cell, "number-columns-repeated"), _attributes(cell)
                if len(cell) or "value-type" in attributes or "formula" in attributes:
                    _check_bounds(row + repeated - 1, column + width - 1)
                if "formula" in attributes:
                    formulas.add((row, column))
                elif attributes.get("value-type") == "error":
                    errors.add((row, column))
                column += width
            row += repeated
    return {name: FormulaCells(frozenset(own), frozenset(wrong)) for name, (own, wrong) in places.items()}


def _attributes(element: etree._Element) -> dict[str, str]:
    """The attributes by their names without the namespace."""
    return {etree.QName(key).localname: text for key, text in element.items()}


def _times(element: etree._Element, attribute: str) -> int:
    text = _attributes(element).get(attribute, "1")
    return int(text[:12]) if text.isascii() and text.isdigit() else 1


def _check_bounds(row: int, column: int) -> None:
    if row >= MOST_ROWS or column >= MOST_COLUMNS:
        raise RefusedFileError(
            say(
                "the file has a cell in row {row} and column {column}; expected at most {rows} rows and "
                "{columns} columns",
                row=row + 1,
                column=column + 1,
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
        )


def _elements(
    part: bytes, names: tuple[str, ...], events: tuple[str, ...] = ("end",)
) -> Iterator[tuple[str, etree._Element]]:
    """The elements of these names, whatever their namespace: at its end one has all that is in it, and is emptied then.

    Raises RefusedFileError.
    """
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part:
        raise RefusedFileError(say("the file defines words of its own in its XML; expected it to be saved again"))
    try:
        for event, element in etree.iterparse(
            io.BytesIO(part),
            events,
            tag=[f"{{*}}{name}" for name in names],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        ):
            yield event, element
            if event == "end":
                element.clear()
    except etree.XMLSyntaxError:
        raise RefusedFileError(NOT_WHOLE) from None
