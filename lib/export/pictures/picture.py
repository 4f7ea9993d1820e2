"""Pictures: a chart with its text in one self-contained SVG."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape
from itertools import accumulate

from lib.charts import DARK_PALETTE, LIGHT_PALETTE, Chart, Palette
from lib.charts.kinds.style import CHART_FONT
from lib.export.pictures import typeface
from lib.export.pictures.layout import (
    COLUMN_GUTTER,
    PICTURE_SHAPES,
    PIXELS_PER_UNIT,
    PictureLayout,
    PictureLine,
)
from lib.export.pictures.plotly_svg import Drawing, recolour_drawing
from lib.export.pictures.sizes import ColourTheme, PictureSize
from lib.export.pictures.typeface import FontWeight
from lib.language import Language
from lib.language.language import POP_EMBEDDING, RIGHT_TO_LEFT_EMBEDDING

DEFS_ELEMENT = re.compile(r"<defs[^>]*>.*?</defs>", re.DOTALL)

# Definitions of identifiers and references to them.
IDENTIFIER = re.compile(r"""((?<![\w-])(?:id="|href="#|url\((?:&quot;|["'])?#)[\w.:-]+)""")

# A right-to-left line: the anchor of its element, and its content.
RIGHT_TO_LEFT_TEXT = re.compile(
    rf'<text (?=[^>]*?text-anchor="(\w+)")([^>]*)>{RIGHT_TO_LEFT_EMBEDDING}(.*?){POP_EMBEDDING}</text>', re.DOTALL
)
FONT_SIZE, TEXT_START = re.compile(r"font-size: ([\d.]+)px"), re.compile(r'((?<![\w-])x=")([\d.-]+)')
# Words of one weight: the tags before them, the words, the tags after them.
TEXT_RUN = re.compile(r"((?:<tspan[^>]*>)*)([^<]+)((?:</tspan>)*)")
# The direction of these lines, for Inkscape, which ignores the marks. LibreOffice and resvg obey the marks and know no
# direction; they do not know :lang() either, so that for them the anchor is that of the element.
DIRECTION_STYLE = "".join(
    f".abwab-{marked}:lang(ar){{direction:rtl;text-anchor:{anchor}}}"
    for marked, anchor in (("start", "end"), ("middle", "middle"), ("end", "start"))
)

THEME_PALETTES: Mapping[ColourTheme, Palette] = {"light": LIGHT_PALETTE, "dark": DARK_PALETTE}


def picture_svg(
    graphic: Chart, plan: PictureLayout, drawing: Drawing, size: PictureSize, theme: ColourTheme, language: Language
) -> str:
    """Compose the SVG from the layout `plan` for that size and the `drawing` made for it."""
    shape, palette = PICTURE_SHAPES[size], THEME_PALETTES[theme]
    width, height = shape.width / PIXELS_PER_UNIT, shape.height / PIXELS_PER_UNIT
    weights: list[tuple[str, FontWeight]] = [(line.text, line.weight) for line in plan.lines]
    written = re.sub(r"<[^>]*>", " ", drawing.inside)
    weights += [(written, 400), (written, 600)]
    left, right = plan.words
    bar = right - 56 if language.rtl else left
    parts = [
        f'<rect width="{width:g}" height="{height:g}" fill="{palette.paper}"/>',
        f'<rect x="{bar:g}" y="{shape.margin - 8:g}" width="56" height="5" fill="{palette.focus}"/>',
        *(_text(line, plan.words, palette, language) for line in plan.lines),
        f'<path d="M{left:g} {plan.foot:g}H{right:g}" stroke="{palette.rule}"/>',
        _chart(plan, drawing, palette, graphic, language),
    ]
    body = RIGHT_TO_LEFT_TEXT.sub(_direct, "".join(parts))
    style = typeface.embedded_font_css(weights) + (DIRECTION_STYLE if language.rtl else "")
    faces = f"'{CHART_FONT}', 'Noto Sans Arabic', sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{shape.width}" '
        f'height="{shape.height}" viewBox="0 0 {width:g} {height:g}" xml:space="preserve" role="img" '
        f'lang="{language.code}" xml:lang="{language.code}" aria-labelledby="title desc" font-family="{faces}">'
        f'<title id="title">{escape(graphic.headline)}</title><desc id="desc">{escape(graphic.alternative)}</desc>'
        f"<style>{style}</style>{body}</svg>"
    )


def unique_identifiers(svg: str, name: str) -> str:
    """Append `name` to every identifier of the SVG, so that several can be inlined in one page."""
    svg = svg.replace('aria-labelledby="title desc"', f'aria-labelledby="title-{name} desc-{name}"', 1)
    return IDENTIFIER.sub(rf"\1-{name}", svg)


def printable_document(svg: str, graphic: Chart, language: Language) -> str:
    """Wrap the SVG in HTML for printing. Printed alone, it becomes a PDF without a title, in the browser's language."""
    return (
        f'<!DOCTYPE html><html lang="{language.tag}"><head><meta charset="utf-8">'
        f"<title>{escape(graphic.headline)}</title>"
        f"<style>@page{{margin:0}}body{{margin:0}}svg{{display:block}}</style></head><body>{svg}</body></html>"
    )


def _text(line: PictureLine, words: tuple[float, float], palette: Palette, language: Language) -> str:
    color = palette.quiet if line.quiet else palette.ink
    weight = f' font-weight="{line.weight}"' if line.weight != 400 else ""
    right = language.rtl != line.far
    anchor = "end" if right else "start"
    text = escape(line.text)
    if language.rtl and not line.code:
        # Embedding marks give a line the same order even in programs that ignore text direction.
        text = f"{RIGHT_TO_LEFT_EMBEDDING}{text}{POP_EMBEDDING}"
    return (
        f'<text x="{words[right]:g}" y="{line.y:g}" font-size="{line.size}" fill="{color}" '
        f'text-anchor="{anchor}"{weight}>{text}</text>'
    )


def _direct(line: re.Match[str]) -> str:
    """A right-to-left line with its direction. LibreOffice draws words of several weights on top of each other, so each
    weight gets a text element of its own, placed by the widths of the words.
    """
    anchor, attributes, inside = line.groups()
    size, start = FONT_SIZE.search(attributes), TEXT_START.search(attributes)
    runs = TEXT_RUN.findall(inside)
    if len(runs) < 2 or not size or not start:
        return _directed(anchor, attributes, inside)
    advances = [_run_width(run, float(size[1])) for run in runs]
    total = sum(advances)
    right = float(start[2]) + {"start": total, "middle": total / 2, "end": 0}[anchor]
    parts = []
    for (opened, words, closed), advance in zip(runs, advances, strict=True):
        space = _run_width((opened, words[: len(words) - len(words.lstrip())], closed), float(size[1]))
        placed = TEXT_START.sub(rf"\g<1>{right - space:g}", attributes).replace(f'"{anchor}"', '"end"', 1)
        parts.append(_directed("end", placed, f"{opened}{words.strip()}{closed}"))
        right -= advance
    return "".join(parts)


def _directed(anchor: str, attributes: str, inside: str) -> str:
    return f'<text class="abwab-{anchor}" {attributes}>{RIGHT_TO_LEFT_EMBEDDING}{inside}{POP_EMBEDDING}</text>'


def _run_width(run: tuple[str, str, str], size: float) -> float:
    opened, words, _ = run
    return typeface.text_width(unescape(words), size, 600 if "bold" in opened else 400)


def _chart(plan: PictureLayout, drawing: Drawing, palette: Palette, graphic: Chart, language: Language) -> str:
    """The chart in its place: as one drawing, or as columns of rows side by side with an axis under each."""
    x, y, room = plan.place
    fit = plan.fit
    inside = recolour_drawing(drawing.inside, palette)
    if len(fit.columns) == 1:
        left = x + (room - drawing.width * fit.scale) / 2
        return f'<g transform="translate({left:g} {y:g}) scale({fit.scale:g})">{inside}</g>'
    edges = [drawing.top, *(drawing.top + share * drawing.tall for share in accumulate(graphic.plot.row_shares))]
    under = drawing.top + drawing.tall
    axis = drawing.height - under
    # Neither Inkscape nor LibreOffice clips a nested svg correctly, and LibreOffice renders definitions inside a <use>.
    # So definitions are moved out, and columns are clipped at their upper and lower ends only.
    defined, shown = "".join(DEFS_ELEMENT.findall(inside)), DEFS_ELEMENT.sub("", inside)
    parts = []
    for place, (first, last) in enumerate(fit.columns):
        slot = len(fit.columns) - 1 - place if language.rtl else place
        left = x + slot * (drawing.width * fit.scale + COLUMN_GUTTER)
        upper, lower = edges[first], edges[last]
        for part, origin, tall, at in (("rows", upper, lower - upper, 0.0), ("axis", under, axis, lower - upper)):
            name = f"{part}-{place}"
            defined += (
                f'<clipPath id="{name}"><rect x="{-drawing.width}" y="{origin:g}" width="{3 * drawing.width}" '
                f'height="{tall:g}"/></clipPath>'
            )
            parts.append(
                f'<g transform="translate({left:g} {y + (at - origin) * fit.scale:g}) scale({fit.scale:g})" '
                f'clip-path="url(#{name})"><use href="#chart" xlink:href="#chart"/></g>'
            )
    return f'<defs>{defined}<g id="chart">{shown}</g></defs>{"".join(parts)}'
