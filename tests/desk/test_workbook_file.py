"""Files that could do harm, or are none of the kinds that are read, are refused with a word."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lib.archive import Archive, read_archive
from lib.desk.workbook_file import read_sheets
from lib.desk.workbook_form import edition_form
from lib.desk.workbook_parts import LARGEST_CONTENT, LARGEST_FILE, RefusedFileError
from lib.desk.workbook_reading import count_titles
from lib.desk.workbook_xlsx import form_xlsx
from lib.language import Language
from tests.desk.filled_workbooks import as_ods, changed_parts, filled_workbook, with_part, zipped
from tests.support.six_editions import SIX_EDITIONS

CELL = '<c r="{place}" t="inlineStr"><is><t>x</t></is></c>'


FORM = form_xlsx(edition_form(read_archive(SIX_EDITIONS), 6, Language("fr")))


@pytest.fixture
def form() -> bytes:
    return FORM


def refusal(data: bytes) -> str:
    with pytest.raises(RefusedFileError) as refused:
        read_sheets(data, count_titles)
    return str(refused.value.message)


def with_sheet_xml(data: bytes, xml: str) -> bytes:
    head = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return with_part(data, "xl/worksheets/sheet1.xml", f"{head}{xml}</sheetData></worksheet>".encode())


@pytest.mark.parametrize(
    ("part", "word"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("Basic/Standard/script-lb.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links to other files"),
        ("xl/connections.xml", "links to other files"),
        ("xl/embeddings/oleObject1.bin", "other documents"),
        ("xl/activeX/activeX1.xml", "other documents"),
        ("xl/workbook.bin", "XLSB"),
    ],
)
def test_what_a_workbook_may_not_hold(form: bytes, part: str, word: str) -> None:
    assert word in refusal(with_part(form, part))


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "is empty"),
        (b"\r\n\r\n", "is empty"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "old workbook (XLS)"),
        (b"%PDF-1.7\n", "not a spreadsheet"),
        (b"\x89PNG\r\n\x1a\n", "not a spreadsheet"),
        (b"<html><table>", "not a spreadsheet"),
        (b"a\0b", "not a spreadsheet"),
        (b"PK\x03\x04 torn", "damaged"),
        (zipped({"word/document.xml": b"<w/>"}), "not a spreadsheet"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}), "not a spreadsheet"),
        (b"name;number\r\nA;1\r\n", "no row of the file is a known header"),
        (b"x" * (LARGEST_FILE + 1), "megabytes; expected at most 8"),
    ],
)
def test_other_kinds_of_files(data: bytes, word: str) -> None:
    assert word in refusal(data)


def test_a_small_file_that_unpacks_to_a_large_one(form: bytes) -> None:
    bomb = with_part(form, "xl/media/image1.png", bytes(LARGEST_CONTENT))
    assert len(bomb) < LARGEST_FILE
    assert "holds more than 32 megabytes" in refusal(bomb)


def test_a_part_that_is_larger_than_the_file_says(form: bytes) -> None:
    """What the list of a ZIP file says of a part's size is not believed."""
    bomb = bytearray(with_part(form, "xl/zz.xml", bytes(LARGEST_CONTENT)))
    name = bomb.rindex(b"xl/zz.xml") - 46  # the entry in the list at the end
    bomb[name + 24 : name + 28] = (100).to_bytes(4, "little")
    assert refusal(bytes(bomb)) in ("the file is damaged; expected it to be saved and sent again",)


def test_many_parts() -> None:
    assert "holds more than 32" in refusal(zipped({f"xl/{number}.xml": b"" for number in range(501)}))


@pytest.mark.parametrize("place", ["A1048576", "XFD1", "XFD1048576", "A20001", "GS1"])
def test_a_cell_far_away(form: bytes, place: str) -> None:
    """A table of everything before it would fill the memory."""
    row = place.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    xml = f'<row r="1">{CELL.format(place="A1")}</row><row r="{row}">{CELL.format(place=place)}</row>'
    assert "the file has a cell in row" in refusal(with_sheet_xml(form, xml))


def test_cells_that_do_not_say_where_they_stand(form: bytes) -> None:
    cell = CELL.replace(' r="{place}"', "")
    assert "column 201" in refusal(with_sheet_xml(form, f"<row>{cell * 201}</row>"))


