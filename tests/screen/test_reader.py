"""The address says what the reader chose; what it lacks is filled in, what is wrong in it is mended."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as some

from lib.archive import read_archive
from lib.screen.reader import Choices, complete_query

ARCHIVE = read_archive()


@pytest.mark.parametrize(
    ("query", "accepted", "choices"),
    [
        ("", None, Choices("4", "ar", "0")),
        ("", "fr-FR,fr;q=0.9,en;q=0.8", Choices("4", "fr", "0")),
        ("lang=en", "fr", Choices("4", "en", "0")),
        ("edition=2&lang=fr&later=1", "ar", Choices("2", "fr", "1")),
        ("edition=99&lang=xx&later=yes", "en", Choices("4", "en", "0")),
        ("edition=٤", None, Choices("4", "ar", "0")),
        ("edition=4.0", None, Choices("4", "ar", "0")),
        ("edition=3&edition=5", None, Choices("5", "ar", "0")),
    ],
)
def test_choices(query: str, accepted: str | None, choices: Choices) -> None:
    assert complete_query(query, accepted, ARCHIVE)[0] == choices


def test_a_good_address_stays_as_it_is() -> None:
    for query in ("edition=4&lang=ar", "edition=1&lang=fr&later=1"):
        assert complete_query(query, "en", ARCHIVE)[1] == query


def test_parameters_of_others_stay() -> None:
    _, whole = complete_query("utm_source=x&lang=fr&embed=true", None, ARCHIVE)
    assert parse_qsl(whole) == [("edition", "4"), ("lang", "fr"), ("utm_source", "x"), ("embed", "true")]


@given(some.lists(some.tuples(some.sampled_from(["edition", "lang", "later", "x"]), some.text())), some.text())
def test_any_address_comes_to_rest(pairs: list[tuple[str, str]], accepted: str) -> None:
    """Completing twice is completing once, and the choices are always among those there are."""
    choices, whole = complete_query(urlencode(pairs), accepted, ARCHIVE)
    assert choices.edition in {"1", "2", "3", "4", "5", "6"}
    assert choices.lang in {"ar", "fr", "en"}
    assert complete_query(whole, accepted, ARCHIVE) == (choices, whole)
