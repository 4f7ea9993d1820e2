"""Numbers as they are read out, in each language."""

from __future__ import annotations

import pytest

from lib.language import Language, LanguageCode
from lib.language.spoken_number import spoken_number


@pytest.mark.parametrize(
    ("value", "ar", "fr", "en"),
    [
        (2_650_000, "مليونان و650 ألفا", "2 millions 650 mille", "2 million 650 thousand"),
        (1_150_000, "مليون و150 ألفا", "1 million 150 mille", "1 million 150 thousand"),
        (80_000, "80 ألفا", "80 mille", "80 thousand"),
        (1_000, "ألف", "mille", "1 thousand"),
        (2_000, "ألفان", "2 mille", "2 thousand"),
        (3_004, "3 آلاف و4", "3 mille 4", "3 thousand 4"),
        (100_000, "100 ألف", "100 mille", "100 thousand"),
        (29_000_000, "29 مليونا", "29 millions", "29 million"),
        (3_000_000_000, "3 ملايير", "3 milliards", "3 billion"),
        (-2_000, "ناقص ألفان", "moins 2 mille", "minus 2 thousand"),
    ],
)
def test_spoken(value: float, ar: str, fr: str, en: str) -> None:
    expected: dict[LanguageCode, str] = {"ar": ar, "fr": fr, "en": en}
    assert {code: spoken_number(value, Language(code)).replace("\u00a0", " ") for code in expected} == expected


@pytest.mark.parametrize("value", [0, 17, 999, 12.5, 1150000.5])
def test_what_reads_as_it_stands(value: float, language: Language) -> None:
    assert spoken_number(value, language) == ""
