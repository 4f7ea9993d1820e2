"""The SVG of a chart as Plotly draws it, made fit for a page or a picture. Pure functions on text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lib.charts import Palette
from lib.charts.kinds.palette import COLOUR_ROLES

# Colours as the browser writes the placeholders of lib.charts.kinds.palette: #000001 is rgb(0, 0, 1).
PLACEHOLDER_COLOUR = re.compile(r"rgb\(0, 0, ([1-8])\)")
PLOT_AREA = re.compile(r'<rect class="bg" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)"')
SVG_ROOT = re.compile(r'<svg [^>]*? width="(\d+)" height="(\d+)"[^>]*>')


# A text of several lines: its start tag, its letter size, its lines; and a line of it as Plotly places it, against the
# first one, by the letter size.
TEXT_ELEMENT = re.compile(r"(<text [^>]*?font-size: ([\d.]+)px[^>]*>)(.*?)</text>", re.DOTALL)
TEXT_PLACE = re.compile(r' x="[^"]*"(.*?) y="[^"]*"')
LINE_ELEMENT = re.compile(r'<tspan dy="([\d.]+)em" x="([\d.-]+)" y="([\d.-]+)">')


@dataclass(frozen=True, slots=True)
class Drawing:
    """The inside of a chart's SVG, in placeholder colours, `width` by `height` CSS pixels.

    The plot is that part of it between the margins: from `top`, `tall` pixels high. Under it stands the axis.
    """

    inside: str
    width: int
    height: int
    top: float
    tall: float


def parse_drawing(svg: str, name: str) -> Drawing:
    """The drawing in the SVG of the browser. Identifiers inside it end in `name`, so that they are unique in a page and
    the same at every drawing. Raises ValueError for a text that is no chart.
    """
    size, plot = SVG_ROOT.match(svg), PLOT_AREA.search(svg)
    if not size or not plot or not svg.endswith("</svg>"):
        raise ValueError("this is no chart as Plotly draws it")
    inside = svg[size.end() : -len("</svg>")]
    # Plotly gives each chart a random identifier: clipd56480xy -> clip-visitors_total-xy
    if mark := re.search(r'id="defs-(\w{6})"', inside):
        inside = re.sub(rf"(?<=[a-z-]){mark[1]}(?=[a-z\"_)-])", f"-{name}", inside)
    # What is invisible: backgrounds without colour, layers with nothing in them.
    inside = re.sub(r'<rect [^>]*style="fill: rgb\(0, 0, 0\); fill-opacity: 0;[^>]*/>', "", inside)
    inside = re.sub(r' (?:class|data-[a-z]+)="[^"]*"', "", inside)
    inside = re.sub(r"(?<![\w-])(?:vector-effect: none|(?:fill-|stroke-)?opacity: 1); ?", "", inside)
    inside = TEXT_ELEMENT.sub(_split_lines, inside)
    before = ""
    while before != inside:
        before, inside = inside, re.sub(r"<g(?: [^>]*)?/>|<g(?: [^>]*)?></g>|<path/>", "", inside)
    return Drawing(inside, int(size[1]), int(size[2]), float(plot[2]), float(plot[4]))


def _split_lines(text: re.Match[str]) -> str:
    """A text of several lines as one text for each line.

    WebKit lays out the lines of one text as one line of words in a right-to-left script, and tears them: the last digit
    of 1,150,000 stood in the other line (WebKitGTK 2.50.6). LibreOffice puts such lines on top of each other.
    """
    start, size = text[1], float(text[2])
    before, *lines = LINE_ELEMENT.split(text[3])
    if not lines:
        return text[0]
    texts = [before]
    for down, x, y, inside in zip(*(lines[part::4] for part in range(4)), strict=True):
        place = rf' x="{x}"\1 y="{float(y) + float(down) * size:g}"'
        texts += [TEXT_PLACE.sub(place, start, count=1), inside.removesuffix("</tspan>"), "</text>"]
    return "".join(texts)


def recolour_drawing(inside: str, palette: Palette) -> str:
    """The drawing in the colours of a theme."""
    return PLACEHOLDER_COLOUR.sub(lambda found: str(getattr(palette, COLOUR_ROLES[int(found[1]) - 1])), inside)


def apply_page_style(inside: str) -> str:
    """The drawing in the colours and the typeface of the page around it: var(--chart-focus), …"""
    colored = PLACEHOLDER_COLOUR.sub(lambda found: f"var(--chart-{COLOUR_ROLES[int(found[1]) - 1]})", inside)
    return re.sub(r"font-family: [^;\"]*; ?", "", colored)
