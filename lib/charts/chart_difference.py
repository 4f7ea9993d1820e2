"""What a reader notices of a chart that differs between two record books."""

from __future__ import annotations

from dataclasses import dataclass

from lib.charts.chart import Cell, Chart, ChartTable
from lib.charts.release_notes import figure_title, table_figures
from lib.language import Language


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure of a table before and after; None where the table does not have it."""

    figure: str
    before: Cell | None
    after: Cell | None


@dataclass(frozen=True, slots=True)
class ChartDifference:
    """A chart before and after.

    figures      the figures that differ, in the order of the table
    notes        (those that are gone, those that are new)
    alternative  whether the alternative text differs
    drawing      whether the picture differs
    """

    before: Chart
    after: Chart
    figures: tuple[FigureChange, ...]
    notes: tuple[tuple[str, ...], tuple[str, ...]]
    alternative: bool
    drawing: bool

    @property
    def headline(self) -> bool:
        """Whether the headline differs."""
        return self.before.headline != self.after.headline

    @property
    def noticed(self) -> bool:
        """Whether anything differs."""
        return bool(self.headline or self.figures or any(self.notes) or self.alternative or self.drawing)


def compare_charts(before: Chart, after: Chart, language: Language) -> ChartDifference:
    """What differs between the same chart of two record books, in one language."""
    return ChartDifference(
        before,
        after,
        tuple(_figure_changes(before.table, after.table, language)),
        (
            tuple(note for note in before.notes if note not in after.notes),
            tuple(note for note in after.notes if note not in before.notes),
        ),
        before.alternative != after.alternative,
        before.plot.spec != after.plot.spec,
    )


def _figure_changes(before: ChartTable, after: ChartTable, language: Language) -> list[FigureChange]:
    old, new = table_figures(before), table_figures(after)
    changes = []
    for key in dict.fromkeys([*new, *old]):
        held, found = old.get(key), new.get(key)
        if held is None or found is None or held.text != found.text:
            changes.append(FigureChange(figure_title(key, after, language), held, found))
    return changes
