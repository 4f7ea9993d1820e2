"""The record line, which rises from column to column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lib.charts.chart_context import ChartContext
from lib.charts.kinds.style import COLUMN_WIDTH
from lib.language.translation_marks import mark_message
from lib.measures import RecordFigure, Series, record_figures, select_editions

RECORD_KEY = mark_message("The gold line is the record to beat.")


def records_in_scope(series: Series, context: ChartContext) -> tuple[RecordFigure, ...]:
    """The records of all editions in the view's scope, in the order in which they were set."""
    return record_figures(select_editions(series, [edition.number for edition in context.in_scope]))


def record_segments(records: Sequence[RecordFigure], place: Mapping[int, int]) -> Iterator[tuple[float, float, float]]:
    """(from, to, level) of each record, for columns at these places {edition: place}.

    A segment begins at the column that set the record, and ends at the column that broke it: or between columns,
    or at the edge of the plot, where that edition is not shown. An unbroken record set by a column has none.
    """
    for record in records:
        holder, taker = record.holder, record.broken_by
        if taker is None and holder in place:
            continue
        before = sum(number < holder for number in place)
        until = len(place) if taker is None else sum(number < taker for number in place)
        start = place[holder] - COLUMN_WIDTH / 2 if holder in place else before - 0.5
        end = place[taker] + COLUMN_WIDTH / 2 if taker is not None and taker in place else until - 0.5
        if any(start < at < end for number, at in place.items() if number != holder):
            yield start, end, record.figure.value
