"""How many editions stand side by side, and which: the same on every screen, so that a link shows the same to all."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

# On a phone of 390 pixels so many columns keep the name of their city and a number of seven digits legible.
MAX_EDITIONS = 6


def edition_window(numbers: Sequence[int], focus: int, limit: int = MAX_EDITIONS) -> tuple[int, ...]:
    """The editions of `numbers` (rising) that are shown: all of them, or `limit` neighbours.

    The focus is in the middle, or as near to it as the ends allow. A focus that isn't among the numbers counts as if
    it stood in its place between them.

    >>> edition_window(range(1, 601), 300)
    (297, 298, 299, 300, 301, 302)
    """
    start = bisect_left(numbers, focus) - limit // 2
    start = max(0, min(start, len(numbers) - limit))
    return tuple(numbers[start : start + limit])
