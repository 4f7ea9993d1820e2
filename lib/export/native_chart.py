"""A chart as office programs draw it from their own table: columns, bars and lines, for slides and spreadsheets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, repeat
from typing import Literal

from lib.charts import Cell, Chart, Plot
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.phrases import join_edition_values, titled_values_text
from lib.language import Language
from lib.language.text_parts import mark_figure

# A typeface that Windows, macOS and LibreOffice (in the same widths) have, with Arabic letters.
OFFICE_FONT = "Arial"

NativeForm = Literal["columns", "bars", "lines"]


@dataclass(frozen=True, slots=True)
class NativePoint:
    """A figure with its wording. `value` is None for a missing one; `is_focus` if it belongs to the edition in focus;
    `hatched` if it is one count of several days; `place` are its row and column in the chart's table.
    """

    text: str
    value: float | None
    place: tuple[int, int] = (0, 0)
    is_focus: bool = False
    hatched: bool = False

    @property
    def lines(self) -> list[str]:
        """The wording and, on a line of its own, the number: ["nearly", "1,150,000"]."""
        parts = re.fullmatch(r"(\D+)\s(\d.*)", self.text)
        return list(parts.groups()) if parts else [self.text]


@dataclass(frozen=True, slots=True)
class NativeSeries:
    """One point for each category."""

    name: str
    points: tuple[NativePoint, ...]


@dataclass(frozen=True, slots=True)
class NativeChart:
    """`categories` are in reading order. A category without a figure says so on a line of its own: Tangier 2019 / not
    published.
    """

    form: NativeForm
    title: str
    categories: tuple[str, ...]
    series: tuple[NativeSeries, ...]

    @property
    def alternative(self) -> list[tuple[str, str]]:
        """(category, wording) of all points of the first series."""
        return [
            (category.split("\n")[0], point.text)
            for category, point in zip(self.categories, self.series[0].points, strict=True)
        ]


def native_charts(chart: Chart, language: Language, *, drawings: bool = False) -> tuple[NativeChart, ...]:
    """The charts that office programs can draw of a chart's table; () for a drawing of its own kind, or for a number.

    A measure without any figure has no chart of its own. With `drawings`, a table whose own chart is a drawing has
    charts as well: one for each of its rows over several editions, or one for its only column of figures.
    """
    form = chart.plot.form
    if form == "drawing" and drawings and not (chart.table.across and len(_figure_columns(chart)) == 1):
        form = "strips" if chart.table.across else "columns"
    if form == "strips":
        charts = _row_charts(chart)
    elif form == "lines":
        charts = iter([_line_chart(chart)])
    elif form == "columns" or form == "bars":
        charts = _column_charts(chart, form, language)
    else:
        charts = iter(())
    return tuple(native for native in charts if any(point.value is not None for point in _points(native)))


def chart_values_text(chart: NativeChart, language: Language) -> str:
    """The alternative text of one of several small charts: Stands: Tangier 2019 (16) and Fes 2023 (31)."""
    return titled_values_text([(chart.title, join_edition_values(chart.alternative, language))], language)


def _points(chart: NativeChart) -> Iterator[NativePoint]:
    return chain.from_iterable(series.points for series in chart.series)


def _figure_columns(chart: Chart) -> list[int]:
    return [place for place in range(len(chart.table.columns)) if place not in chart.table.words]


def _row_charts(chart: Chart) -> Iterator[NativeChart]:
    """One chart for each row of the table."""
    table, marks, columns = chart.table, _bar_marks(chart.plot), _figure_columns(chart)
    for line, row in enumerate(table.rows):
        points = tuple(_point(row[place], (line, place), marks) for place in columns)
        names = [table.columns[place] for place in columns]
        categories = tuple(_category(name, row[place]) for name, place in zip(names, columns, strict=True))
        yield NativeChart("columns", row[0].text, categories, (NativeSeries(row[0].text, points),))


def _column_charts(chart: Chart, form: Literal["columns", "bars"], language: Language) -> Iterator[NativeChart]:
    """One chart for each column of figures; numbers and percentages of one column are not drawn on one scale."""
    table, marks = chart.table, _bar_marks(chart.plot)
    rows = table.rows[:-1] if table.totalled else table.rows
    for place in _figure_columns(chart):
        drawn = [(row, _point(row[place], (line, place), marks)) for line, row in enumerate(rows)]
        for percent in (False, True):
            part = [(row, point) for row, point in drawn if ("%" in point.text) == percent]
            categories = tuple(
                _category(row[0].text, row[place])
                if form == "columns"
                # A line that begins with a number would lose its order where programs know no direction.
                else language.text("{title}: {value}", title=row[0].text, value=row[table.words[-1]].text)
                for row, _ in part
            )
            points = tuple(point for _, point in part)
            yield NativeChart(form, table.columns[place], categories, (NativeSeries(table.columns[place], points),))


def _line_chart(chart: Chart) -> NativeChart:
    """One line for each column of figures that has one."""
    table = chart.table
    is_focus = [
        [float(value) for _, value, _ in trace["customdata"]]
        for trace in chart.plot.parts()["data"]
        if "customdata" in trace and trace["marker"]["color"] == PLACEHOLDERS.focus
    ]
    series = []
    for place in _figure_columns(chart):
        cells = [row[place] for row in table.rows]
        values = [cell.value for cell in cells if cell.value is not None]
        if values:
            points = tuple(
                NativePoint(cell.text, cell.value, (line, place), values in is_focus) for line, cell in enumerate(cells)
            )
            series.append(NativeSeries(table.columns[place], points))
    return NativeChart("lines", table.caption, tuple(row[0].text for row in table.rows), tuple(series))


def _category(name: str, cell: Cell) -> str:
    return name if cell.value is not None else f"{name}\n{cell.text}"


def _point(cell: Cell, place: tuple[int, int], marks: Iterator[tuple[bool, bool]]) -> NativePoint:
    is_focus, hatched = next(marks) if cell.value is not None else (False, False)
    return NativePoint(mark_figure(cell.text, cell.claim), cell.value, place, is_focus, hatched)


def _bar_marks(plot: Plot) -> Iterator[tuple[bool, bool]]:
    """Of each bar with a value, in the order of the table's figures: whether it is the focus's, and whether hatched."""
    for trace in plot.parts()["data"]:
        if trace["type"] == "bar" and "customdata" in trace:
            marker, count = trace["marker"], len(trace["customdata"])
            colors = marker["color"] if isinstance(marker["color"], list) else [marker["color"]] * count
            shapes = marker.get("pattern", {}).get("shape", [""] * count)
            yield from ((color == PLACEHOLDERS.focus, bool(shape)) for color, shape in zip(colors, shapes, strict=True))
    yield from repeat((False, False))
