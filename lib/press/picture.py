"""Pictures: a graphic with all that belongs to it in one SVG that stands alone, laid out for the shape it has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape
from itertools import accumulate

from lib.graphics import DARK, LIGHT, Graphic, Palette
from lib.graphics.style import FONT
from lib.language import Language
from lib.press import typeface
from lib.press.address import Size, Theme
from lib.press.drawing import Drawing, painted
from lib.press.layout import GUTTER, SHAPES, UNIT, Layout, Line, row_spans
from lib.press.typeface import Weight

PALETTES: Mapping[Theme, Palette] = {"light": LIGHT, "dark": DARK}


def picture(graphic: Graphic, plan: Layout, drawing: Drawing, size: Size, theme: Theme, language: Language) -> str:
    """The SVG: `drawing` is the chart, drawn as `plan`, its layout for that size, says."""
    shape, palette = SHAPES[size], PALETTES[theme]
    width, height = shape.width / UNIT, shape.height / UNIT
    weights: list[tuple[str, Weight]] = [(line.text, line.weight) for line in plan.lines]
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
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{shape.width}" '
        f'height="{shape.height}" viewBox="0 0 {width:g} {height:g}" role="img" lang="{language.tag}" '
        f"aria-labelledby=\"title desc\" font-family=\"'{FONT}', 'Noto Sans Arabic', sans-serif\">"
        f'<title id="title">{escape(graphic.headline)}</title><desc id="desc">{escape(graphic.alternative)}</desc>'
        f"<style>{typeface.carried(weights)}</style>{''.join(parts)}</svg>"
    )


def _text(line: Line, words: tuple[float, float], palette: Palette, language: Language) -> str:
    color = palette.quiet if line.quiet else palette.ink
    weight = f' font-weight="{line.weight}"' if line.weight != 400 else ""
    # The start of a text is its right end where it runs from the right.
    rtl = language.rtl and not line.code
    from_left = language.rtl == line.far
    anchor = "" if from_left != rtl else ' text-anchor="end"'
    side = ' direction="rtl"' if rtl else ""
    x = words[not from_left]
    return (
        f'<text x="{x:g}" y="{line.y:g}" font-size="{line.size}" fill="{color}"{weight}{side}{anchor}>'
        f"{escape(line.text)}</text>"
    )


def _chart(plan: Layout, drawing: Drawing, palette: Palette, graphic: Graphic, language: Language) -> str:
    """The drawing in its place, or its rows in columns beside each other, each with the axis under it."""
    x, y, room = plan.place
    fit = plan.fit
    inside = painted(drawing.inside, palette)
    if len(fit.columns) == 1:
        left = x + (room - drawing.width * fit.scale) / 2
        return f'<g transform="translate({left:g} {y:g}) scale({fit.scale:g})">{inside}</g>'
    edges = [drawing.top, *(drawing.top + share * drawing.tall for share in accumulate(row_spans(graphic.chart)))]
    under = drawing.top + drawing.tall
    axis = drawing.height - under
    parts = [f'<defs><g id="chart">{inside}</g></defs>']
    column = drawing.width * fit.scale
    for place, (first, last) in enumerate(fit.columns):
        slot = len(fit.columns) - 1 - place if language.rtl else place
        left = x + slot * (column + GUTTER)
        upper, lower = edges[first], edges[last]
        for origin, tall, at in ((upper, lower - upper, 0.0), (under, axis, lower - upper)):
            parts.append(
                f'<svg x="{left:g}" y="{y + at * fit.scale:g}" width="{column:g}" height="{tall * fit.scale:g}" '
                f'viewBox="0 {origin:g} {drawing.width} {tall:g}"><use href="#chart" xlink:href="#chart"/></svg>'
            )
    return "".join(parts)
