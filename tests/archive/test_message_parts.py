"""How a value is shown in a message."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive.message_parts import MAX_COMPARED_CHOICES, quote, spelling_hint


@given(st.text())
def test_a_quoted_value_is_one_short_line_that_can_be_printed(text: str) -> None:
    shown = quote(text)
    assert shown.isprintable()
    assert shown[0] == shown[-1] == '"'
    shown.encode("utf-8")


def test_what_cannot_be_seen_is_written_as_an_escape() -> None:
    assert quote("\u200f145") == '"\\u200f145"'
    assert quote("a\nb\x1b[2J") == '"a\\nb\\x1b[2J"'
    assert quote("زائر é") == '"زائر é"'


def test_a_long_value_is_cut() -> None:
    assert quote("x" * 60) == f'"{"x" * 60}"'
    assert quote("x" * 61) == f'"{"x" * 59}…"'


@pytest.mark.parametrize("wrong", ["prass-2021-779", "pres-2021-779", "press-2021_779", "xpress-2021-779"])
@pytest.mark.parametrize("number", [MAX_COMPARED_CHOICES, 30_000])
def test_the_nearest_of_many_words_is_named(wrong: str, number: int) -> None:
    choices = {f"{name}-2021-{number}" for name in ("dgsn", "map", "press") for number in range(100, 1100, 7)}
    choices |= {f"journal-2021-{place}" for place in range(number - len(choices))}
    assert len(choices) == number
    assert spelling_hint(wrong, choices) == ' (did you mean "press-2021-779"?)'
    assert spelling_hint("zzz", choices) == ""


def test_a_hint_names_the_nearest_word_if_one_is_near() -> None:
    assert spelling_hint("abuot", ("exact", "about")) == ' (did you mean "about"?)'
    assert spelling_hint("About", ("exact", "about")) == ' (did you mean "about"?)'
    assert spelling_hint("zzz", ("exact", "about")) == ""
    assert spelling_hint("about" * 1000, ("exact", "about")) == ""
