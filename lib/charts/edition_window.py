"""The editions shown side by side. They are the same on every screen, so that a link shows everyone the same."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

# With this many columns, city names and numbers of seven digits stay legible on a phone of 390 pixels.
MAX_EDITIONS = 6


def edition_window(numbers: Sequence[int], focus: int, limit: int = MAX_EDITIONS) -> tuple[int, ...]:
    """The editions of `numbers` (ascending) that are shown: all, or `limit` consecutive ones.

    The focus is in the middle, or as near to it as the ends allow. If the focus isn't in `numbers`, the position where
    it would be inserted counts.

    >>> edition_window(range(1, 601), 300)
    (297, 298, 299, 300, 301, 302)
    """
    start = bisect_left(numbers, focus) - limit // 2
    start = max(0, min(start, len(numbers) - limit))
    return tuple(numbers[start : start + limit])
