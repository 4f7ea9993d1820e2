"""The figure that the dashboard draws: the same as in every picture, in the colours of a theme, by the same Plotly."""

from __future__ import annotations

import json
import re
from pathlib import Path

import plotly
import pytest

from lib.archive import Archive
from lib.charts import CHARTS, DARK_PALETTE, LIGHT_PALETTE, ChartContext, Palette, View, build_chart
from lib.charts.kinds.palette import recolour_spec
from lib.export.pictures.sizes import ColourTheme
from lib.export.plotly_figure import plotly_figure_json
from lib.language import Language
from tests.support.plotly_bundle import FOLDER, MEMBERS, RELEASE


@pytest.mark.parametrize(("theme", "palette"), [("light", LIGHT_PALETTE), ("dark", DARK_PALETTE)])
@pytest.mark.parametrize("name", CHARTS)
def test_it_is_the_plot_in_the_colours_of_the_theme(
    archive: Archive, name: str, theme: ColourTheme, palette: Palette
) -> None:
    context = ChartContext(archive, View(4, later=True), Language("ar"))
    chart = build_chart(name, context)
    figure = json.loads(plotly_figure_json(chart, context, theme, "/figures/{}?lang=ar".format))
    assert {"data": figure["data"], "layout": figure["layout"]} == json.loads(recolour_spec(chart.plot.spec, palette))
    assert ("narrow" in figure) == bool(chart.narrow)
    assert not re.search(r"#00000\d", json.dumps(figure))
    assert all(not point["href"] or point["href"].endswith("?lang=ar") for point in figure["points"])


def test_plotly_draws_every_kind_of_trace_with_the_small_script(archive: Archive) -> None:
    """Plotly's basic script has bars, points, lines and pies."""
    context = ChartContext(archive, View(4, later=True), Language("ar"))
    used = {trace["type"] for name in CHARTS for trace in build_chart(name, context).plot.parts()["data"]}
    assert used <= {"bar", "scatter", "pie"}


def test_page_and_pictures_are_drawn_by_the_same_release_of_plotly() -> None:
    script, licence = ((FOLDER / name).read_text(encoding="utf-8") for name in MEMBERS)
    assert script.startswith(f"/**\n* plotly.js (basic - minified) v{RELEASE}\n")
    assert "MIT License" in licence
    drawing = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    assert drawing.read_text(encoding="utf-8").startswith(f"/**\n* plotly.js v{RELEASE}\n")
