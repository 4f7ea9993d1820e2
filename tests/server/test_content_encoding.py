"""Which coding an answer leaves in."""

from __future__ import annotations

import pytest

from lib.server.content_encoding import (
    BEST_LEVELS,
    CONTENT_CODINGS,
    QUICK_LEVELS,
    ContentCoding,
    choose_coding,
    decode,
    encode,
)


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        (None, None),
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("identity;q=1, br;q=0.5", None),
        ("identity;q=0.5, br", "br"),
        ("br;q=much", None),
        ("deflate, zstd", None),
        ("br ; q=0.2 , gzip ; q=0.1", "br"),
    ],
)
def test_preferred(accepted: str | None, coding: ContentCoding | None) -> None:
    assert choose_coding(accepted) == coding


@pytest.mark.parametrize("coding", CONTENT_CODINGS)
def test_what_is_encoded_comes_back(coding: ContentCoding) -> None:
    data = b"Abwab " * 1000
    for level in (QUICK_LEVELS[coding], BEST_LEVELS[coding]):
        coded = encode(data, coding, level)
        assert len(coded) < 100
        assert decode(coded, coding) == data
        assert coded == encode(data, coding, level)


@pytest.mark.parametrize("coding", CONTENT_CODINGS)
def test_half_of_it_is_none(coding: ContentCoding) -> None:
    coded = encode(bytes(range(256)) * 10, coding, QUICK_LEVELS[coding])
    assert decode(coded[: len(coded) // 2], coding) is None
    assert decode(b"no such thing", coding) is None