@pytest.mark.parametrize(
    ("element", "attribute"),
    [
        ("table:table-cell", 'table:number-columns-repeated="1000000000000"'),
        ("table:table-row", 'table:number-rows-repeated="99999999"'),
    ],
)
def test_an_ods_cell_that_stands_for_many(element: str, attribute: str) -> None:
    def repeat(parts: dict[str, bytes]) -> dict[str, bytes]:
        content = parts["content.xml"].replace(f"<{element}".encode(), f"<{element} {attribute}".encode(), 1)
        return {**parts, "content.xml": content}

    assert "the file has a cell in row" in refusal(changed_parts(as_ods({"A": [["x"]]}), repeat))


def test_words_that_a_file_defines(form: bytes) -> None:
    lol = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet/>'
    assert "defines words of its own" in refusal(with_part(form, "xl/worksheets/sheet1.xml", lol))


def test_formulas_are_found(archive: Archive) -> None:
    workbook = filled_workbook(archive, 6, "fr")
    workbook.write("visitors", 5, value="=1+1", note='=HYPERLINK("https://elsewhere.example")')
    sheet = next(found for found in read_sheets(workbook.xlsx(), count_titles) if found.name == "Visiteurs")
    assert sorted(sheet.formulas) == [(4, 6), (4, 11)]


def test_a_password(form: bytes) -> None:
    """Programs that pack a file with a password mark each part as encrypted."""
    locked = bytearray(form)
    entry = locked.index(b"PK\x01\x02")  # the first in the list at the end
    locked[entry + 8] |= 1
    assert "has a password" in refusal(bytes(locked))


def test_a_workbook_whose_sheet_is_gone_or_cut_off(form: bytes) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    gone = changed_parts(form, lambda parts: {name: part for name, part in parts.items() if name != sheet})
    for damaged in (gone, with_part(form, sheet, b"<worksheet><sheetData><row>")):
        assert refusal(damaged) == "the file is damaged; expected it to be saved and sent again"


def test_a_workbook_that_the_reader_of_sheets_does_not_understand(form: bytes) -> None:
    assert "the file can't be read" in refusal(with_part(form, "xl/styles.xml", b"<styleSheet><cellXfs>"))


def test_a_text_without_an_end_is_no_table() -> None:
    """A quotation mark that is never closed makes one cell of all that follows."""
    assert "no row of the file is a known header" in refusal(b'"' + b"x" * 200_000)


def test_formulas_and_their_errors_are_found_in_ods() -> None:
    def calculate(parts: dict[str, bytes]) -> dict[str, bytes]:
        content = parts["content.xml"].replace(b'office:value="5"', b'office:value="5" table:formula="of:=2+3"')
        error = b'table:style-name="error" office:value-type="error"><text:p>#REF!'
        return {**parts, "content.xml": content.replace(b'office:value-type="string"><text:p>z', error)}

    [sheet] = read_sheets(changed_parts(as_ods({"A": [["x"], ["y", 5, "z"]]}), calculate), count_titles)
    assert (sheet.formulas, sheet.errors) == (frozenset({(1, 1)}), frozenset({(1, 2)}))


def test_two_parts_of_one_name(form: bytes) -> None:
    """What is read is what was looked at: the second one counts for both."""
    written = io.BytesIO(form)
    with zipfile.ZipFile(written, "a") as file, pytest.warns(UserWarning, match="Duplicate name"):
        file.writestr("xl/worksheets/sheet4.xml", b"<worksheet><sheetData/></worksheet>")
    sheets = {sheet.name: sheet for sheet in read_sheets(written.getvalue(), count_titles)}
    assert list(sheets["Visiteurs"].rows) == []


@given(st.data())
@settings(max_examples=60)
def test_a_file_with_changed_bytes_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(FORM)
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=20)):
        whole[place] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(1, len(whole)))
    for torn in (bytes(whole), bytes(whole[:cut])):
        with suppress(RefusedFileError):
            assert read_sheets(torn, count_titles)


@given(st.binary(max_size=300))
@settings(max_examples=200)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(RefusedFileError):
        assert read_sheets(data, count_titles)
