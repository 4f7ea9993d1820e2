"""Numbers are read as people and communiqués write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.number_reader import read_numbers
from lib.language.spoken_number import spoken_number

COUNTS = st.integers(1000, 99_999_999_999) | st.integers(1, 9_999).map(lambda thousands: thousands * 1000)
CODES = st.sampled_from(LANGUAGE_CODES)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("مليونان و400 ألف", {2_400_000}),
        ("مليونين ونصف", {2_500_000}),
        ("مليونان ونصف مليون", {2_500_000}),
        ("مليون و150 ألف", {1_150_000}),
        ("خمسة ملايين", {5_000_000}),
        ("ثلاثة آلاف و500", {3_500}),
        ("نصف مليون", {500_000}),
        ("١٬١٥٠٬٠٠٠", {1_150_000}),
        ("2.400.000", {2_400_000}),
        ("2,4 millions", {2_400_000}),
        ("1,15 million", {1_150_000}),
        ("2 millions et demi", {2_500_000}),
        ("deux mille", {2_000}),
        ("2 400 000", {2_400_000}),
        ("2\u202f400\u202f000", {2_400_000}),
        ("2.4 million", {2_400_000}),
        ("two and a half million", {2_500_000}),
        ("half a million", {500_000}),
        ("2 million and 400 thousand", {2_400_000}),
        ("2,400,000", {2_400_000}),
        # What can be read in two ways is read in both.
        ("2.400", {2_400, 2.4}),
        ("30 k", {30, 30_000}),
    ],
)
def test_a_number_is_read(text: str, values: set[float]) -> None:
    (number,), left = read_numbers(text)
    assert (number.text, set(number.values), left) == (text, values, "")


@pytest.mark.parametrize(
    ("text", "numbers", "left"),
    [
        ("الزوار مليونان و400 ألف بالجديدة", ["مليونان و400 ألف"], "الزوار بالجديدة"),
        ("visiteurs 2,4 millions 2025", ["2,4 millions", "2025"], "visiteurs"),
        ("Fes 2023", ["2023"], "Fes"),
        ("trois stands et demi", [], "trois stands et demi"),
        ("من وإلى", [], "من وإلى"),
        ("", [], ""),
    ],
)
def test_numbers_are_told_from_words(text: str, numbers: list[str], left: str) -> None:
    found, others = read_numbers(text)
    assert ([number.text for number in found], others) == (numbers, left)


@given(COUNTS, CODES)
def test_what_is_written_is_read_back(count: int, code: LanguageCode) -> None:
    language = Language(code)
    for text in (language.number(count), spoken_number(count, language)):
        (number,), left = read_numbers(text)
        assert count in number.values
        assert left == ""


@given(st.text() | st.text("و 0123456789.,MK مليونألف"))
def test_no_text_is_too_odd(text: str) -> None:
    numbers, left = read_numbers(text)
    assert all(number.values and number.text in text for number in numbers)
    assert all(word in text for word in left.split())
