"""The labels of the climb: each at its column, lifted where it would cover something."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import itemgetter

from lib.charts.chart import Edition
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.label_placement import label_width
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import LARGE_TEXT, SMALL_TEXT, PlotlyPart
from lib.charts.phrases import qualifier_prefix
from lib.language import Language
from lib.measures import Figure, record_figures

# The plot without the line of years below it, in pixels, and the narrowest screen: labels are placed for both.
PLOT_HEIGHT, NARROWEST = 470, 358
LABEL_LINE_HEIGHT = 16
# How far a label may stand above its column.
MAX_LIFT = 48


@dataclass(frozen=True, slots=True)
class ClimbLabel:
    """The label of a column: its lines, and the pixels by which it stands above the column's top.

    It ends where the column ends.
    """

    edition: Edition
    figure: Figure
    lines: tuple[str, ...]
    lift: float


def middle(edition: Edition) -> float:
    """The middle of an edition's days, as an ordinal day."""
    return (edition.first_day.toordinal() + edition.last_day.toordinal()) / 2


def place_climb_labels(
    valued: Sequence[tuple[Edition, Figure]], context: ChartContext, width: float, ends: tuple[float, float], top: float
) -> list[ClimbLabel]:
    """The labels of the columns, each ending where its column ends, and lifted where it would cover something.

    The focus, the first edition and the holder of the record come first. Another label that would have to be lifted
    too far is left out.
    """
    scale = NARROWEST / (ends[1] - ends[0])
    columns = {
        edition.number: (
            (middle(edition) - width / 2 - ends[0]) * scale,
            0.0,
            (middle(edition) + width / 2 - ends[0]) * scale,
            figure.value / top * PLOT_HEIGHT,
        )
        for edition, figure in valued
    }
    records = record_figures({edition.number: figure for edition, figure in valued})
    edges = [*(columns[record.holder] for record in records), (NARROWEST, 0.0, NARROWEST, 0.0)]
    top_of = itemgetter(3)
    covered = sorted(
        [*columns.values(), *((one[0], one[3] - 2, other[0], one[3] + 2) for one, other in pairwise(edges))], key=top_of
    )
    first = {context.view.focus, valued[0][0].number, records[-1].holder}
    placed = []
    for edition, figure in sorted(valued, key=lambda one: one[0].number not in first):
        lines = label_lines(edition, figure, context.language)
        _, _, right, base = columns[edition.number]
        left, height = right - label_width(lines), LABEL_LINE_HEIGHT * len(lines) + 4
        low = base + 2
        for other in covered[bisect_right(covered, low, key=top_of) :]:
            if left < other[2] and other[0] < right and low < other[3] and other[1] < low + height:
                low = other[3]
                if low - base >= MAX_LIFT and edition.number not in first:
                    break
        if edition.number in first or (low - base < MAX_LIFT and low + height < PLOT_HEIGHT):
            insort(covered, (left, low, right, low + height), key=top_of)
            placed.append(ClimbLabel(edition, figure, lines, low - base))
    return placed


def label_lines(edition: Edition, figure: Figure, language: Language) -> tuple[str, ...]:
    """City, wording, number."""
    return tuple(filter(None, (edition.city, qualifier_prefix(figure, language), language.number(figure.value))))


def climb_annotation(label: ClimbLabel, focus: int, width: float, language: Language) -> PlotlyPart:
    """The label of a column as Plotly's annotation."""
    is_focus = label.edition.number == focus
    city, *wording, number = label.lines
    side = "left" if language.rtl else "right"
    return {
        "x": middle(label.edition) + width / 2,
        "y": label.figure.value,
        "text": "<br>".join([f"<b>{city}</b>", *wording, f"<b>{number}</b>"]),
        "xanchor": side,
        "align": side,
        "yanchor": "bottom",
        "yshift": label.lift,
        "showarrow": False,
        "borderpad": 2,
        "font": {
            "size": LARGE_TEXT if is_focus else SMALL_TEXT,
            "color": PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.ink,
        },
    }


def leader(label: ClimbLabel, width: float, top: float) -> PlotlyPart:
    """A thin line from a column to its lifted label."""
    place = middle(label.edition) + width / 2
    return {
        "type": "line",
        "x0": place,
        "x1": place,
        "y0": label.figure.value,
        "y1": label.figure.value + label.lift * top / PLOT_HEIGHT,
        "line": {"color": PLACEHOLDERS.quiet, "width": 1},
    }
