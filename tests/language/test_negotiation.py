"""Which language a reader begins in: the address, then the browser's wish, then Arabic."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.language import LANGUAGE_CODES
from lib.language.negotiation import negotiate_language

tags = st.sampled_from(["ar", "fr", "en", "fr-CA", "ar-EG", "de", "EN", "*", "", " ", "zh-Hant-TW"])
weights = st.sampled_from(
    ["", ";q=0", ";q=0.5", ";q=1", "; q=.7", ";q=", ";q=nan", ";q=inf", ";q=-1", ";q=x", ";v=b3;q=0.9"]
)
headers = st.lists(st.tuples(tags, weights).map("".join), max_size=6).map(",".join)


@pytest.mark.parametrize("asked", LANGUAGE_CODES)
@pytest.mark.parametrize("accepted", [None, "", "ar", "fr-FR,fr;q=0.9", "en"])
def test_address_wins(asked: str, accepted: str | None) -> None:
    assert negotiate_language(asked, accepted) == asked


@pytest.mark.parametrize("asked", [None, "", "es", "fr-FR", "français", "ar; DROP"])
def test_address_of_no_language_leaves_it_to_the_browser(asked: str | None) -> None:
    assert negotiate_language(asked, "en") == "en"
    assert negotiate_language(asked, None) == "ar"


@pytest.mark.parametrize(
    ("accepted", "code"),
    [
        ("fr", "fr"),
        ("en,fr", "en"),
        ("en;q=0.5, fr", "fr"),
        ("en;q=0.3, ar;q=0.2, fr;q=0.9", "fr"),
        ("de, es;q=0.9, en;q=0.1", "en"),
        ("en;q=0.5, fr;q=0.5", "en"),
        # regions, in any case
        ("fr-CA", "fr"),
        ("ar-EG,en;q=0.5", "ar"),
        ("en-US,en;q=0.9,fr;q=0.8", "en"),
        ("FR", "fr"),
        ("FR-fr, en", "fr"),
        ("de-CH, fr-CH;q=0.7, en;q=0.3", "fr"),
        # not this one
        ("fr;q=0", "ar"),
        ("fr;q=0, en;q=0.1", "en"),
        # any, none of ours, nothing
        ("*", "ar"),
        ("de, *;q=0.5", "ar"),
        ("fr, *;q=0.5", "fr"),
        ("de-DE,es", "ar"),
        ("", "ar"),
        (None, "ar"),
        # garbage, alone and beside a wish that can be read
        (",,;;==", "ar"),
        ("<script>", "ar"),
        ("french", "ar"),
        ("fr;q=much, en;q=0.2", "en"),
        (";q=1, en", "en"),
        ("en;q=nan, fr", "fr"),
    ],
)
def test_browser(accepted: str | None, code: str) -> None:
    assert negotiate_language(None, accepted) == code


@given(st.none() | st.text(), st.none() | st.text() | headers)
def test_there_is_always_a_language(asked: str | None, accepted: str | None) -> None:
    assert negotiate_language(asked, accepted) in LANGUAGE_CODES


@given(st.permutations(["ar;q=0.9", "fr;q=0.6", "en;q=0.3", "de", "*;q=0.1"]), st.sets(st.integers(0, 4)))
def test_weight_counts_and_not_the_place(parts: list[str], dropped: set[int]) -> None:
    kept = [part for place, part in enumerate(parts) if place not in dropped]
    ours = sorted(part[:2] for part in kept if part[:2] in LANGUAGE_CODES)
    best = next((code for code in ("ar", "fr", "en") if code in ours), "ar")
    assert negotiate_language(None, ",".join(kept)) == best
