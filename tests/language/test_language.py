"""How each language writes: numbers, quantities, ordinals, dates. The outputs are written out, mark by mark."""

from __future__ import annotations

import datetime

import pytest

from lib.archive import vocabulary
from lib.language import LANGUAGE_CODES, LANGUAGE_NAMES, Language
from lib.language.language import NUMBERLESS_WORDINGS, QUALIFIER_PATTERNS

FIXED = "\u00a0"  # between thousands, and before a per cent sign, in French
AR, FR, EN = (Language(code) for code in LANGUAGE_CODES)


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def written(*table: tuple[object, str, str, str]) -> pytest.MarkDecorator:
    """Rows of (input, Arabic, French, English) as one case a language."""
    cases = [
        (given, language, text) for given, *texts in table for language, text in zip((AR, FR, EN), texts, strict=True)
    ]
    return pytest.mark.parametrize(
        ("given", "language", "text"), cases, ids=[f"{given}-{language.code}" for given, language, _ in cases]
    )


def test_languages_in_order_and_by_their_own_names() -> None:
    assert LANGUAGE_CODES == ("ar", "fr", "en")
    assert LANGUAGE_NAMES == {"ar": "العربية", "fr": "Français", "en": "English"}
    assert [Language(code).name for code in LANGUAGE_CODES] == list(LANGUAGE_NAMES.values())
    assert [Language(code).tag for code in LANGUAGE_CODES] == ["ar-MA", "fr-MA", "en-GB"]


def test_only_arabic_runs_from_right_to_left() -> None:
    assert [(language.direction, language.rtl) for language in (AR, FR, EN)] == [
        ("rtl", True), ("ltr", False), ("ltr", False),
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["", "es", "AR", "ar-MA"])
def test_there_is_no_other_language(code: str) -> None:
    with pytest.raises(KeyError, match="no language"):
        Language(code)  # type: ignore[arg-type]  # what an address may hold


def test_a_language_is_a_value() -> None:
    assert Language("fr") == FR
    assert len({Language("fr"), FR, EN}) == 2


# Numbers


@written(
    (0, "0", "0", "0"),
    (150, "150", "150", "150"),
    (2_300, "2.300", f"2{FIXED}300", "2,300"),
    (1_150_000, "1.150.000", f"1{FIXED}150{FIXED}000", "1,150,000"),
    (1_150_000.0, "1.150.000", f"1{FIXED}150{FIXED}000", "1,150,000"),
    (2.2, "2,2", "2,2", "2.2"),
    (2.234, "2,23", "2,23", "2.23"),
    (0.0135, "0,0135", "0,0135", "0.0135"),
    (0.5, "0,5", "0,5", "0.5"),
    (12_000.5, "12.000,5", f"12{FIXED}000,5", "12,000.5"),
)
def test_number(given: float, language: Language, text: str) -> None:
    assert language.number(given) == text


@written(
    (29_000_000, "29\u00a0مليون", "29\u00a0M", "29M"),
    (12_500_000, "12.500.000", "12\u00a0500\u00a0000", "12,500,000"),  # in millions it would have another precision
)
def test_millions(given: float, language: Language, text: str) -> None:
    assert language.millions(given) == text


@written((50, "50%", f"50{FIXED}%", "50%"), (12.5, "12,5%", f"12,5{FIXED}%", "12.5%"))
def test_percent(given: float, language: Language, text: str) -> None:
    assert language.percent(given) == text


@written(
    (1, "مرة واحدة", "1 fois", "1 time"),
    (1.9, "1,9 مرة", "1,9 fois", "1.9 times"),
    (2, "ضعف", "deux fois", "twice"),
    (2.0, "ضعف", "deux fois", "twice"),
    (2.2, "2,2 مرة", "2,2 fois", "2.2 times"),
    (3, "3 مرات", "3 fois", "3 times"),
    (11, "11 مرة", "11 fois", "11 times"),
)
def test_times(given: float, language: Language, text: str) -> None:
    assert language.times(given) == text


