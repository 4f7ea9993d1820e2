"""Plotly's SVG of a chart, prepared for a page or a picture. Pure functions on text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lib.charts import Palette
from lib.charts.kinds.palette import COLOUR_ROLES
from lib.framework import SVG_LINE, SVG_MARK, SVG_PLOT_AREA, SVG_ROOT, SVG_TEXT, SVG_TEXT_PLACE

# The placeholder colours of lib.charts.kinds.palette as serialised by the browser: #000001 is rgb(0, 0, 1).
PLACEHOLDER_COLOUR = re.compile(rf"rgb\(0, 0, ([1-{len(COLOUR_ROLES)}])\)")


@dataclass(frozen=True, slots=True)
class Drawing:
    """The content of a chart's SVG element in placeholder colours, `width` by `height` CSS pixels.

    The plot area begins at `left` and `top` and is `wide` by `tall` pixels large. The axis is below it.
    """

    inside: str
    width: int
    height: int
    left: float
    top: float
    wide: float
    tall: float


def parse_drawing(svg: str, name: str) -> Drawing:
    """Parse and clean the SVG rendered by the browser. Identifiers end in `name`, which makes them unique in a page and
    reproducible. Raises ValueError if `svg` is not a Plotly chart.
    """
    size, plot = SVG_ROOT.match(svg), SVG_PLOT_AREA.search(svg)
    mark = SVG_MARK.search(svg)
    if not size or not plot or not mark or not svg.endswith("</svg>"):
        raise ValueError("this is no chart as Plotly draws it")
    inside = svg[size.end() : -len("</svg>")]
    # Plotly gives each chart a random identifier: clipd56480xy -> clip-visitors_total-xy
    inside = re.sub(rf"(?<=[a-z-]){mark[1]}(?=[a-z\"_)-])", f"-{name}", inside)
    # Remove what is invisible: transparent backgrounds and, below, empty layers.
    inside = re.sub(r'<rect [^>]*style="fill: rgb\(0, 0, 0\); fill-opacity: 0;[^>]*/>', "", inside)
    inside = re.sub(r' (?:class|data-[a-z]+)="[^"]*"', "", inside)
    inside = re.sub(r"(?<![\w-])(?:vector-effect: none|(?:fill-|stroke-)?opacity: 1); ?", "", inside)
    inside = SVG_TEXT.sub(_split_lines, inside)
    before = ""
    while before != inside:
        before, inside = inside, re.sub(r"<g(?: [^>]*)?/>|<g(?: [^>]*)?></g>|<path/>", "", inside)
    return Drawing(inside, int(size[1]), int(size[2]), *(float(part) for part in plot.groups()))


def _split_lines(text: re.Match[str]) -> str:
    """Split a multi-line text into one text element per line.

    In right-to-left scripts WebKit lays out all lines of one element as a single line and breaks it wrongly: the last
    digit of 1,150,000 appeared on the other line (WebKitGTK 2.50.6). LibreOffice draws such lines on top of each other.
    """
    start, size = text[1], float(text[2])
    before, *lines = SVG_LINE.split(text[3])
    if not lines:
        return text[0]
    texts = [before]
    for down, x, y, inside in zip(*(lines[part::4] for part in range(4)), strict=True):
        place = rf' x="{x}"\1 y="{float(y) + float(down) * size:g}"'
        texts += [SVG_TEXT_PLACE.sub(place, start, count=1), inside.removesuffix("</tspan>"), "</text>"]
    return "".join(texts)


def recolour_drawing(inside: str, palette: Palette) -> str:
    """The drawing in the colours of a theme."""
    return PLACEHOLDER_COLOUR.sub(lambda found: str(getattr(palette, COLOUR_ROLES[int(found[1]) - 1])), inside)


def apply_page_style(inside: str) -> str:
    """The drawing with the page's colours, as var(--chart-focus) and so on, and the page's typeface."""
    colored = PLACEHOLDER_COLOUR.sub(lambda found: f"var(--chart-{COLOUR_ROLES[int(found[1]) - 1]})", inside)
    return re.sub(r"font-family: [^;\"]*; ?", "", colored)
