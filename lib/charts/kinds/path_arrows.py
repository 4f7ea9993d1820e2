"""Arrows on a path: one in the middle of each of its parts, towards the next point."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import PlotlyPart

ARROW_SIZE = 9


def arrow_trace(path: Sequence[tuple[float, float]]) -> PlotlyPart:
    """The arrows of a path of points (x, y)."""
    parts = [(start, ((start[0] + end[0]) / 2, (start[1] + end[1]) / 2)) for start, end in pairwise(path)]
    return {
        "type": "scatter",
        "mode": "markers",
        # An arrow points away from the point before it, the beginning of its part, which is not drawn.
        "x": [x for start, middle in parts for x in (start[0], middle[0], None)],
        "y": [y for start, middle in parts for y in (start[1], middle[1], None)],
        "marker": {
            "symbol": "arrow",
            "angleref": "previous",
            "size": [0, ARROW_SIZE, 0] * len(parts),
            "color": PLACEHOLDERS.quiet,
            "opacity": 1,
        },
        "hoverinfo": "skip",
    }
