"""A chart as a Plotly figure in JSON, which the dashboard's script draws and any program with Plotly can open."""

from __future__ import annotations

import json
from typing import Any

from lib.charts import DARK_PALETTE, LIGHT_PALETTE, Chart, Plot
from lib.charts.kinds.palette import recolour_spec
from lib.export.pictures.sizes import ColourTheme


def plotly_figure_json(chart: Chart, theme: ColourTheme) -> bytes:
    """{"data": […], "layout": {…}} in the colours of a theme; "narrow" is what a narrow screen shows, if it differs."""
    figure = _parts(chart.plot, theme)
    if chart.narrow:
        figure["narrow"] = _parts(chart.narrow.plot, theme)
    return json.dumps(figure, ensure_ascii=False, separators=(",", ":")).encode()


def _parts(plot: Plot, theme: ColourTheme) -> dict[str, Any]:
    parts: dict[str, Any] = json.loads(recolour_spec(plot.spec, DARK_PALETTE if theme == "dark" else LIGHT_PALETTE))
    return parts
