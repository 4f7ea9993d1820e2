"""What readers notice of a release: the charts that differ from the release before it, and how many stayed."""

from __future__ import annotations

from dataclasses import dataclass

from lib.archive import Archive, cached_on_archive
from lib.charts import CHARTS, Chart, ChartContext, View, build_chart
from lib.charts.chart_difference import ChartDifference, FigureChange, compare_charts
from lib.language import Language

# The charts of more editions take longer than a reader waits.
MAX_EDITIONS_COMPARED = 12


@dataclass(frozen=True, slots=True)
class ChartChange:
    """A chart of an edition that differs. `figures` are the changes that no chart before it in the list has."""

    name: str
    edition: int
    difference: ChartDifference
    figures: tuple[FigureChange, ...]

    @property
    def weight(self) -> tuple[int, int]:
        """How much of it a reader notices: a higher one comes first in a list that is ordered by it."""
        difference = self.difference
        seen = (difference.headline, bool(self.figures), any(difference.notes), difference.alternative)
        published = [change for change in self.figures if _is_published(change)]
        return next((4 - place for place, differs in enumerate(seen) if differs), 0), len(published)


@dataclass(frozen=True, slots=True)
class ReleaseChanges:
    """What differs in all charts.

    charts     those with a new headline or with figures that no other has; in the order of the dashboard
    others     the others that differ, in the same figures or in words
    new        (edition, name, chart) of the editions that the release before did not have
    unchanged  how many are the same
    passed_over  of how many editions the charts were not compared, because there are very many
    """

    charts: tuple[ChartChange, ...]
    others: tuple[ChartChange, ...]
    new: tuple[tuple[int, str, Chart], ...]
    unchanged: int
    passed_over: int


@cached_on_archive(maxsize=16)
def release_changes(archive: Archive, before: Archive, language: Language) -> ReleaseChanges:
    """What differs between a release and the one before it, for readers of one language."""
    charts: list[ChartChange] = []
    others: list[ChartChange] = []
    new: list[tuple[int, str, Chart]] = []
    told: set[tuple[str, FigureChange]] = set()
    unchanged = 0
    numbers = editions_to_compare(archive, before)
    for edition in numbers:
        for name in CHARTS:
            chart = build_chart(name, ChartContext(archive, View(edition), language))
            if edition not in before.numbers:
                new.append((edition, name, chart))
                continue
            old = build_chart(name, ChartContext(before, View(edition), language))
            difference = compare_charts(old, chart, language)
            figures = tuple(change for change in difference.figures if (name, change) not in told)
            told |= {(name, change) for change in figures}
            if figures or difference.headline:
                charts.append(ChartChange(name, edition, difference, figures))
            elif difference.noticed:
                others.append(ChartChange(name, edition, difference, ()))
            else:
                unchanged += 1
    return ReleaseChanges(tuple(charts), tuple(others), tuple(new), unchanged, len(archive.numbers) - len(numbers))


def _is_published(change: FigureChange) -> bool:
    return any(cell is not None and cell.value is not None for cell in (change.before, change.after))


def editions_to_compare(archive: Archive, before: Archive) -> list[int]:
    """The editions of which charts are compared: the one that readers see first, those with files that differ, the
    newest ones.
    """
    folders = {edition.folder: edition.number for edition in archive.editions}
    differing = {
        folders.get(file.partition("/")[0])
        for file in archive.files.keys() | before.files.keys()
        if archive.files.get(file) != before.files.get(file)
    }
    ordered = sorted(archive.numbers, key=lambda number: (number != archive.focus, number not in differing, -number))
    return sorted(ordered[:MAX_EDITIONS_COMPARED], key=lambda number: (number != archive.focus, number))
