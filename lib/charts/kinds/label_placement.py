"""The placement of labels beside points. Labels avoid each other and the points, and cover little of the lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from itertools import pairwise
from typing import Literal

# Pixels between a point and its label: the preferred distance, and larger ones if that place is taken.
LABEL_DISTANCES = (4, 11, 18)
# The average width in pixels of a letter in a label of small text.
LETTER_WIDTH = 6.8
# Costs: to cover a point or another label, to leave the frame, to cover a pixel of a line, to use a larger distance, to
# lie nearer to another point than to its own.
COVER_COST, OUTSIDE_COST, CROSSING_COST, DISTANCE_COST, ASTRAY_COST = 1000.0, 3000.0, 1.0, 20.0, 60.0
# How many of the best partial arrangements the beam search keeps.
BEAM_WIDTH = 60
# Pixels between two sampled points of a line.
SAMPLING_STEP = 3

PixelPoint = tuple[float, float]
PixelBox = tuple[float, float, float, float]  # left, bottom, right, top


@dataclass(frozen=True, slots=True)
class LabelledPoint:
    """A round point and the size of its label, in pixels; y points upwards."""

    x: float
    y: float
    radius: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LabelPosition:
    """The position of a label: the edge by which it is anchored, and that edge's distance from the point's centre."""

    xanchor: Literal["left", "center", "right"]
    yanchor: Literal["bottom", "middle", "top"]
    xshift: float
    yshift: float
    cost: float


def label_width(lines: Sequence[str]) -> float:
    """The width of a label in pixels, estimated."""
    return LETTER_WIDTH * max(map(len, lines))


def place_labels(
    points: Sequence[LabelledPoint], lines: Iterable[Sequence[PixelPoint]], frame: PixelBox
) -> list[LabelPosition]:
    """The position of every point's label, by a beam search for the lowest cost. Covering `lines` costs least."""
    trail = [place for line in lines for one, other in pairwise(line) for place in _between(one, other)]
    kept: list[tuple[float, tuple[tuple[LabelPosition, PixelBox], ...]]] = [(0, ())]
    for point in points:
        boxes = [(side, label_box(point, side)) for side in label_positions(point)]
        # What lies outside of the box around all positions is covered by none of them.
        around = _enclosing_box([at for _, at in boxes])
        near = [(x, y) for x, y in trail if around[0] < x < around[2] and around[1] < y < around[3]]
        choices = [(side, at, side.cost + _position_cost(at, point, points, near, frame)) for side, at in boxes]
        best = nsmallest(
            BEAM_WIDTH,
            (
                (cost + more + COVER_COST * sum(_overlap(at, other) for other in rivals), number, place)
                for number, (cost, placed) in enumerate(kept)
                for rivals in ([other for _, other in placed if _overlap(around, other)],)
                for place, (_, at, more) in enumerate(choices)
            ),
        )
        kept = [(cost, (*kept[number][1], boxes[place])) for cost, number, place in best]
    return [side for side, _ in kept[0][1]]


def spread_heights(heights: Mapping[int, float], apart: float) -> dict[int, float]:
    """The heights moved up, lowest first, until neighbours are at least `apart`, so that labels don't overlap."""
    placed: dict[int, float] = {}
    floor = float("-inf")
    for number in sorted(heights, key=lambda number: heights[number]):
        placed[number] = max(heights[number], floor)
        floor = placed[number] + apart
    return placed


def label_positions(point: LabelledPoint) -> list[LabelPosition]:
    """Every possible position of a label: beside the point, at its corners, above it and below it."""
    made: list[LabelPosition] = []
    for place, distance in enumerate(LABEL_DISTANCES):
        straight, aslant, cost = (
            point.radius + distance,
            (point.radius + distance) * math.sqrt(0.5),
            DISTANCE_COST * place,
        )
        made += [
            LabelPosition("left", "middle", straight, 0, cost),
            LabelPosition("right", "middle", -straight, 0, cost),
            LabelPosition("left", "bottom", aslant, aslant, cost + 1),
            LabelPosition("right", "bottom", -aslant, aslant, cost + 1),
            LabelPosition("left", "top", aslant, -aslant, cost + 1),
            LabelPosition("right", "top", -aslant, -aslant, cost + 1),
            LabelPosition("center", "bottom", 0, straight, cost + 2),
            LabelPosition("center", "top", 0, -straight, cost + 2),
        ]
    return made


def label_box(point: LabelledPoint, side: LabelPosition) -> PixelBox:
    """The box that the label covers in that position."""
    left = point.x + side.xshift - point.width * {"left": 0, "center": 0.5, "right": 1}[side.xanchor]
    bottom = point.y + side.yshift - point.height * {"bottom": 0, "middle": 0.5, "top": 1}[side.yanchor]
    return left, bottom, left + point.width, bottom + point.height


def _position_cost(
    label: PixelBox,
    own: LabelledPoint,
    points: Iterable[LabelledPoint],
    trail: Iterable[PixelPoint],
    frame: PixelBox,
) -> float:
    """The cost of a label's position, without regard to other labels."""
    left, bottom, right, top = label
    gaps, own_gap = [_gap(label, point) for point in points], _gap(label, own)
    covered = sum(gap < 1 for gap in gaps)
    astray = sum(1 <= gap < own_gap for gap in gaps)
    outside = left < frame[0] or bottom < frame[1] or right > frame[2] or top > frame[3]
    crossed = sum(left < x < right and bottom < y < top for x, y in trail)
    return (
        COVER_COST * covered + ASTRAY_COST * astray + OUTSIDE_COST * outside + CROSSING_COST * SAMPLING_STEP * crossed
    )


def _gap(label: PixelBox, point: LabelledPoint) -> float:
    """The pixels between a label and the edge of a point; below zero if it covers some of it."""
    left, bottom, right, top = label
    across = point.x - min(max(point.x, left), right)
    return math.hypot(across, point.y - min(max(point.y, bottom), top)) - point.radius


def _overlap(one: PixelBox, other: PixelBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _enclosing_box(boxes: Sequence[PixelBox]) -> PixelBox:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _between(one: PixelPoint, other: PixelPoint) -> list[PixelPoint]:
    steps = max(1, round(math.dist(one, other) / SAMPLING_STEP))
    return [
        (one[0] + (other[0] - one[0]) * step / steps, one[1] + (other[1] - one[1]) * step / steps)
        for step in range(steps)
    ]
