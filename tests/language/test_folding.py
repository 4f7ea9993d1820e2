"""Folding: the same text however it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.language.folding import fold


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("DÉMONSTRATIONS", "demonstrations"),
        ("Fès", "FES"),
        ("l’édition", "L'EDITION"),
        ("الأبواب", "الابواب"),
        ("إدارة", "اداره"),
        ("مؤسسة", "موسسه"),
        ("زائر", "زاير"),
        ("شرطي", "شرطى"),
        ("القضاء", "القضا"),
        ("الأُولَى", "الاولي"),
        ("أبــواب", "ابواب"),
        ("٢٠٢٣", "2023"),
        ("۲۰۲۳", "2023"),
        ("1\u202f150\u00a0000", "1 150 000"),
        ("\u2068Le360\u2069", "le360"),
        ("  deux   mots ", "deux mots"),
    ],
)
def test_same(typed: str, meant: str) -> None:
    assert fold(typed) == fold(meant)


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.text(alphabet=st.characters(codec="latin-1")), st.text(alphabet=st.characters(codec="latin-1")))
def test_a_part_of_a_text_is_a_part_of_the_folded_text(one: str, other: str) -> None:
    assert fold(other) in fold(f"{one} {other}")
