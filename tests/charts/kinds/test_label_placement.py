"""Labels beside points: the arrangement that costs least."""

from __future__ import annotations

import random
from itertools import product

import pytest

from lib.charts.kinds.label_placement import (
    ASTRAY_COST,
    COVER_COST,
    CROSSING_COST,
    OUTSIDE_COST,
    SAMPLING_STEP,
    LabelledPoint,
    PixelBox,
    PixelPoint,
    label_box,
    label_positions,
    place_labels,
)

FRAME = (0.0, 0.0, 300.0, 200.0)


def point(x: float, y: float) -> LabelledPoint:
    return LabelledPoint(x, y, 6.5, 70, 16)


def reaches_into(one: PixelBox, other: PixelBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def gap(box: PixelBox, dot: LabelledPoint) -> float:
    across, up = max(box[0] - dot.x, 0, dot.x - box[2]), max(box[1] - dot.y, 0, dot.y - box[3])
    return float((across**2 + up**2) ** 0.5 - dot.radius)


def cost(boxes: list[PixelBox], points: list[LabelledPoint], line: list[PixelPoint]) -> float:
    """What an arrangement costs beside its distances. The line is horizontal, from left to right."""
    total = COVER_COST * reaches_into(*boxes)
    (first, y), (last, _) = line
    steps = round((last - first) / SAMPLING_STEP)
    places = [first + (last - first) * step / steps for step in range(steps)]
    for box, own in zip(boxes, points, strict=True):
        gaps = [gap(box, dot) for dot in points]
        total += COVER_COST * sum(each < 1 for each in gaps)
        total += ASTRAY_COST * sum(1 <= each < gap(box, own) for each in gaps)
        total += OUTSIDE_COST * (box[0] < 0 or box[1] < 0 or box[2] > FRAME[2] or box[3] > FRAME[3])
        total += CROSSING_COST * SAMPLING_STEP * sum(box[0] < x < box[2] and box[1] < y < box[3] for x in places)
    return total


@pytest.mark.parametrize("seed", range(30))
def test_no_other_arrangement_of_two_labels_costs_less(seed: int) -> None:
    dice = random.Random(seed)
    first = (dice.uniform(0, 300), dice.uniform(0, 200))
    points = [point(*first), point(first[0] + dice.uniform(-90, 90), first[1] + dice.uniform(-30, 30))]
    line = [(0.0, first[1]), (300.0, first[1])]
    costs = {
        sides: cost([label_box(*one) for one in zip(points, sides, strict=True)], points, line)
        + sum(side.cost for side in sides)
        for sides in product(*map(label_positions, points))
    }
    found = place_labels(points, [line], FRAME)
    assert costs[tuple(found)] == pytest.approx(min(costs.values()))


def test_a_label_with_room_begins_beside_its_point() -> None:
    (side,) = place_labels([point(100, 100)], [], FRAME)
    assert (side.xanchor, side.yanchor, side.xshift) == ("left", "middle", 10.5)


def test_without_points_there_are_no_labels() -> None:
    assert place_labels([], [[(0, 0), (9, 9)]], FRAME) == []
