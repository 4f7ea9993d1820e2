"""The series of a chart: which marks and names in its drawing belong to an edition, so that one can stand out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lib.charts.chart import Plot
from lib.charts.chart_context import ChartContext
from lib.charts.points import label_edition, plain_lines

# The editions of all marks of a trace, or the one to which the whole trace belongs. 0 is none.
TraceEditions = tuple[int, ...] | int


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """The number of the edition of each mark, trace by trace, and of each annotation; 0 for none."""

    traces: tuple[TraceEditions, ...]
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


def _trace_editions(trace: Mapping[str, Any], named: Mapping[str, int]) -> TraceEditions:
    """The editions that the words of its marks begin with. A line without words says by `meta` whose it is."""
    texts: Sequence[str] = trace.get("hovertemplate") or ()
    if not isinstance(texts, list):
        return int(trace.get("meta", 0))
    editions = tuple(named.get(next(iter(plain_lines(text)), ""), 0) for text in texts)
    return editions[0] if editions and len(set(editions)) == 1 else editions
