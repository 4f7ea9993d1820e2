"""The editions shown side by side: as many as are legible, and always those that a reader looks for."""

from __future__ import annotations

from collections.abc import Collection, Sequence

# How many columns keep city names and numbers of seven digits legible from FULL_WIDTH pixels on, and on a phone of 390.
MAX_EDITIONS, PHONE_EDITIONS = 12, 7
FULL_WIDTH = 640


def edition_window(
    numbers: Sequence[int], focus: int, kept: Collection[int] = (), limit: int = MAX_EDITIONS
) -> tuple[int, ...]:
    """The editions of `numbers` (ascending) that are shown: all, or `limit` of them.

    Those `kept` are among them (at most `limit`). The others are the nearest to the focus; if it isn't in `numbers`, to
    the position where it would be inserted.

    >>> edition_window(range(1, 601), 300, {1, 575}, limit=7)
    (1, 298, 299, 300, 301, 302, 575)
    """
    middle = sum(number < focus for number in numbers)
    ordered = sorted(enumerate(numbers), key=lambda one: (one[1] not in kept, abs(one[0] - middle)))
    return tuple(sorted(number for _, number in ordered[:limit]))
