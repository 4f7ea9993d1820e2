"""Layout: where everything stands in a picture, for each of the shapes that a picture may have."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape
from itertools import accumulate, combinations, pairwise

import plotly.graph_objects as go

from lib.charts import Graphic
from lib.export.pictures import typeface
from lib.export.pictures.typeface import Weight
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.web.address import Size

# Pixels of the picture to one unit of its layout, which is set in the sizes of a page.
UNIT = 5 / 3
# The least width that every chart is made for: that of a small phone. Fewer editions side by side need less.
NARROW, PLACE = 358, 74
# A chart may be drawn this much lower (without rows) or higher than on a page; no chart is drawn larger than that.
LOW, HIGH, LARGE = 0.66, 1.45, 1.4
# Under a chart of rows: the names of the editions.
AXIS = 52
MOST_COLUMNS, GUTTER = 4, 28
# How much larger another column has to make the chart.
WORTH = 1.1
ABOVE_CHART, UNDER_CHART = 12, 10
# In a horizontal picture the words may stand beside the chart: their share of the width, more where notes need it.
BESIDE = (0.38, 0.44, 0.5)
# So much of its size a chart keeps at least where its notes need room.
KEPT = 0.8
LEADING = 1.42
# Small print that would be cut is set smaller first, down to this.
SMALLEST = 8


@dataclass(frozen=True, slots=True)
class Shape:
    """A size of picture, in pixels, and its layout, in units: margin, letter sizes, and how many lines there are at
    least for the notes and the sources. Headline and subtitle have as many as they need.
    """

    width: int
    height: int
    margin: int
    headline: int
    subtitle: int
    small: int
    notes: int


SHAPES: Mapping[Size, Shape] = {
    "wide": Shape(1600, 900, 32, 25, 15, 11, 5),
    "square": Shape(1200, 1200, 32, 25, 15, 11, 7),
    "story": Shape(1080, 1920, 36, 32, 19, 14, 9),
    "card": Shape(1200, 630, 22, 20, 12, 9, 2),
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
class Fit:
    """How a chart is drawn: `wide` by `tall` pixels, times `scale` in units, then `high` units high, in columns of
    rows: [(0, 4), (4, 7)] are the first four rows and the next three.
    """

    wide: int
    tall: int
    scale: float
    high: float
    columns: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """A picture before its chart is drawn: the lines, and where they stand from left to right; where the rule above
    the small print stands; the place of the chart (left, top, width), and how the chart is to be drawn for it; whether
    all notes are there whole.
    """

    lines: tuple[Line, ...]
    words: tuple[float, float]
    foot: float
    place: tuple[float, float, float]
    fit: Fit
    whole: bool


def layout(graphic: Graphic, size: Size, language: Language, provenance: Provenance) -> Layout:
    """Where everything stands in a picture of that size, with the small print as large as the notes have room for."""
    shape = SHAPES[size]
    letters = range(shape.small, SMALLEST - 1, -1)
    plans = (arranged(graphic, replace(shape, small=small), language, provenance) for small in letters)
    first = next(plans)
    return first if first.whole else next((plan for plan in plans if plan.whole), first)


def arranged(graphic: Graphic, shape: Shape, language: Language, provenance: Provenance) -> Layout:
    """The words above and under the chart, or in a horizontal picture beside it, where that makes the chart larger."""
    plan = stacked(graphic, shape, language, provenance)
    if shape.width <= shape.height:
        return plan
    others = [beside(graphic, shape, share, language, provenance) for share in BESIDE]
    other = next((other for other in others if other.whole), others[0])
    return other if other.fit.scale > plan.fit.scale else plan


def stacked(graphic: Graphic, shape: Shape, language: Language, provenance: Provenance) -> Layout:
    """The words above and under the chart; where the chart leaves room, more of the small print than the shape asks."""
    margin, bottom = shape.margin, shape.height / UNIT - shape.margin * 0.75
    room = shape.width / UNIT - 2 * margin
    heads, top = heading(graphic, shape, room)
    top += ABOVE_CHART
    plans: list[Layout] = []
    for most in range(shape.notes, 40):
        printed, whole = small_print(graphic, shape, most, room, language, provenance)
        small, foot = standing(printed, bottom)
        high = foot - UNDER_CHART - top
        fit = fitted(graphic.chart, room, high)
        place = (margin, top + (high - fit.high) / 2, room)
        plan = Layout((*heads, *small), (margin, margin + room), foot, place, fit, whole)
        if plans:
            least = plans[0].fit.scale * (1 if plans[-1].whole else KEPT)
            if len(plan.lines) == len(plans[-1].lines) or fit.scale < least:
                break
        plans.append(plan)
    return plans[-1]


def beside(graphic: Graphic, shape: Shape, share: float, language: Language, provenance: Provenance) -> Layout:
    """The words where reading begins, on a share of the width; the chart on the other side in the whole height."""
    margin, width, height = shape.margin, shape.width / UNIT, shape.height / UNIT
    room, bottom = (width - 2 * margin) * share, height - margin * 0.75
    heads, top = heading(graphic, shape, room)
    least, _ = small_print(graphic, shape, 0, room, language, provenance)
    most = int((bottom - top - 2 * UNDER_CHART) / (shape.small * LEADING)) - len(least)
    printed, whole = small_print(graphic, shape, max(most, 1), room, language, provenance)
    small, foot = standing(printed, bottom)
    left = margin + room + GUTTER
    fit = fitted(graphic.chart, width - margin - left, height - 2 * margin)
    words = (width - margin - room, width - margin) if language.rtl else (margin, margin + room)
    place = (margin if language.rtl else left, (height - fit.high) / 2, width - margin - left)
    return Layout((*heads, *small), words, foot, place, fit, whole)


def heading(graphic: Graphic, shape: Shape, room: float) -> tuple[list[Line], float]:
    """The lines over the chart, and where they end."""
    top = shape.margin + 10.0
    lines: list[Line] = []
    heads: tuple[tuple[str, int, Weight], ...] = (
        (graphic.headline, shape.headline, 600),
        (graphic.subtitle, shape.subtitle, 400),
    )
    for text, letter, weight in heads:
        for part in typeface.balanced(text, letter, room, weight):
            top += letter * LEADING
            lines.append(Line(part, top - letter * 0.32, letter, weight, quiet=weight == 400))
        top += 4
    return lines, top


def standing(small: Sequence[Line], bottom: float) -> tuple[list[Line], float]:
    """The small print on its base lines above `bottom`, and where the rule over it stands."""
    lines = []
    for line in reversed(small):
        lines.append(replace(line, y=bottom - line.size * 0.3))
        bottom -= 0 if line.far else line.size * LEADING
    return lines[::-1], bottom - 7


def small_print(
    graphic: Graphic, shape: Shape, most: int, room: float, language: Language, provenance: Provenance
) -> tuple[list[Line], bool]:
    """The lines under the chart, all on the line 0: at most so many of notes and sources, then whose this is, when and
    where it was taken; and whether all notes are there whole.
    """
    size = shape.small
    notes = [line for note in graphic.notes for line in typeface.wrap(note, size, room)]
    sources = named(graphic, len(graphic.sources), size, room, language)
    # Sources have a right to a third of the lines, notes to the others.
    told = typeface.cut(notes, most - min(len(sources), max(1, most // 3)), size, room)
    sources = named(graphic, most - len(told), size, room, language)
    taken = credit(language, provenance)
    address = address_lines(provenance.address, size, room)
    beside = typeface.width(taken, size) + typeface.width(provenance.address, size) + 2 * size < room
    lines = [
        *(Line(line, 0, size, quiet=True) for line in (*told, *sources, *typeface.wrap(taken, size, room))),
        *(Line(line, 0, size, quiet=True, code=True, far=beside) for line in address),
    ]
    return lines, told == notes


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


def sources_line(graphic: Graphic, language: Language, most: int | None = None) -> str:
    """The publishers of the sources, each once: Sources: DGSN; MAP; Hespress. With `most` the first of them, and how
    many others there are.
    """
    publishers = list(dict.fromkeys(language.isolate(source.publisher) for source in graphic.sources))
    names, others = language.text("; ").join(publishers[:most]), len(publishers[most:]) if most else 0
    if not others:
        return language.text("Sources: {names}.", names=names)
    return language.plural(
        "Sources: {names}, and {number} other.", "Sources: {names}, and {number} others.", others, names=names
    )


def named(graphic: Graphic, most: int, size: int, room: float, language: Language) -> list[str]:
    """The line of sources on at most so many lines: as many of the publishers as there is room for."""
    if most < 1 or not graphic.sources:
        return []

    def lines(number: int) -> list[str]:
        return typeface.wrap(sources_line(graphic, language, number), size, room)

    fit = bisect_right(range(1, len(graphic.sources) + 1), most, key=lambda number: len(lines(number)))
    return typeface.cut(lines(max(fit, 1)), most, size, room)


def address_lines(address: str, size: int, room: float) -> list[str]:
    """The address on as many lines as it needs, broken before a parameter."""
    lines = [""]
    for part in re.split(r"(?=[?&])", address):
        if lines[-1] and typeface.width(lines[-1] + part, size) > room:
            lines.append("")
        lines[-1] += part
    return lines


def fitted(chart: go.Figure, room: float, height: float) -> Fit:
    """How a chart is drawn for a place of that many units.

    Always whole and never stretched: a chart of rows is cut between rows into as many columns as make it largest.
    """
    natural, rigid = float(chart.layout.height), chart.layout.meta["rigid"]
    tops = tuple(chart.layout.meta["rows"])
    if len(tops) < 2:
        low, high = (1.0, 1.0) if rigid else (LOW, HIGH)
        scale = min(LARGE, room / NARROW, height / (low * natural))
        tall = min(height / scale, high * natural)
        return Fit(round(room / scale), round(tall), scale, tall * scale, ((0, max(1, len(tops))),))
    spans = row_spans(chart)
    narrow = max(min(NARROW, PLACE * len(chart.layout.xaxis.tickvals or ()) or NARROW), longest(chart))
    best: Fit | None = None
    for count in range(1, min(MOST_COLUMNS, len(spans)) + 1):
        columns = split(spans, count)
        column = (room - (count - 1) * GUTTER) / count
        tallest = max(sum(spans[first:last]) for first, last in columns)
        scale = min(LARGE, column / narrow, height / (tallest * (natural - AXIS) + AXIS))
        if best is None or scale > best.scale * WORTH:
            tall = min((height / scale - AXIS) / tallest + AXIS, HIGH * natural)
            best = Fit(round(column / scale), round(tall), scale, (tallest * (tall - AXIS) + AXIS) * scale, columns)
    assert best
    return best


def longest(chart: go.Figure) -> float:
    """How wide the longest line of the words runs that stand over the rows, in pixels of the chart."""
    usual = chart.layout.font.size
    return max(
        typeface.width(
            unescape(re.sub(r"<[^>]*>", "", line)), int(sized[1]) if sized else words.font.size or usual, 600
        )
        for words in chart.layout.annotations
        for line in words.text.split("<br>")
        for sized in [re.search(r"font-size:(\d+)px", line)]
    )


def row_spans(chart: go.Figure) -> list[float]:
    """The share of the plot's height that each row takes."""
    upper, lower = max(chart.layout.yaxis.range), min(chart.layout.yaxis.range)
    down = chart.layout.yaxis.range[0] > chart.layout.yaxis.range[1]
    edges = [(top - lower if down else upper - top) / (upper - lower) for top in chart.layout.meta["rows"]]
    return [after - before for before, after in zip(edges, [*edges[1:], 1.0], strict=True)]


def split(spans: Sequence[float], count: int) -> tuple[tuple[int, int], ...]:
    """The rows in so many runs of neighbours: the longest as short as can be, the others as even as can be,
    the longer first.
    """
    sums = [0.0, *accumulate(spans)]

    def runs(cuts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        return tuple(pairwise((0, *cuts, len(spans))))

    def lengths(cuts: tuple[int, ...]) -> tuple[float, float, list[float]]:
        each = [sums[last] - sums[first] for first, last in runs(cuts)]
        return round(max(each), 9), round(sum(length**2 for length in each), 9), [-length for length in each]

    return runs(min(combinations(range(1, len(spans)), count - 1), key=lengths))
