"""Charts of a workbook that Excel draws from its cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname, xl_range_abs, xl_rowcol_to_cell

from lib.charts import LIGHT_PALETTE
from lib.export.native_chart import OFFICE_FONT, NativeForm

SHEET_CHART_TYPES = {"columns": "column", "bars": "bar", "lines": "line"}
# A chart in pixels, and the rows of the sheet that it takes with the gap below it.
CHART_PIXELS, CHART_ROWS = (760, 380), 21
CHART_TEXT = {"name": OFFICE_FONT, "size": 10, "color": LIGHT_PALETTE.ink}


@dataclass(frozen=True, slots=True)
class SheetSeries:
    """A series by references to cells: its name, categories, values, and a label for each point, "" for none.

    `focus_points` are the places of the points of the focus.
    """

    name: str
    categories: str
    values: str
    labels: tuple[str, ...]
    focus_points: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class SheetChart:
    """A chart of cells in other sheets. `note` stands below its axis: what was not published."""

    form: NativeForm
    title: str
    alternative: str
    note: str
    series: tuple[SheetSeries, ...]


def cell_range(sheet: str, cells: Sequence[tuple[int, int]]) -> str:
    """The formula of cells (row, column), from zero: of a block, else a list of cells."""
    name, (first, *_), last = quote_sheetname(sheet), cells, cells[-1]
    if len(cells) == 1:
        return f"{name}!{xl_rowcol_to_cell(*first, row_abs=True, col_abs=True)}"
    if (last[0] - first[0] + 1) * (last[1] - first[1] + 1) == len(cells):
        return f"{name}!{xl_range_abs(*first, *last)}"
    return f"({','.join(cell_range(sheet, [cell]) for cell in cells)})"


def write_charts(file: xlsxwriter.Workbook, name: str, charts: Sequence[SheetChart], rtl: bool) -> None:
    """Add a sheet with the charts one below the other. They run in reading direction, with wordings on their labels."""
    page = file.add_worksheet(name)
    for place, shown in enumerate(charts):
        chart = file.add_chart({"type": SHEET_CHART_TYPES[shown.form]})
        for series in shown.series:
            chart.add_series(_series_options(series, shown.form))
        bars = shown.form == "bars"
        names = {
            "name": shown.note,
            "name_font": CHART_TEXT | {"bold": False},
            "num_font": CHART_TEXT,
            "major_tick_mark": "none",
            "major_gridlines": {"visible": False},
            "label_position": "low",
            "reverse": rtl or bars,
        }
        values = {"visible": False, "major_gridlines": {"visible": False}, "min": 0, "reverse": rtl and bars}
        # To XlsxWriter the horizontal axis is always x.
        chart.set_x_axis(values if bars else names)
        chart.set_y_axis(names if bars else values)
        chart.set_title({"name": shown.title, "name_font": CHART_TEXT | {"size": 12, "bold": True}})
        chart.set_legend({"position": "bottom", "font": CHART_TEXT} if len(shown.series) > 1 else {"none": True})
        chart.show_blanks_as("span")
        chart.set_size({"width": CHART_PIXELS[0], "height": CHART_PIXELS[1]})
        page.insert_chart(place * CHART_ROWS, 0, chart, {"description": shown.alternative})
    page.hide_gridlines(2)
    page.set_paper(9)  # A4
    page.set_landscape()
    page.set_h_pagebreaks([place * CHART_ROWS for place in range(1, len(charts))])
    if rtl:
        page.right_to_left()


def _series_options(series: SheetSeries, form: NativeForm) -> dict[str, Any]:
    """A series as XlsxWriter takes it."""
    labels = [{"value": f"={cell}"} if cell else {"delete": True} for cell in series.labels]
    options: dict[str, Any] = {
        "name": f"={series.name}",
        "categories": f"={series.categories}",
        "values": f"={series.values}",
        "data_labels": {"value": True, "custom": labels, "font": CHART_TEXT},
    }
    if form == "lines":
        colour = LIGHT_PALETTE.focus if series.focus_points else LIGHT_PALETTE.other
        marker = {"type": "circle", "size": 7, "fill": {"color": colour}, "border": {"color": colour}}
        labels_above = options["data_labels"] | {"position": "above"}
        line = {"color": colour, "width": 3 if series.focus_points else 1.75}
        return options | {"line": line, "marker": marker, "data_labels": labels_above}
    fills = [
        {"fill": {"color": LIGHT_PALETTE.focus if place in series.focus_points else LIGHT_PALETTE.other}}
        for place in range(len(series.labels))
    ]
    return options | {"points": fills, "fill": {"color": LIGHT_PALETTE.other}, "gap": 55}
