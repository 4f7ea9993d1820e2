"""A chart as a Plotly figure in JSON, which the dashboard's script draws and any program with Plotly can open."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

from lib.charts import DARK_PALETTE, LIGHT_PALETTE, Chart, ChartContext, Plot
from lib.charts.chart_series import chart_series, row_series
from lib.charts.kinds.palette import recolour_spec
from lib.charts.points import ChartPoint, chart_points
from lib.export.pictures.sizes import ColourTheme


def plotly_figure_json(
    chart: Chart, context: ChartContext, theme: ColourTheme, figure_link: Callable[[str], str]
) -> bytes:
    """{"data": […], "layout": {…}, "points": […], "notes": […]} in the colours of a theme.

    "points" are the chart's points in reading order: their lines of text, edition, place, and the link to their figure
    that `figure_link` makes of the id of its claim. "series" says to which edition each mark and each annotation
    belongs, where an edition has several, and "rows" in which titled row they stand. "grows" says whether it may be
    drawn higher than its layout says. "narrow" is what a narrow screen shows, if it differs. "notes" are the chart's: a
    draft's say that it is one.
    """
    found = _parts(chart, chart.plot, context, theme, figure_link) | {"notes": chart.notes}
    if chart.narrow:
        found["narrow"] = _parts(chart, chart.narrow.plot, context, theme, figure_link)
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def _parts(
    chart: Chart, plot: Plot, context: ChartContext, theme: ColourTheme, figure_link: Callable[[str], str]
) -> dict[str, Any]:
    parts: dict[str, Any] = json.loads(recolour_spec(plot.spec, DARK_PALETTE if theme == "dark" else LIGHT_PALETTE))
    parts["grows"] = not plot.fixed_height
    for name, series in (("series", chart_series(plot, context)), ("rows", row_series(plot))):
        if series:
            parts[name] = {"traces": series.traces, "names": series.names}
    parts["points"] = points_for_script(chart_points(chart, plot, context), figure_link)
    return parts


def points_for_script(points: Iterable[ChartPoint], figure_link: Callable[[str], str]) -> list[dict[str, Any]]:
    """The points as static/chart_points.js takes them."""
    return [
        {
            "lines": point.lines,
            "edition": point.edition,
            **({"row": point.row} if point.row else {}),
            "href": figure_link(point.claim) if point.claim else "",
            "place": [round(part, 4) for part in point.place],
            "margin": [round(part) for part in point.margin],
        }
        for point in points
    ]
