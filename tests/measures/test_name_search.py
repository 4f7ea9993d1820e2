"""A name is found however it is written, by any part of it, in any of its languages."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive
from lib.measures import fold_text, matches_query, named_things

NAMES = st.lists(st.text(), min_size=1, max_size=3)


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Sécurité routière", "securite routiere"),
        ("ŒUVRES de l’Équipe", "oeuvres de l equipe"),
        ("الأمن الوَطَنِيّ", "الامن الوطني"),
        ("إبلاغ", "ابلاغ"),
        ("آليات", "اليات"),
        ("مسؤولية", "مسووليه"),
        ("فضاء", "فضا"),
        ("مستشفى", "مستشفي"),
        ("الشـــرطة", "الشرطه"),
        ("٢٠٢٣ - 2023", "2023 2023"),
        ("\u2067CNDH\u2069 (2023)", "cndh 2023"),
        ("Straße", "strasse"),
        ("  ", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold_text(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)


@given(st.text())
def test_case_and_composition_make_no_difference(text: str) -> None:
    assert fold_text(text.casefold()) == fold_text(text)
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert fold_text(unicodedata.normalize(form, text)) == fold_text(text)


@given(st.text())
def test_what_is_left_is_bare(text: str) -> None:
    folded = fold_text(text)
    assert folded == folded.strip()
    assert "  " not in folded
    assert all(letter == " " or letter.isalnum() for letter in folded)


@given(NAMES, st.data())
def test_a_name_is_found_by_itself_and_by_any_part(names: list[str], data: st.DataObject) -> None:
    name = data.draw(st.sampled_from(names))
    assert matches_query(name, names)
    folded = fold_text(name)
    first = data.draw(st.integers(0, len(folded)))
    last = data.draw(st.integers(first, len(folded)))
    assert matches_query(folded[first:last], names)


@given(NAMES, st.text(), st.text())
def test_more_words_find_no_more(names: list[str], one: str, other: str) -> None:
    assert matches_query(f"{one} {other}", names) == (matches_query(one, names) and matches_query(other, names))


@given(NAMES)
def test_nothing_typed_finds_everything(names: list[str]) -> None:
    assert matches_query("", names)
    assert matches_query(" \u200f", names)


def test_a_word_does_not_reach_from_one_name_into_the_next() -> None:
    assert not matches_query("undeux", ["un", "deux"])
    assert matches_query("deux un", ["un", "deux"])


def test_every_stand_is_found_by_each_of_its_names(archive: Archive) -> None:
    for stand in named_things(archive, "pavilions"):
        for name in stand.names.values():
            assert matches_query(name, stand.names.values())
            assert matches_query(name.upper(), stand.names.values())
