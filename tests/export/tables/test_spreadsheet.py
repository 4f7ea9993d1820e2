"""What holds for every sheet: texts stay texts, in spreadsheets that open a CSV too."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook

from lib.export.tables.spreadsheet import (
    MAX_LINK_LENGTH,
    AboutLine,
    Spreadsheet,
    TableColumn,
    TableSheet,
    WordedNumber,
    csv_bytes,
    spreadsheet_xlsx,
)

DANGEROUS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", '=HYPERLINK("http://x")']


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_text_of_a_csv_is_a_formula(text: str) -> None:
    written = csv_bytes(["a", text], [[text, 1], [None, -2.5]])
    (_, head), (cell, one), (empty, number) = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""))
    assert (head, cell) == (f"'{text}", f"'{text}")
    assert (one, empty, number) == ("1", "", "-2.5")  # a number may have its sign


def test_numbers_of_a_csv_are_plain() -> None:
    written = csv_bytes(["a"], [[1150000.0], [20_000_000_000], [12.5], [0.0135], [WordedNumber(1150000.0, "nearly ")]])
    assert written.decode("utf-8-sig").split("\r\n")[1:-1] == ["1150000", "20000000000", "12.5", "0.0135", "1150000"]


def book(text: str, link: str = "") -> Spreadsheet:
    table = TableSheet(
        "T", (TableColumn("a"), TableColumn("b", link=True)), ((text, link), (WordedNumber(0.5, "over "), None))
    )
    return Spreadsheet(
        title=text, name="A", about=(AboutLine("x", text, link), AboutLine("x", "y")), sheets=(table,), rtl=True
    )


@pytest.mark.parametrize("text", [*DANGEROUS, "http://example.com", "mailto:a@b", "{=1}"])
def test_no_text_of_a_workbook_is_a_formula_or_a_link(text: str) -> None:
    cells = [cell for page in load_workbook(io.BytesIO(spreadsheet_xlsx(book(text)))) for row in page for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f" or cell.hyperlink]


def test_links_only_where_they_are_meant_and_taken() -> None:
    address = "https://example.ma/?a=1&b=2"
    cover, table = load_workbook(io.BytesIO(spreadsheet_xlsx(book("text", address)))).worksheets
    assert [cell.coordinate for row in cover for cell in row if cell.hyperlink] == ["B3"]
    assert [cell.hyperlink.target for row in table for cell in row if cell.hyperlink] == [address]
    long = f"https://example.ma/{'a' * MAX_LINK_LENGTH}"
    cover, table = load_workbook(io.BytesIO(spreadsheet_xlsx(book("text", long)))).worksheets
    assert not [cell for page in (cover, table) for row in page for cell in row if cell.hyperlink]
    assert table["B2"].value == long


def test_a_worded_number_is_a_number_that_reads_with_its_word() -> None:
    cell = load_workbook(io.BytesIO(spreadsheet_xlsx(book("text")))).worksheets[1]["A3"]
    assert (cell.value, cell.number_format) == (0.5, '"over "#,##0.######')


def test_a_label_stands_once() -> None:
    cover = load_workbook(io.BytesIO(spreadsheet_xlsx(book("text")))).worksheets[0]
    assert [row[0].value for row in cover.iter_rows(min_row=3)] == ["x", None]
