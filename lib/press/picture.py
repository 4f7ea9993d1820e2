"""Pictures: a graphic with all that belongs to it in one SVG that stands alone, laid out for the shape it has."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from itertools import accumulate

import plotly.graph_objects as go

from lib.graphics import DARK, LIGHT, Graphic, Palette
from lib.graphics.style import FONT
from lib.language import Language
from lib.press import typeface
from lib.press.address import Size, Theme
from lib.press.drawing import Drawing, painted
from lib.press.provenance import Provenance
from lib.press.typeface import Weight

PALETTES: Mapping[Theme, Palette] = {"light": LIGHT, "dark": DARK}
# Pixels of the picture to one unit of its layout, which is set in the sizes of a page.
UNIT = 5 / 3
# The least width that every chart is made for: that of a small phone. Fewer editions side by side need less.
NARROW, PLACE = 358, 74
# A chart without rows may be drawn this much lower or higher than on a page; no chart is drawn larger than that.
LOW, HIGH, LARGE = 0.66, 1.45, 1.4
# Under a chart of rows: the names of the editions.
AXIS = 52
MOST_COLUMNS, GUTTER = 4, 28
# How much larger another column has to make them.
WORTH = 1.1
ABOVE_CHART, UNDER_CHART = 12, 10
LEADING = 1.42


@dataclass(frozen=True, slots=True)
class Shape:
    """A size of picture, in pixels, and its layout, in units: margin, letter sizes, and how many lines there are for
    the headline, what is counted, and the notes with the sources.
    """

    width: int
    height: int
    margin: int
    headline: int
    subtitle: int
    small: int
    headlines: int
    subtitles: int
    notes: int


SHAPES: Mapping[Size, Shape] = {
    "wide": Shape(1600, 900, 32, 25, 15, 11, 2, 2, 5),
    "square": Shape(1200, 1200, 32, 25, 15, 11, 3, 3, 7),
    "story": Shape(1080, 1920, 36, 32, 19, 14, 4, 4, 9),
    "card": Shape(1200, 630, 22, 20, 12, 9, 2, 1, 2),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text: its base line at `y`. `code` runs from left to right in any language; what is `far` stands at
    the other end of the line.
    """

    text: str
    y: float
    size: int
    weight: Weight = 400
    quiet: bool = False
    code: bool = False
    far: bool = False


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture before its chart is drawn: the lines, the place of the chart, and how the chart is to be drawn for it.

    The chart is drawn `wide` by `tall`, times `scale` in units, in columns of rows: [(0, 4), (4, 7)] are the first four
    rows and the next three. `foot` is where the rule above the small print stands.
    """

    lines: tuple[Line, ...]
    place: tuple[float, float, float, float]
    foot: float
    wide: int
    tall: int
    scale: float
    columns: tuple[tuple[int, int], ...]


def layout(graphic: Graphic, size: Size, language: Language, provenance: Provenance) -> Layout:
    """Where everything stands in a picture of that size."""
    shape = SHAPES[size]
    width, height = shape.width / UNIT, shape.height / UNIT
    room = width - 2 * shape.margin
    top = shape.margin + 10.0
    lines: list[Line] = []
    heads: tuple[tuple[str, int, Weight, int], ...] = (
        (graphic.headline, shape.headline, 600, shape.headlines),
        (graphic.subtitle, shape.subtitle, 400, shape.subtitles),
    )
    for text, letter, weight, most in heads:
        for part in typeface.cut(typeface.balanced(text, letter, room, weight), most, letter, room, weight):
            top += letter * LEADING
            lines.append(Line(part, top - letter * 0.32, letter, weight, quiet=weight == 400))
        top += 4
    small, bottom = small_print(graphic, shape, room, language, provenance), height - shape.margin * 0.75
    for line in reversed(small):
        lines.append(replace(line, y=bottom - shape.small * 0.3))
        bottom -= 0 if line.far else shape.small * LEADING
    foot = bottom - 7
    box = (shape.margin, top + ABOVE_CHART, room, foot - UNDER_CHART - top - ABOVE_CHART)
    wide, tall, scale, columns = fitted(graphic.chart, box[2], box[3])
    return Layout(tuple(lines), box, foot, wide, tall, scale, columns)


def small_print(graphic: Graphic, shape: Shape, room: float, language: Language, provenance: Provenance) -> list[Line]:
    """The lines under the chart, all on the line 0: notes, sources, then whose this is, when and where it was taken."""
    size = shape.small
    notes = [line for note in graphic.notes for line in typeface.wrap(note, size, room)]
    sources = typeface.wrap(sources_line(graphic, language), size, room) if graphic.sources else []
    # Sources have a right to a third of the lines, notes to the others.
    told = typeface.cut(notes, shape.notes - min(len(sources), max(1, shape.notes // 3)), size, room)
    named = typeface.cut(sources, shape.notes - len(told), size, room)
    taken = credit(language, provenance)
    address = address_lines(provenance.address, size, room)
    beside = typeface.width(taken, size) + typeface.width(provenance.address, size) + 2 * size < room
    return [
        *(Line(line, 0, size, quiet=True) for line in (*told, *named, *typeface.wrap(taken, size, room))),
        *(Line(line, 0, size, quiet=True, code=True, far=beside) for line in address),
    ]


def credit(language: Language, provenance: Provenance) -> str:
    """Whose this is, and when it was taken."""
    return language.text(
        "{book}. Retrieved on {date}.",
        book=language.text("{name}, {description}", name=language.text("Abwab"), description=book(language)),
        date=language.date(provenance.retrieved),
    )


def book(language: Language) -> str:
    """What Abwab is."""
    return language.text("The record book of the Open Days of the national police")


def sources_line(graphic: Graphic, language: Language) -> str:
    """The publishers of the sources, each once: Sources: DGSN; MAP; Hespress."""
    publishers = dict.fromkeys(language.isolate(source.publisher) for source in graphic.sources)
    return language.text("Sources: {names}.", names=language.text("; ").join(publishers))


def address_lines(address: str, size: int, room: float) -> list[str]:
    """The address on as many lines as it needs, broken before a parameter."""
    lines = [""]
    for part in re.split(r"(?=[?&])", address):
        if lines[-1] and typeface.width(lines[-1] + part, size) > room:
            lines.append("")
        lines[-1] += part
    return lines


def fitted(chart: go.Figure, room: float, height: float) -> tuple[int, int, float, tuple[tuple[int, int], ...]]:
    """How a chart is drawn for a place of that many units: width and height in pixels, the scale, the columns.

    Always whole and never stretched: a chart of rows is cut between rows into as many columns as make it largest.
    """
    natural = float(chart.layout.height)
    tops = tuple(chart.layout.meta["rows"])
    if len(tops) < 2:
        low, high = (1.0, 1.0) if chart.layout.meta["rigid"] else (LOW, HIGH)
        scale = min(LARGE, room / NARROW, height / (low * natural))
        tall = min(height / scale, high * natural)
        return round(room / scale), round(tall), scale, ((0, max(1, len(tops))),)
    spans = row_spans(chart)
    narrow = min(NARROW, PLACE * len(chart.layout.xaxis.tickvals or ()) or NARROW)
    best: tuple[float, int, tuple[tuple[int, int], ...]] = (0.0, 0, ())
    for count in range(1, min(MOST_COLUMNS, len(spans)) + 1):
        columns = split(spans, count)
        column = (room - (count - 1) * GUTTER) / count
        tallest = max(sum(spans[first:last]) for first, last in columns) * (natural - AXIS)
        scale = min(LARGE, column / narrow, height / (tallest + AXIS))
        if scale > best[0] * WORTH:
            best = (scale, round(column / scale), columns)
    scale, wide, columns = best
    return wide, round(natural), scale, columns


def row_spans(chart: go.Figure) -> list[float]:
    """The share of the plot's height that each row takes."""
    upper, lower = max(chart.layout.yaxis.range), min(chart.layout.yaxis.range)
    down = chart.layout.yaxis.range[0] > chart.layout.yaxis.range[1]
    edges = [(top - lower if down else upper - top) / (upper - lower) for top in chart.layout.meta["rows"]]
    return [after - before for before, after in zip(edges, [*edges[1:], 1.0], strict=True)]


