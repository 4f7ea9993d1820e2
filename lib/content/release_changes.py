"""What readers notice of a release: the charts that differ from the release before it, and how many stayed."""

from __future__ import annotations

from dataclasses import dataclass

from lib.archive import Archive, cached_on_archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.chart_difference import ChartDifference, FigureChange, compare_charts
from lib.language import Language


@dataclass(frozen=True, slots=True)
class ChartChange:
    """A chart of an edition that differs. `figures` are the changes that no chart before it in the list has."""

    name: str
    edition: int
    difference: ChartDifference
    figures: tuple[FigureChange, ...]


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """What differs in all charts of all editions that both releases have.

    charts     those with a new headline or with figures that no other has; in the order of the dashboard
    also       how many others differ, in the same figures or in words
    unchanged  how many are the same
    """

    charts: tuple[ChartChange, ...]
    also: int
    unchanged: int


@cached_on_archive(maxsize=16)
def release_changes(archive: Archive, before: Archive, language: Language) -> ReleaseChanges:
    """What differs between a release and the one before it, for readers of one language."""
    charts: list[ChartChange] = []
    told: set[tuple[str, FigureChange]] = set()
    also = unchanged = 0
    for edition in sorted(set(archive.numbers) & set(before.numbers), key=lambda number: number != archive.focus):
        for name in CHARTS:
            old, new = (build_chart(name, ChartContext(book, View(edition), language)) for book in (before, archive))
            difference = compare_charts(old, new, language)
            figures = tuple(change for change in difference.figures if (name, change) not in told)
            told |= {(name, change) for change in figures}
            if figures or difference.headline:
                charts.append(ChartChange(name, edition, difference, figures))
            elif difference.noticed:
                also += 1
            else:
                unchanged += 1
    return ReleaseChanges(tuple(charts), also, unchanged)
