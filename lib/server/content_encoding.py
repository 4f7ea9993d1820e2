"""Content codings: which of ours a request accepts, and how each is made."""

from __future__ import annotations

import gzip
import zlib
from typing import Literal

import brotli

ContentCoding = Literal["br", "gzip"]

# The better first.
CONTENT_CODINGS: tuple[ContentCoding, ...] = ("br", "gzip")

# Plotly's script, 4.7 MB: brotli 5 takes 0.2 s and leaves 1,236 kB; brotli 11 takes 20 s and leaves 1,060 kB; gzip 9
# takes 0.2 s and leaves 1,415 kB. So a file is made quickly for who asks first, and well for all who come later.
QUICK_LEVELS = {"br": 5, "gzip": 6}
BEST_LEVELS = {"br": 11, "gzip": 9}


def choose_coding(accepted: str | None) -> ContentCoding | None:
    """The coding to answer with, for an Accept-Encoding header; None for the file as it is (RFC 9110, 12.5.3).

    Of codings with the same weight ours decides; what has more weight for the client goes first, so that
    `gzip, br;q=0.1` gets gzip. A wildcard stands for what isn't named.
    """
    weights: dict[str, float] = {}
    for part in (accepted or "").lower().split(","):
        name, _, parameter = part.partition(";")
        weights[name.strip()] = _weight(parameter)
    others = weights.get("*", 0.0)
    known = {coding: weights.get(coding, others) for coding in CONTENT_CODINGS}
    best = max(CONTENT_CODINGS, key=lambda coding: known[coding])  # the first of equals
    identity = weights.get("identity", 0.0)
    return best if known[best] > 0 and known[best] >= identity else None


def _weight(parameter: str) -> float:
    """`q=0.5` as 0.5; 1 where there is none, 0 where it is none."""
    name, _, value = parameter.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0


def encode(data: bytes, coding: ContentCoding, level: int) -> bytes:
    """The data in a coding; the same data gives the same bytes on every day and machine."""
    return brotli.compress(data, quality=level) if coding == "br" else gzip.compress(data, level, mtime=0)


def decode(data: bytes, coding: ContentCoding) -> bytes | None:
    """What was encoded; None where the bytes are no such thing, or not the whole of it."""
    try:
        return brotli.decompress(data) if coding == "br" else gzip.decompress(data)
    except (brotli.error, OSError, EOFError, zlib.error):
        return None