def split(spans: Sequence[float], count: int) -> tuple[tuple[int, int], ...]:
    """The rows in so many runs of neighbours, the longest of which is as short as can be."""
    sums = [0.0, *accumulate(spans)]
    # Every length that a run may have is a candidate for the longest; the first that is enough is the shortest.
    candidates = sorted(sums[last] - sums[first] for first in range(len(spans)) for last in range(first + 1, len(sums)))
    return next(runs for most in candidates if (runs := _runs(sums, most)) and len(runs) <= count)


def _runs(sums: Sequence[float], most: float) -> tuple[tuple[int, int], ...]:
    """The rows in runs, each as long as it may be; none where a single row is longer. `sums` begins with 0."""
    runs, first = [], 0
    while first < len(sums) - 1:
        last = max(end for end in range(first, len(sums)) if sums[end] - sums[first] <= most + 1e-9)
        if last == first:
            return ()
        runs.append((first, last))
        first = last
    return tuple(runs)


def picture(
    graphic: Graphic, drawing: Drawing, size: Size, theme: Theme, language: Language, provenance: Provenance
) -> str:
    """The SVG: `drawing` is the chart, drawn as `layout` of the same arguments says."""
    shape, plan, palette = SHAPES[size], layout(graphic, size, language, provenance), PALETTES[theme]
    width, height = shape.width / UNIT, shape.height / UNIT
    weights: list[tuple[str, Weight]] = [(line.text, line.weight) for line in plan.lines]
    written = re.sub(r"<[^>]*>", " ", drawing.inside)
    weights += [(written, 400), (written, 600)]
    bar = width - shape.margin - 56 if language.rtl else shape.margin
    parts = [
        f'<rect width="{width:g}" height="{height:g}" fill="{palette.paper}"/>',
        f'<rect x="{bar:g}" y="{shape.margin - 8:g}" width="56" height="5" fill="{palette.focus}"/>',
        *(_text(line, shape.margin, width, palette, language) for line in plan.lines),
        f'<path d="M{shape.margin} {plan.foot:g}H{width - shape.margin:g}" stroke="{palette.rule}"/>',
        _chart(plan, drawing, palette, graphic, language),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{shape.width}" '
        f'height="{shape.height}" viewBox="0 0 {width:g} {height:g}" role="img" lang="{language.tag}" '
        f"aria-labelledby=\"title desc\" font-family=\"'{FONT}', 'Noto Sans Arabic', sans-serif\">"
        f'<title id="title">{escape(graphic.headline)}</title><desc id="desc">{escape(graphic.alternative)}</desc>'
        f"<style>{typeface.carried(weights)}</style>{''.join(parts)}</svg>"
    )


