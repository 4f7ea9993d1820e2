"""The embed of a chart: the document that other sites show in a frame. Only its points need JavaScript."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from lib.archive import Archive
from lib.charts import Chart, ChartContext
from lib.charts.points import chart_points
from lib.export.pictures.plotly_svg import Drawing, apply_page_style
from lib.export.plotly_figure import points_for_script
from lib.export.stylesheet import document_css
from lib.export.texts.credit import sources_line
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.templates import render_template
from lib.web.address import ChartAddress
from lib.web.links import Links
from lib.web.release_mark import chart_release_mark


def render_embed(
    address: ChartAddress,
    chart: Chart,
    drawings: Sequence[Drawing],
    provenance: Provenance,
    links: Links,
    archive: Archive,
) -> str:
    """Render a chart for a frame on another site, in the requested theme, with its points if they are requested."""
    context = ChartContext(archive, address.view, Language(address.lang))
    return render_template(
        "chart_embed.html",
        context.language,
        style=document_css(links.static()).replace("color-scheme:light dark", f"color-scheme:{address.theme}", 1),
        static=links.static(),
        theme=address.theme,
        title=chart.headline,
        chart=chart,
        drawings=[replace(drawing, inside=apply_page_style(drawing.inside)) for drawing in drawings],
        points=[_drawing_points(chart, drawing, context, links) for drawing in drawings if address.interactive],
        page=provenance.address,
        sources=sources_line(chart, context.language, provenance) if chart.sources else "",
        figure_link=no_figure_link,  # a frame shows no page that other sites may not show
        release=chart_release_mark(address, archive, links),
    )


def no_figure_link(claim: str) -> str:
    """Say "" of every figure: none has a link."""
    return ""


def _drawing_points(chart: Chart, drawing: Drawing, context: ChartContext, links: Links) -> dict[str, Any]:
    """The points of a drawing for static/embed_points.js, and the box of its plot area in percent of the drawing.

    Labels of editions are left out, since they lead to another view, which a frame does not show.
    """
    plot = chart.for_width(drawing.width).plot
    marks = [point for point in chart_points(chart, plot, context) if not point.is_label]
    across, down = 100 / drawing.width, 100 / drawing.height
    box = {
        "left": drawing.left * across,
        "top": drawing.top * down,
        "width": drawing.wide * across,
        "height": drawing.tall * down,
    }
    return {
        "box": {side: f"{percent:.2f}%" for side, percent in box.items()},
        "points": points_for_script(marks, lambda claim: links.figure(claim, context.language.code)),
    }
