"""Ruined words: every way to ruin the names of the record book is found, and no cell of it is refused."""

import csv
import re
from collections.abc import Iterator

import pytest

from lib.archive.ruined_words import ARABIC_CODE_PAGES, LATIN_CODE_PAGES, find_ruin
from tests.support.six_editions import SIX_EDITIONS


def texts() -> Iterator[tuple[str, str]]:
    """(text, language) of each cell; the language is "" outside of columns in three languages."""
    for path in SIX_EDITIONS.rglob("*.csv"):
        with path.open(newline="") as file:
            for row in csv.DictReader(file):
                for column, text in row.items():
                    language = column[-2:] if column[-3:] in ("_ar", "_fr", "_en") else ""
                    if text and column != "url":
                        yield text, language


NAMES = sorted({(text, language) for text, language in texts() if language and not text.isascii()})


def test_no_cell_of_the_record_book_is_refused() -> None:
    held = list(texts())
    assert len(held) > 4000
    assert [(text, found) for text, language in held if (found := find_ruin(text, language))] == []


@pytest.mark.parametrize("page", sorted({*LATIN_CODE_PAGES, *ARABIC_CODE_PAGES} - {"mac_arabic", "cp864"}))
@pytest.mark.parametrize("undefined", ["replace", "ignore"])
def test_utf_8_that_was_read_in_a_code_page_is_found(page: str, undefined: str) -> None:
    assert len(NAMES) > 300
    for text, language in NAMES:
        read = text.encode().decode(page, undefined).strip()
        assert find_ruin(read, language), (text, read)
        assert find_ruin(f"Stand: {read} 2023") or page in ARABIC_CODE_PAGES, (text, read)


@pytest.mark.parametrize("page", ["cp1252", "cp1256", "ascii"])
def test_letters_that_became_question_marks_are_found(page: str) -> None:
    for text, language in NAMES:
        lost = text.encode(page, "replace").decode(page)
        if re.search(r"\w\?\w", lost):  # elsewhere it may be a question
            assert find_ruin(lost, language), (text, lost)


@pytest.mark.parametrize(
    "text",
    [
        *("#NOM?", "#NAME?", "#N/A", "#N/D", "#NV", "#VALEUR!", "#VALUE!", "#REF!", "#DIV/0!", "#NOMBRE!", "#NUL!"),
        *("#¡REF!", "#SPILL!", "#اسم؟", "#قيمة!", "Err:502", "Err :508", "########", "Stand #REF!", "#GETTING_DATA"),
    ],
)
def test_error_values_of_spreadsheets_are_found(text: str) -> None:
    found = find_ruin(text)
    assert found is not None
    assert "a spreadsheet's formula" in found


@pytest.mark.parametrize("text", ["H™tel", "Journ‚es", "sžretŽ", "SŽcuritŽ routi\x8fre"])
def test_french_of_other_code_pages_is_found(text: str) -> None:
    assert find_ruin(text)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("CAFÉ\u00a0: l’été… «\u00a0OÙ\u00a0?\u00a0»", "fr"),
        ("JUSQU’OÙ…", "fr"),
        ("Île-de-France – Œuvres sociales, 15 % n° 4", "fr"),
        ("Rabat–Salé—Kénitra", "fr"),
        ("(أ، ب) «المبدأ» ظ، ع؟ مركز DGSN ‏2030", "ar"),
        ("Is it? Yes! #DGSN #Maroc2030!", "en"),
        ("João Šimić, Ångström & Øresund", "en"),
        ("See https://a.example/?id=3?x=y", ""),
    ],
)
def test_sound_words_are_sound(text: str, language: str) -> None:
    assert find_ruin(text, language) is None
