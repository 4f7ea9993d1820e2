"""Comma-separated text: no cell of it is a formula to a spreadsheet, and numbers are numbers."""

from __future__ import annotations

import csv
import io

import pytest

from lib.graphics.sheet import Value, comma_separated


def cells(*row: Value) -> list[str]:
    """One row written and read back."""
    written = comma_separated(["title"], [row]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(written, newline="")))[1]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=1", "＝1", '=HYPERLINK("http://x","y")'])
def test_text_that_begins_like_a_formula_is_text(text: str) -> None:
    assert cells(text) == [f"'{text}"]
    assert comma_separated([text], []).decode("utf-8-sig").strip("\r\n").strip('"').startswith("'")


@pytest.mark.parametrize("text", ["over 1,150,000", "—", "1 = 1", "الزوار", "", "2023-05-17"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert cells(text, "x") == [text, "x"]


def test_numbers_stay_numbers_and_nothing_is_nothing() -> None:
    assert cells(-12.5, -3, 1150000.0, 2e10, None) == ["-12.5", "-3", "1150000", "20000000000", ""]