@written(
    ("exact", "1.000 رواق", f"1{FIXED}000 stands", "1,000 stands"),
    ("about", "حوالي\u00a01.000 رواق", f"environ\u00a01{FIXED}000 stands", "about\u00a01,000 stands"),
    ("nearly", "ما\u00a0يناهز\u00a01.000 رواق", f"près\u00a0de\u00a01{FIXED}000 stands", "nearly\u00a01,000 stands"),
    ("over", "أزيد\u00a0من\u00a01.000 رواق", f"plus\u00a0de\u00a01{FIXED}000 stands", "over\u00a01,000 stands"),
    ("at_least", "ما لا يقل عن 1.000 رواق", f"au moins 1{FIXED}000 stands", "at least 1,000 stands"),
    ("up_to", "ما يصل إلى 1.000 رواق", f"jusqu’à 1{FIXED}000 stands", "up to 1,000 stands"),
)
def test_quantity_carries_its_qualifier(given: str, language: Language, text: str) -> None:
    assert language.quantity(1_000, given, "stand") == text


@written(
    ((1_150_000, "nearly"), "ما يناهز 1.150.000", f"près de 1{FIXED}150{FIXED}000", "nearly 1,150,000"),
    ((2_300, "exact"), "2.300", f"2{FIXED}300", "2,300"),
)
def test_quantity_without_noun(given: tuple[float, str], language: Language, text: str) -> None:
    assert language.quantity(*given) == text


def test_record_of_fes() -> None:
    assert AR.quantity(1_150_000, "nearly", "visitor") == "ما\u00a0يناهز\u00a01.150.000 زائر"
    assert FR.quantity(1_150_000, "nearly", "visitor") == f"près\u00a0de\u00a01{FIXED}150{FIXED}000 visiteurs"
    assert EN.quantity(1_150_000, "nearly", "visitor") == "nearly\u00a01,150,000 visitors"


def test_every_qualifier_of_a_number_has_its_wording() -> None:
    assert set(QUALIFIER_PATTERNS) == set(vocabulary.QUALIFIER_CODES) - {"dozens"}
    with pytest.raises(KeyError):
        EN.quantity(1, "roughly")


def test_every_qualifier_without_a_number_has_its_word(language: Language) -> None:
    assert set(NUMBERLESS_WORDINGS) == set(vocabulary.QUALIFIER_CODES) - set(QUALIFIER_PATTERNS)
    assert all(language.wording(qualifier) for qualifier in NUMBERLESS_WORDINGS)
    with pytest.raises(KeyError):
        language.wording("exact")


# Words


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (AR, "الأولى الثانية الثالثة الرابعة الخامسة السادسة السابعة الثامنة التاسعة العاشرة"),
        (FR, "Première Deuxième Troisième Quatrième Cinquième Sixième Septième Huitième Neuvième Dixième"),
        (EN, "First Second Third Fourth Fifth Sixth Seventh Eighth Ninth Tenth"),
    ],
    ids=LANGUAGE_CODES,
)
def test_ordinals_up_to_ten(language: Language, words: str) -> None:
    form = {"ar": "الدورة {}", "fr": "{} édition", "en": "{} edition"}[language.code]
    assert [language.ordinal(number) for number in range(1, 11)] == [form.format(word) for word in words.split()]


@written((11, "الدورة 11", "Édition 11", "Edition 11"))
def test_ordinal_beyond_ten(given: int, language: Language, text: str) -> None:
    assert language.ordinal(given) == text


@pytest.mark.parametrize(
    ("language", "cities", "text"),
    [
        (AR, ["فاس", "طنجة", "أكادير"], "فاس وطنجة وأكادير"),
        (AR, ["فاس", "طنجة"], "فاس وطنجة"),
        (FR, ["Fès", "Tanger", "Agadir"], "Fès, Tanger et Agadir"),
        (FR, ["Fès", "Tanger"], "Fès et Tanger"),
        (EN, ["Fes", "Tangier", "Agadir"], "Fes, Tangier and Agadir"),
        (EN, ["Fes", "Tangier"], "Fes and Tangier"),
    ],
)
def test_join(language: Language, cities: list[str], text: str) -> None:
    assert language.join(cities) == text


def test_join_of_one_and_of_none(language: Language) -> None:
    assert language.join(["Fes"]) == "Fes"
    assert language.join([]) == ""


def test_text_fills_its_placeholders() -> None:
    assert FR.text("Day {day}", day=2) == "Jour 2"
    assert FR.text("a message without a translation: {day}", day=2) == "a message without a translation: 2"


def test_isolated_text_keeps_its_own_direction(language: Language) -> None:
    assert language.isolate("Le360") == "\u2068Le360\u2069"


@pytest.mark.parametrize(("kind", "code"), [("measure", "visitor"), ("measures", "visitors")])
def test_unknown_term(language: Language, kind: str, code: str) -> None:
    with pytest.raises(KeyError):
        language.term(kind, code)
