"""The record line, which rises from column to column. It also shows a record whose holder is not among the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lib.charts.chart_context import ChartContext
from lib.charts.kinds.style import COLUMN_WIDTH
from lib.charts.phrases import figure_text, limit_claim
from lib.language.translation_marks import mark_message
from lib.measures import Figure, RecordFigure, Series, record_before, record_figures, select_editions

RECORD_KEY = mark_message("The gold line is the record to beat.")


@dataclass(frozen=True, slots=True)
class RecordLine:
    """The records of a series in the period of the editions shown.

    records         the records of all editions in the view's scope, in the order in which they were set
    opening_record  the record that stood when the first edition shown opened; None if there was none
    label           its holder: Record to beat: Fes 2023, nearly 1,150,000; "" for None
    """

    records: tuple[RecordFigure, ...] = ()
    opening_record: RecordFigure | None = None
    label: str = ""

    @property
    def label_figures(self) -> tuple[Figure, ...]:
        """The figures that the label cites."""
        return (self.opening_record.figure,) if self.opening_record else ()

    @property
    def label_notes(self) -> tuple[str, ...]:
        """The label as a sentence."""
        return (f"{self.label}.",) if self.label else ()

    def segments(self, place: Mapping[int, int]) -> Iterator[tuple[float, float, float]]:
        """(from, to, level) of each record, for columns at these places {edition: place}.

        A segment begins at the column that set the record, and ends at the column that broke it: or between columns,
        or at the edge of the plot, where that edition is not shown. An unbroken record set by a column has none.
        """
        for record in self.records:
            holder, taker = record.holder, record.broken_by
            if taker is None and holder in place:
                continue
            before = sum(number < holder for number in place)
            until = len(place) if taker is None else sum(number < taker for number in place)
            start = place[holder] - COLUMN_WIDTH / 2 if holder in place else before - 0.5
            end = place[taker] + COLUMN_WIDTH / 2 if taker is not None and taker in place else until - 0.5
            if any(start < at < end for number, at in place.items() if number != holder):
                yield start, end, record.figure.value


def record_line(series: Series, context: ChartContext) -> RecordLine:
    """The records of `series`, which holds every edition, over the editions compared."""
    about = select_editions(series, [edition.number for edition in context.in_scope])
    opening = record_before(about, context.compared[0].number)
    if opening is None:
        return RecordLine(record_figures(about))
    claim = context.language.text(
        "Record to beat: {edition}, {value}",
        edition=context.editions[opening.holder].name,
        value=figure_text(opening.figure, context.language),
    )
    earlier = [edition.number for edition in context.in_scope if edition.number < context.compared[0].number]
    label = limit_claim(claim, about, earlier, context.language)
    return RecordLine(record_figures(about), opening, label)
