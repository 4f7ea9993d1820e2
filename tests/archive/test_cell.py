"""Single cells: numbers in every kind of digits, dates, lists."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Message, cell

EASTERN, PERSIAN = (str.maketrans("0123456789", digits) for digits in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹"))


@given(st.integers(0, cell.POPULATION))
def test_a_count_is_the_same_in_all_digits(count: int) -> None:
    for text in (str(count), str(count).translate(EASTERN), str(count).translate(PERSIAN)):
        assert cell.parse_number(text) == count


@given(st.decimals(0, 100, places=2))
def test_a_percentage_keeps_its_decimals(share: object) -> None:
    assert cell.parse_number(str(share), cell.PERCENT_RANGE) == float(str(share))


@given(st.integers(1000, cell.POPULATION), st.sampled_from([".", ",", " ", "'", "\u00a0", "\u202f", "٬"]))
def test_separators_of_thousands_are_refused_with_the_number_to_write(count: int, separator: str) -> None:
    with pytest.raises(ValueError, match=f"write {count}$"):
        cell.parse_number(f"{count:,}".replace(",", separator))


def test_the_bounds_of_a_scale_are_allowed() -> None:
    assert cell.parse_number("36828330") == 36_828_330
    assert cell.parse_number("100", cell.PERCENT_RANGE) == 100
    assert cell.parse_number("0", cell.PERCENT_RANGE) == 0
    assert cell.parse_number("-9.62", cell.LONGITUDE_RANGE) == -9.62


@pytest.mark.parametrize("text", ["", "+5", "5.", ".5", "²", "1_000", "nan", "inf", "0x10", "\u200f145", "9" * 400])
def test_what_only_looks_like_a_number_is_refused(text: str) -> None:
    for scale in (cell.COUNT_RANGE, cell.PERCENT_RANGE):
        with pytest.raises(ValueError, match="expected"):
            cell.parse_number(text, scale)


@given(st.text())
def test_a_count_is_digits_or_refused(text: str) -> None:
    try:
        value = cell.parse_number(text)
    except ValueError:
        value = None
    digits = text.translate(cell.ASCII_DIGITS)
    meant = int(digits) if digits.isascii() and digits.isdigit() else None
    assert value == (meant if meant is not None and meant <= cell.POPULATION else None)


@given(st.dates())
def test_a_day_is_read_back(day: date) -> None:
    assert cell.parse_day(day.isoformat()) == day


@pytest.mark.parametrize("text", ["2023", "2023-05", "2023-05-17", ""])
def test_a_moment_may_be_known_by_halves(text: str) -> None:
    assert cell.parse_partial_date(text) == text


@pytest.mark.parametrize("text", ["23", "2023-", "2023-5", "2023-00", "2023-05-17x", "2023-02-29"])
def test_other_moments_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        cell.parse_partial_date(text)


@pytest.mark.parametrize("text", ["", "during", "00:00", "09:30", "23:59"])
def test_until_is_a_time_of_day(text: str) -> None:
    assert cell.parse_until(text) == text


def test_a_list_is_joined_by_semicolons() -> None:
    assert cell.parse_list("", None, Message("a word"), "words") == ()
    assert cell.parse_list("b;a", {"a", "b"}, Message("a word"), "words") == ("b", "a")
    assert cell.parse_list("x", None, Message("a word"), "words") == ("x",)


@pytest.mark.parametrize(
    "text",
    ["https://a.ma", "http://a.ma/é?x=1#y", "https://24saa.com/افتتاح", "https://a.ma:8080/%d8%a7", "HTTPS://A.MA"],
)
def test_web_addresses(text: str) -> None:
    assert cell.parse_web_address(text) == text


@pytest.mark.parametrize(
    "text", ["a.ma", "//a.ma", "ftp://a.ma", "https:///x", "https://[", "https://a.ma/a b", "data:text/html,x"]
)
def test_what_is_no_web_address(text: str) -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        cell.parse_web_address(text)
