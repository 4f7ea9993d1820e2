"""The placement of labels beside points. Labels avoid each other and the points, and cover little of the lines."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np
import numpy.typing as npt

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
Numbers: TypeAlias = npt.NDArray[np.float64]


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
    if not points:
        return []
    positions = [label_positions(point) for point in points]
    boxes = np.array(
        [[label_box(point, side) for side in sides] for point, sides in zip(points, positions, strict=True)]
    )
    costs = _position_costs(boxes, points, _trail(lines), frame)
    costs += [[side.cost for side in sides] for sides in positions]
    clashes = _overlap(boxes[:, :, None, None], boxes)
    best, totals = np.empty((1, 0), int), np.zeros(1)  # arrangements, each a row of places; what each costs
    covered = np.zeros((1, *costs.shape))  # how many labels of each arrangement lie under each position
    for number in range(len(points)):
        reached = (totals[:, None] + costs[number] + COVER_COST * covered[:, number]).ravel()
        kept = np.argsort(reached, kind="stable")[:BEAM_WIDTH]
        before, place = np.divmod(kept, costs.shape[1])
        best, totals = np.column_stack((best[before], place)), reached[kept]
        covered = covered[before] + clashes[number, place]
    return [sides[place] for sides, place in zip(positions, best[0], strict=True)]


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


def _position_costs(boxes: Numbers, points: Sequence[LabelledPoint], trail: Numbers, frame: PixelBox) -> Numbers:
    """What each position of each label costs, without regard to other labels and to its distance: points × positions.

    `boxes` are those of all positions: points × positions × edges of PixelBox.
    """
    left, bottom, right, top = np.moveaxis(boxes, 2, 0)
    gaps = _gaps(boxes, points)
    own_gaps = gaps[np.arange(len(points)), :, np.arange(len(points))]
    covered = (gaps < 1).sum(axis=2)
    astray = ((gaps >= 1) & (gaps < own_gaps[:, :, None])).sum(axis=2)
    outside = (left < frame[0]) | (bottom < frame[1]) | (right > frame[2]) | (top > frame[3])
    crossed = np.array([_covered_places(own, trail) for own in boxes])
    costs: Numbers = (
        COVER_COST * covered + ASTRAY_COST * astray + OUTSIDE_COST * outside + CROSSING_COST * SAMPLING_STEP * crossed
    )
    return costs


def _gaps(boxes: Numbers, points: Sequence[LabelledPoint]) -> Numbers:
    """The pixels between each box and the edge of each point, below zero if it covers some of it, as one more axis."""
    x, y, radius = np.array([(point.x, point.y, point.radius) for point in points]).T
    left, bottom, right, top = np.moveaxis(boxes[..., None], -2, 0)
    gaps: Numbers = np.hypot(x - np.clip(x, left, right), y - np.clip(y, bottom, top)) - radius
    return gaps


def _covered_places(boxes: Numbers, trail: Numbers) -> Numbers:
    """How many places of the trail each box covers. What lies outside of all boxes is looked at once."""
    around = np.concatenate((boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)))
    near = trail[_is_inside(trail, around)]
    covered: Numbers = _is_inside(near, boxes[:, None]).sum(axis=1)
    return covered


def _is_inside(places: Numbers, boxes: Numbers) -> npt.NDArray[np.bool_]:
    """Whether each place lies in each box, at the edges of which it does not."""
    return _overlap(np.concatenate((places, places), axis=-1), boxes)


def _overlap(one: Numbers, other: Numbers) -> npt.NDArray[np.bool_]:
    left, bottom, right, top = np.moveaxis(other, -1, 0)
    overlap: npt.NDArray[np.bool_] = (
        (one[..., 0] < right) & (left < one[..., 2]) & (one[..., 1] < top) & (bottom < one[..., 3])
    )
    return overlap


def _trail(lines: Iterable[Sequence[PixelPoint]]) -> Numbers:
    """Places on the lines, about SAMPLING_STEP apart."""
    parts = [_between(one, other) for line in lines for one, other in pairwise(line)]
    return np.array([place for part in parts for place in part]).reshape(-1, 2)


def _between(one: PixelPoint, other: PixelPoint) -> list[PixelPoint]:
    steps = max(1, round(math.dist(one, other) / SAMPLING_STEP))
    return [
        (one[0] + (other[0] - one[0]) * step / steps, one[1] + (other[1] - one[1]) * step / steps)
        for step in range(steps)
    ]
