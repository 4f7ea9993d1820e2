"""Labels of the lines of pace: in a column behind the last day, or beside the end of a line that stops before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from lib.charts.chart import Edition
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.label_placement import LabelledPoint, label_width, place_labels, spread_heights
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import OWN_MARKUP, SMALL_TEXT, PlotlyPart
from lib.charts.phrases import figure_text
from lib.language import Language
from lib.measures import RunningTotal

# Pixels: the height of the axis, the height of a label of two lines, and the radius of a point with the distance that
# its label keeps.
PACE_AXIS_HEIGHT, LABEL_HEIGHT, POINT_RADIUS = 395, 32, 7

PaceByEdition = Mapping[int, tuple[RunningTotal, ...]]


class PaceFrame(NamedTuple):
    """How many pixels an open day and a visitor take on the axes, and the day at which the axis ends."""

    day: float
    visitor: float
    last: float

    def pixel(self, point: RunningTotal, language: Language) -> tuple[float, float]:
        """Where a point is drawn, from the lower left; in Arabic days run to the left."""
        return (-point.day if language.rtl else point.day) * self.day, point.figure.value * self.visitor


def spread_labels(closing: Mapping[int, float], top: float) -> tuple[dict[int, float], float]:
    """The heights of labels in their column, apart from each other and near their points, and the end of the axis."""
    end, heights = top * 1.06, dict(closing)
    for _ in range(8):  # a longer axis needs larger distances
        apart = LABEL_HEIGHT * end / PACE_AXIS_HEIGHT
        up = spread_heights(closing, apart)
        down = spread_heights({number: -value for number, value in closing.items()}, apart)
        middle = {number: max(apart / 2, (up[number] - down[number]) / 2) for number in closing}
        heights = spread_heights(middle, apart)
        end = max(end, *(height + apart / 2 for height in heights.values())) if heights else end
    return heights, end


def closing_labels(
    ordered: Sequence[Edition],
    heights: Mapping[int, float],
    ends: Mapping[int, RunningTotal],
    days: int,
    context: ChartContext,
) -> list[PlotlyPart]:
    """The labels of editions in a column behind the last day, at these heights."""
    language, focus = context.language, context.view.focus
    return [
        _label(edition, ends[edition.number], edition.number == focus, language)
        | {
            "x": days,
            "y": heights[edition.number],
            "xanchor": "right" if language.rtl else "left",
            "xshift": (-2 if language.rtl else 2) * POINT_RADIUS,
            "yanchor": "middle",
        }
        for edition in ordered
    ]


def early_labels(
    ordered: Sequence[Edition], paces: PaceByEdition, context: ChartContext, frame: PaceFrame
) -> list[PlotlyPart]:
    """The labels of lines that end before the last day, beside their last points where they cover no line."""
    language, focus = context.language, context.view.focus
    labels = [_label(edition, paces[edition.number][-1], edition.number == focus, language) for edition in ordered]
    widths = [
        label_width(OWN_MARKUP.sub("", str(label["text"]).replace("<br>", "\n")).splitlines()) for label in labels
    ]
    lines = [[frame.pixel(point, language) for point in points] for points in paces.values()]
    points = [
        LabelledPoint(*frame.pixel(paces[edition.number][-1], language), POINT_RADIUS, width, LABEL_HEIGHT)
        for edition, width in zip(ordered, widths, strict=True)
    ]
    left, right = sorted((-day if language.rtl else day) * frame.day for day in (0.8, frame.last))
    sides = place_labels(points, lines, (left, 0, right, PACE_AXIS_HEIGHT))
    return [
        label
        | {
            "x": paces[edition.number][-1].day,
            "y": paces[edition.number][-1].figure.value,
            "xanchor": side.xanchor,
            "yanchor": side.yanchor,
            "xshift": side.xshift,
            "yshift": side.yshift,
            "align": side.xanchor,
        }
        for edition, label, side in zip(ordered, labels, sides, strict=True)
    ]


def _label(edition: Edition, point: RunningTotal, is_focus: bool, language: Language) -> PlotlyPart:
    """The name and, below it, the last value of an edition, with the hour of a provisional one."""
    value = figure_text(point.figure, language)
    if point.until:
        value = language.text("{thing} ({detail})", thing=value, detail=language.clock(point.until))
    return {
        "text": f"<b>{edition.name}<br>{value}</b>" if is_focus else f"{edition.name}<br><b>{value}</b>",
        "showarrow": False,
        "borderpad": 0,
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.ink},
    }
