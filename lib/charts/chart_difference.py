"""What a reader notices of a chart that differs between two record books."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from lib.charts.chart import Cell, Chart, ChartTable
from lib.language import Language

CellKey = tuple[str, str, int]  # name of the row, title of the column, and which of several such cells


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
    notes        (those that are gone, those that are new), without those about later or earlier releases
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
    notes = [[note for note in chart.notes if note not in chart.changes] for chart in (before, after)]
    return ChartDifference(
        before,
        after,
        tuple(compare_tables(before.table, after.table, language).values()),
        (
            tuple(note for note in notes[0] if note not in notes[1]),
            tuple(note for note in notes[1] if note not in notes[0]),
        ),
        before.alternative != after.alternative,
        before.plot.drawing != after.plot.drawing,
    )


def compare_tables(before: ChartTable, after: ChartTable | None, language: Language) -> dict[CellKey, FigureChange]:
    """The figures that differ between two tables, in the order of the later one; all if there is no later one."""
    old, new = table_figures(before), table_figures(after) if after else {}
    return {
        key: FigureChange(_figure_title(key, after or before, language), old.get(key), new.get(key))
        for key in dict.fromkeys([*new, *old])
        if key not in old or key not in new or old[key].text != new[key].text
    }


def table_figures(table: ChartTable) -> dict[CellKey, Cell]:
    """The figures of a table, "not published" included, by where they stand."""
    figures: dict[CellKey, Cell] = {}
    seen: Counter[tuple[str, str]] = Counter()
    for row in table.rows:
        for place, (title, cell) in enumerate(zip(table.columns, row, strict=True)):
            if place not in table.words:
                name = (row[0].text, title)
                figures[*name, seen[name]] = cell
                seen[name] += 1
    return figures


def _figure_title(key: CellKey, table: ChartTable, language: Language) -> str:
    """The row of a figure, with its column if there are several columns of figures: Visitors, Fes 2023."""
    row, column, _ = key
    if len(table.columns) - len(table.words) <= 1:
        return row
    return language.text("{name}, {description}", name=row, description=column)