def _text(line: Line, margin: float, width: float, palette: Palette, language: Language) -> str:
    color = palette.quiet if line.quiet else palette.ink
    weight = f' font-weight="{line.weight}"' if line.weight != 400 else ""
    # The start of a text is its right end where it runs from the right.
    rtl = language.rtl and not line.code
    from_left = language.rtl == line.far
    anchor = "" if from_left != rtl else ' text-anchor="end"'
    side = ' direction="rtl"' if rtl else ""
    x = margin if from_left else width - margin
    return (
        f'<text x="{x:g}" y="{line.y:g}" font-size="{line.size}" fill="{color}"{weight}{side}{anchor}>'
        f"{escape(line.text)}</text>"
    )


def _chart(plan: Layout, drawing: Drawing, palette: Palette, graphic: Graphic, language: Language) -> str:
    """The drawing in its place, or its rows in columns beside each other, each with the axis under it."""
    x, y, room, _ = plan.place
    inside = painted(drawing.inside, palette)
    if len(plan.columns) == 1:
        left = x + (room - drawing.width * plan.scale) / 2
        return f'<g transform="translate({left:g} {y:g}) scale({plan.scale:g})">{inside}</g>'
    edges = [drawing.top, *(drawing.top + share * drawing.tall for share in accumulate(row_spans(graphic.chart)))]
    under = drawing.top + drawing.tall
    axis = drawing.height - under
    parts = [f'<defs><g id="chart">{inside}</g></defs>']
    column = drawing.width * plan.scale
    for place, (first, last) in enumerate(plan.columns):
        slot = len(plan.columns) - 1 - place if language.rtl else place
        left = x + slot * (column + GUTTER)
        upper, lower = edges[first], edges[last]
        for origin, tall, at in ((upper, lower - upper, 0.0), (under, axis, lower - upper)):
            parts.append(
                f'<svg x="{left:g}" y="{y + at * plan.scale:g}" width="{column:g}" height="{tall * plan.scale:g}" '
                f'viewBox="0 {origin:g} {drawing.width} {tall:g}"><use href="#chart" xlink:href="#chart"/></svg>'
            )
    return "".join(parts)
