"""The line of the record, which climbs from column to column, also where its holder is not among the columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib.archive import Archive
from lib.charts.chart import Edition, View
from lib.charts.kinds.style import COLUMN_WIDTH
from lib.charts.phrases import editions_by_number, editions_in_scope, figure_text
from lib.language import Language
from lib.measures import Figure, RecordFigure, Series, record_before, record_figures, select_editions


@dataclass(frozen=True, slots=True)
class RecordLine:
    """The records of a series while the editions shown were held.

    records   of all editions that the view is about, in the order in which they were set
    standing  the one that stood when the first edition shown opened; None where it is the first of all
    label     whose that was: Record to beat: Fes 2023, nearly 1,150,000. "" for None
    """

    records: tuple[RecordFigure, ...] = ()
    standing: RecordFigure | None = None
    label: str = ""

    def figures(self) -> tuple[Figure, ...]:
        """What the label rests on."""
        return (self.standing.figure,) if self.standing else ()

    def notes(self) -> tuple[str, ...]:
        """The label as a sentence."""
        return (f"{self.label}.",) if self.label else ()

    def lines(self, place: Mapping[int, int]) -> Iterator[tuple[float, float, float]]:
        """(from, to, level) of each record among columns at these places: from the column that set it, or the edge of
        the drawing, to the column that broke it, or the other edge. A record set here and broken by none has no line.
        """
        first, last = min(place), max(place)
        for record in self.records:
            holder, taker = record.holder, record.broken_by
            if holder > last or (taker is not None and taker < first) or (taker is None and holder >= first):
                continue
            start = place[holder] - COLUMN_WIDTH / 2 if holder in place else -0.5
            end = len(place) - 0.5 if taker is None or taker > last else place[taker] + COLUMN_WIDTH / 2
            yield start, end, record.figure.value


def record_line(
    series: Series, compared: Sequence[Edition], archive: Archive, view: View, language: Language
) -> RecordLine:
    """The climb of the record of `series`, which holds every edition, over the editions compared."""
    about = select_editions(series, [edition.number for edition in editions_in_scope(archive, view, language)])
    standing = record_before(about, compared[0].number)
    if standing is None:
        return RecordLine(record_figures(about))
    label = language.text(
        "Record to beat: {edition}, {value}",
        edition=editions_by_number(archive, language)[standing.holder].name,
        value=figure_text(standing.figure, language),
    )
    return RecordLine(record_figures(about), standing, label)
