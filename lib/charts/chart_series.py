"""The series of a chart: which marks and names in its drawing belong to an edition, or stand in a row with a title, so
that one can stand out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.charts.chart import Plot, PlotRow
from lib.charts.chart_context import ChartContext
from lib.charts.points import label_edition, plain_lines

# The owners of all marks of a trace, or the one to which the whole trace belongs. 0 is none, and stands out with all.
TraceOwners = tuple[int, ...] | int
# What stands beside the rows with titles is in none of them, and never stands out with one.
OUTSIDE = -1


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """The number of the edition, or of the row, of each mark, trace by trace, and of each annotation."""

    traces: tuple[TraceOwners, ...]
    names: tuple[int, ...]


def chart_series(plot: Plot, context: ChartContext) -> ChartSeries | None:
    """The series of a plot; None if no edition has more than one mark or name in it, as in a chart of columns."""
    parts = plot.parts()
    named = {edition.name: edition.number for edition in context.editions.values()}
    traces = tuple(_trace_editions(trace, named) for trace in parts["data"])
    names = tuple(
        edition.number if (edition := label_edition(plain_lines(annotation["text"]), context)) else 0
        for annotation in parts["layout"].get("annotations", ())
    )
    counted = Counter(
        edition for each in (*traces, names) for edition in (each if isinstance(each, tuple) else (each,))
    )
    del counted[0]
    return ChartSeries(traces, names) if max(counted.values(), default=0) > 1 else None


def row_series(plot: Plot) -> ChartSeries | None:
    """The rows of a plot as series, numbered from 1; None if it has no rows with titles."""
    if not plot.rows:
        return None
    parts = plot.parts()
    traces = tuple(
        tuple(
            _row_at(plot.rows, x, trace["base"][index] if trace["type"] == "bar" else y)
            for index, (x, y) in enumerate(zip(trace["x"], trace["y"], strict=True))
        )
        for trace in parts["data"]
    )
    names = tuple(
        _row_at(plot.rows, None if one.get("xref") == "paper" else one["x"], one["y"])
        for one in parts["layout"].get("annotations", ())
    )
    return ChartSeries(traces, names)


def _row_at(rows: Sequence[PlotRow], x: float | None, y: float | None) -> int:
    """The row in which something at `y` stands, and at `x` where it does not reach across all rows."""
    return next(
        (
            number
            for number, row in enumerate(rows, 1)
            if y is not None and row.bottom < y <= row.top and (x is None or row.left <= x < row.right)
        ),
        OUTSIDE,
    )


def _trace_editions(trace: Mapping[str, Any], named: Mapping[str, int]) -> TraceOwners:
    """The editions that the words of its marks begin with. A line without words says by `meta` whose it is."""
    texts: Sequence[str] = trace.get("hovertemplate") or ()
    if not isinstance(texts, list):
        return int(trace.get("meta", 0))
    editions = tuple(named.get(next(iter(plain_lines(text)), ""), 0) for text in texts)
    return editions[0] if editions and len(set(editions)) == 1 else editions
