"""A text keeps the figures of what it is made from, and reads as if it had none."""

from __future__ import annotations

import copy
import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from lib.language import Language
from lib.language.text_parts import TextPart, fill_placeholders, join_texts, mark_figure, text_parts

WORDS = st.text(st.characters(exclude_characters="{}"), min_size=1)
CLAIM = "4.visitors.2023-05-17.2023-05-21..all.visitors"


def figures(text: str) -> list[tuple[str, str]]:
    return [(part.text, part.claim) for part in text_parts(text) if part.claim]


@given(before=WORDS, figure=WORDS, other=WORDS)
def test_a_text_with_figures_reads_like_the_same_without(before: str, figure: str, other: str) -> None:
    pattern, marked = before + "{one}{{}}{two}", mark_figure(figure, CLAIM)
    text = fill_placeholders(pattern, {"one": marked, "two": other})
    assert text == pattern.format(one=figure, two=other)
    assert hash(text) == hash(str(text))
    assert figures(text) == [(figure, CLAIM)]
    assert "".join(part.text for part in text_parts(text)) == text
    assert figures(before + text + other) == [(figure, CLAIM)]
    assert before + text + other == "".join([before, *text, other])
    assert join_texts(before, [text, other, marked]) == before.join([text, other, marked])
    assert figures(join_texts(before, [text, other, marked])) == [(figure, CLAIM)] * 2


def test_words_and_figures_of_no_claim_are_plain_text() -> None:
    assert text_parts("no figure") == (TextPart("no figure"),)
    assert type(mark_figure("nearly 230,000", "")) is str
    assert type(fill_placeholders("{number}", {"number": 4})) is str
    assert type(join_texts(" ", ["one", "two"])) is str


def test_numbers_beside_figures_are_formatted(language: Language) -> None:
    text = fill_placeholders("{number:>4}|{figure}", {"number": 31, "figure": mark_figure("over 20", CLAIM)})
    assert text == "  31|over 20"
    assert figures(text) == [("over 20", CLAIM)]


def test_lists_keep_the_figures(language: Language) -> None:
    items = ["465", "31", "150"]
    for count in range(1, len(items) + 1):
        text = language.join([mark_figure(item, f"claim {item}") for item in items[:count]])
        assert text == language.join(items[:count])
        assert figures(text) == [(item, f"claim {item}") for item in items[:count]]


def test_copies_keep_the_figures_and_files_have_the_text() -> None:
    text = "Fes 2023: " + mark_figure("nearly 1,150,000", CLAIM) + "."
    for again in (copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert again == text
        assert text_parts(again) == text_parts(text)
    assert json.dumps(text) == '"Fes 2023: nearly 1,150,000."'
