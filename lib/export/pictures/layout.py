"""The layout of pictures: where text and chart are placed in each picture shape."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, combinations, pairwise

from lib.charts import Chart, Plot
from lib.export.pictures import typeface
from lib.export.pictures.sizes import PictureSize
from lib.export.pictures.typeface import FontWeight
from lib.export.texts.credit import credit_line, sources_before_address
from lib.export.texts.provenance import Provenance
from lib.language import Language

# Pixels per layout unit. Units are the CSS pixels of a page.
PIXELS_PER_UNIT = 5 / 3
# The minimum width of a chart, that of a small phone, and of one edition on its axis: few editions need less.
MIN_CHART_WIDTH, MIN_TICK_WIDTH = 358, 74
# Limits of the height of a chart relative to a page (the lower one only without rows), and of its scale.
MIN_HEIGHT_FACTOR, MAX_HEIGHT_FACTOR, MAX_CHART_SCALE = 0.66, 1.45, 1.4
# The height of the axis under a chart of rows, with the names of the editions.
AXIS_HEIGHT = 52
MAX_CHART_COLUMNS, COLUMN_GUTTER = 4, 28
# The factor by which another column must enlarge the chart.
MIN_COLUMN_GAIN = 1.1
SPACE_ABOVE_CHART, SPACE_BELOW_CHART = 12, 10
# In a horizontal picture, text may stand beside the chart. These are its shares of the width, larger ones for notes.
SIDE_TEXT_SHARES = (0.38, 0.44, 0.5)
# The minimum share of its scale that a chart keeps when its notes need room.
MIN_SCALE_SHARE = 0.8
LINE_HEIGHT = 1.42
# The height of an emblem relative to the letters of the headline.
EMBLEM_SHARE = 2
# The smallest letter size, tried before small print is truncated.
MIN_LETTER_SIZE = 8


@dataclass(frozen=True, slots=True)
class PictureShape:
    """A picture size in pixels and its layout in units: margin and letter sizes. `notes` is the minimum number of lines
    available to notes and sources, `mark` the height of what stands above the headline: a bar, or the emblem. Headline
    and subtitle take as many lines as they need.
    """

    width: int
    height: int
    margin: int
    headline: int
    subtitle: int
    small: int
    notes: int
    mark: int = 5


PICTURE_SHAPES: Mapping[PictureSize, PictureShape] = {
    "wide": PictureShape(1600, 900, 32, 25, 15, 11, 5),
    "square": PictureShape(1200, 1200, 32, 25, 15, 11, 7),
    "story": PictureShape(1080, 1920, 36, 32, 19, 14, 9),
    "card": PictureShape(1200, 630, 22, 20, 12, 9, 2),
}


@dataclass(frozen=True, slots=True)
class PictureLine:
    """One line of text with its baseline at `y`. `code` is always left-to-right."""

    text: str
    y: float
    size: int
    weight: FontWeight = 400
    quiet: bool = False
    code: bool = False


@dataclass(frozen=True, slots=True)
class ChartFit:
    """How a chart is drawn: `wide` by `tall` pixels, scaled by `scale` to `high` units in height. `columns` are ranges
    of rows: ((0, 4), (4, 7)) are the first four rows and the next three.
    """

    wide: int
    tall: int
    scale: float
    high: float
    columns: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class PictureLayout:
    """A picture before its chart is drawn, in units.

    lines  the lines of text
    words  their left and right edges
    foot   the height of the rule above the small print
    place  left, top and width of the chart
    fit    how the chart is drawn there
    whole  whether all notes are complete
    mark   the height of what stands above the headline
    emblem the institution's emblem as a data: address; "" for a bar in its place
    """

    lines: tuple[PictureLine, ...]
    words: tuple[float, float]
    foot: float
    place: tuple[float, float, float]
    fit: ChartFit
    whole: bool
    mark: int
    emblem: str = ""


def picture_layout(
    chart: Chart,
    size: PictureSize,
    language: Language,
    provenance: Provenance,
    emblem: str = "",
    *,
    headed: bool = True,
) -> PictureLayout:
    """Lay out a picture, with the largest small print at which all notes fit. `emblem` is that of `read_emblem`.

    Without its headline (`headed` False) a picture goes under the headline of an article. What it counts is still said.
    """
    shape = PICTURE_SHAPES[size]
    if not headed:
        chart = replace(chart, headline="")
    if emblem:
        shape = replace(shape, mark=round(shape.headline * EMBLEM_SHARE))
    letters = range(shape.small, MIN_LETTER_SIZE - 1, -1)
    plans = (choose_layout(chart, replace(shape, small=small), language, provenance) for small in letters)
    first = next(plans)
    plan = first if first.whole else next((plan for plan in plans if plan.whole), first)
    return replace(plan, emblem=emblem)


def fit_picture(
    chart: Chart,
    size: PictureSize,
    language: Language,
    provenance: Provenance,
    emblem: str = "",
    *,
    headed: bool = True,
) -> tuple[Chart, PictureLayout]:
    """The chart as a picture of that size shows it, which may be that of a narrow screen, and its layout."""
    plan = picture_layout(chart, size, language, provenance, emblem, headed=headed)
    for_phones = size == "story" and chart.narrow is not None and chart.narrow.vertical
    if (narrower := chart.for_width(0 if for_phones else plan.fit.wide)) is chart:
        return chart, plan
    return narrower, picture_layout(narrower, size, language, provenance, emblem, headed=headed)


def choose_layout(chart: Chart, shape: PictureShape, language: Language, provenance: Provenance) -> PictureLayout:
    """Choose the layout with the larger chart: text above and below it or, in a horizontal picture, beside it."""
    plan = stacked_layout(chart, shape, language, provenance)
    if shape.width <= shape.height:
        return plan
    others = [side_layout(chart, shape, share, language, provenance) for share in SIDE_TEXT_SHARES]
    other = next((other for other in others if other.whole), others[0])
    return other if other.fit.scale > plan.fit.scale else plan


def stacked_layout(chart: Chart, shape: PictureShape, language: Language, provenance: Provenance) -> PictureLayout:
    """Lay out text above and below the chart. Spare room is used for more lines of small print."""
    margin, bottom = shape.margin, shape.height / PIXELS_PER_UNIT - shape.margin * 0.75
    room = shape.width / PIXELS_PER_UNIT - 2 * margin
    heads, top = heading_lines(chart, shape, room)
    top += SPACE_ABOVE_CHART
    plans: list[PictureLayout] = []
    for most in range(shape.notes, 40):
        printed, whole = small_print(chart, shape, most, room, language, provenance)
        small, foot = place_small_print(printed, bottom)
        high = foot - SPACE_BELOW_CHART - top
        fit = fit_chart(chart.plot, room, high)
        place = (margin, top + (high - fit.high) / 2, room)
        plan = PictureLayout((*heads, *small), (margin, margin + room), foot, place, fit, whole, shape.mark)
        if plans:
            least = plans[0].fit.scale * (1 if plans[-1].whole else MIN_SCALE_SHARE)
            if len(plan.lines) == len(plans[-1].lines) or fit.scale < least:
                break
        plans.append(plan)
    return plans[-1]


def side_layout(
    chart: Chart, shape: PictureShape, share: float, language: Language, provenance: Provenance
) -> PictureLayout:
    """Lay out text where reading begins, on `share` of the width, and the chart at full height beside it."""
    margin, width, height = shape.margin, shape.width / PIXELS_PER_UNIT, shape.height / PIXELS_PER_UNIT
    room, bottom = (width - 2 * margin) * share, height - margin * 0.75
    heads, top = heading_lines(chart, shape, room)
    least, _ = small_print(chart, shape, 0, room, language, provenance)
    most = int((bottom - top - 2 * SPACE_BELOW_CHART) / (shape.small * LINE_HEIGHT)) - len(least)
    printed, whole = small_print(chart, shape, max(most, 1), room, language, provenance)
    small, foot = place_small_print(printed, bottom)
    left = margin + room + COLUMN_GUTTER
    fit = fit_chart(chart.plot, width - margin - left, height - 2 * margin)
    words = (width - margin - room, width - margin) if language.rtl else (margin, margin + room)
    place = (margin if language.rtl else left, (height - fit.high) / 2, width - margin - left)
    return PictureLayout((*heads, *small), words, foot, place, fit, whole, shape.mark)


def heading_lines(chart: Chart, shape: PictureShape, room: float) -> tuple[list[PictureLine], float]:
    """The headline and subtitle, and the position of their lower end."""
    top = shape.margin + shape.mark + 5.0
    lines: list[PictureLine] = []
    heads: tuple[tuple[str, int, FontWeight], ...] = (
        (chart.headline, shape.headline, 600),
        (chart.subtitle, shape.subtitle, 400),
    )
    for text, letter, weight in heads:
        if not text:
            continue
        for part in typeface.balance_lines(text, letter, room, weight):
            top += letter * LINE_HEIGHT
            lines.append(PictureLine(part, top - letter * 0.32, letter, weight, quiet=weight == 400))
        top += 4
    return lines, top


def place_small_print(small: Sequence[PictureLine], bottom: float) -> tuple[list[PictureLine], float]:
    """Place the small print above `bottom`. Returns its lines and the position of the rule above them."""
    lines = []
    for line in reversed(small):
        lines.append(replace(line, y=bottom - line.size * 0.3))
        bottom -= line.size * LINE_HEIGHT
    return lines[::-1], bottom - 7


def small_print(
    chart: Chart, shape: PictureShape, most: int, room: float, language: Language, provenance: Provenance
) -> tuple[list[PictureLine], bool]:
    """The small print, not yet placed (y = 0), and whether all notes are complete.

    At most `most` lines of notes and sources, with the notes first; between them the institution with the date of
    retrieval; the address at the end.
    """
    size = shape.small
    notes = [line for note in chart.notes for line in typeface.wrap_text(note, size, room)]
    credit = typeface.wrap_text(credit_line(language, provenance), size, room)
    sources = sources_before_address(chart, language, provenance) if chart.sources and most else ""
    address = provenance.address
    if sources and typeface.text_width(joined := f"{sources} {address}", size) < room:
        named, addresses = [joined], []
    else:
        named = typeface.wrap_text(sources, size, room) if sources else []
        addresses = address_lines(address, size, room)
    note_lines = typeface.truncate_lines(notes, most - len(named), size, room)
    lines = [
        *(PictureLine(line, 0, size, quiet=True) for line in (*note_lines, *credit, *named)),
        *(PictureLine(line, 0, size, quiet=True, code=True) for line in addresses),
    ]
    return lines, note_lines == notes


def address_lines(address: str, size: int, room: float) -> list[str]:
    """The address, wrapped before its query parameters."""
    lines = [""]
    for part in re.split(r"(?=[?&])", address):
        if lines[-1] and typeface.text_width(lines[-1] + part, size) > room:
            lines.append("")
        lines[-1] += part
    return lines


def fit_chart(plot: Plot, room: float, height: float) -> ChartFit:
    """Fit a chart into `room` by `height` units.

    The chart is always complete and never stretched. A chart of rows is split into the number of columns that makes
    it largest.
    """
    natural, spans = float(plot.height), plot.row_shares
    if len(spans) < 2:
        low, high = (1.0, 1.0) if plot.fixed_height else (MIN_HEIGHT_FACTOR, MAX_HEIGHT_FACTOR)
        scale = min(MAX_CHART_SCALE, room / max(MIN_CHART_WIDTH, plot.min_width), height / (low * natural))
        tall = min(height / scale, high * natural)
        return ChartFit(round(room / scale), round(tall), scale, tall * scale, ((0, 1),))
    narrow = max(
        plot.min_width or min(MIN_CHART_WIDTH, MIN_TICK_WIDTH * plot.tick_count or MIN_CHART_WIDTH),
        max(typeface.text_width(line, size, 600) for line, size in plot.row_titles),
    )
    best: ChartFit | None = None
    for count in range(1, min(MAX_CHART_COLUMNS, len(spans)) + 1):
        columns = split_rows(spans, count)
        column = (room - (count - 1) * COLUMN_GUTTER) / count
        tallest = max(sum(spans[first:last]) for first, last in columns)
        scale = min(MAX_CHART_SCALE, column / narrow, height / (tallest * (natural - AXIS_HEIGHT) + AXIS_HEIGHT))
        if best is None or scale > best.scale * MIN_COLUMN_GAIN:
            tall = min((height / scale - AXIS_HEIGHT) / tallest + AXIS_HEIGHT, MAX_HEIGHT_FACTOR * natural)
            best = ChartFit(
                round(column / scale),
                round(tall),
                scale,
                (tallest * (tall - AXIS_HEIGHT) + AXIS_HEIGHT) * scale,
                columns,
            )
    assert best
    return best


@lru_cache(maxsize=1024)
def split_rows(spans: tuple[float, ...], count: int) -> tuple[tuple[int, int], ...]:
    """Split rows into `count` runs: minimise the longest one, then make the others even, longer ones first."""
    sums = [0.0, *accumulate(spans)]

    def runs(cuts: tuple[int, ...]) -> tuple[tuple[int, int], ...]:
        return tuple(pairwise((0, *cuts, len(spans))))

    def lengths(cuts: tuple[int, ...]) -> tuple[float, float, list[float]]:
        each = [sums[last] - sums[first] for first, last in runs(cuts)]
        return round(max(each), 9), round(sum(length**2 for length in each), 9), [-length for length in each]

    return runs(min(combinations(range(1, len(spans)), count - 1), key=lengths))
