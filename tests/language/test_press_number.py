"""Numbers before a noun, as the press writes them."""

from __future__ import annotations

import pytest

from lib.language import Language, LanguageCode
from lib.language.press_number import spell_number


@pytest.mark.parametrize(
    ("code", "value", "noun", "expected"),
    [
        ("ar", 1_150_000, "visitor", "مليون و150 ألف زائر"),
        ("ar", 2_120_000, "visitor", "مليونين و120 ألف زائر"),
        ("ar", 2_000_000, "visitor", "مليوني زائر"),
        ("ar", 3_010_000, "visitor", "3 ملايين و10 آلاف زائر"),
        ("ar", 1_002_000, "visitor", "مليون وألفي زائر"),
        ("ar", 80_000, "visitor", "80 ألف زائر"),
        ("ar", 20_000_000, "view", "20 مليون مشاهدة"),
        ("ar", 2_300, "officer", "2.300 موظف شرطة"),
        ("ar", 1_118_600, "visitor", "1.118.600 زائر"),
        ("fr", 1_150_000, "visitor", "1,15 million de visiteurs"),
        ("fr", 2_400_000, "visitor", "2,4 millions de visiteurs"),
        ("fr", 20_000_000, "view", "20 millions de vues"),
        ("fr", 1_500_000, "association", "1,5 million d’associations"),
        ("fr", 515_000, "visitor", "515 000 visiteurs"),
        ("fr", 1_118_600, "visitor", "1 118 600 visiteurs"),
        ("en", 1_150_000, "visitor", "1.15 million visitors"),
        ("en", 20_000_000, "view", "20 million views"),
        ("en", 515_000, "visitor", "515,000 visitors"),
    ],
)
def test_a_number_is_written_as_the_press_writes_it(code: LanguageCode, value: int, noun: str, expected: str) -> None:
    assert spell_number(value, noun, Language(code)).replace("\u00a0", " ") == expected
