"""A crowd around one dot: as many dots as the rate says, on one scale for all editions, none on another."""

from __future__ import annotations

import math
import re
import shutil
from itertools import combinations
from pathlib import Path

import plotly.graph_objects as go
import pytest

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, Chart, ChartContext, View
from lib.charts.kinds.crowd import DOT_RADIUS, MAX_DOTS, MIDDLE_RADIUS, circle_path, crowd_dots, things_per_dot
from lib.language import Language

NAMES = ["staff_proportions", "vehicles_proportions"]
CIRCLE = re.compile(r"M(-?[\d.]+),(-?\d+)C\S+ \S+ (-?[\d.]+),\2C[^Z]*Z")


def dots(chart: Chart) -> list[tuple[float, float, float]]:
    """(x, y, radius) of each small dot that a chart draws."""
    paths = [shape.path for shape in go.Figure(chart.plot.parts()).layout.shapes if shape.type == "path"]
    found = [tuple(map(float, circle)) for path in paths for circle in CIRCLE.findall(path)]
    return [((left + right) / 2, y, (right - left) / 2) for left, y, right in found]


@pytest.mark.parametrize(
    ("name", "unit", "whole"), [("staff_proportions", 1, "officer"), ("vehicles_proportions", 20, "vehicle")]
)
def test_dots_add_up_to_the_value(archive: Archive, language: Language, name: str, unit: int, whole: str) -> None:
    chart = CHARTS[name](ChartContext(archive, View(4), language))
    value = chart.table.rows[0][1].value
    assert value
    areas = [radius**2 / DOT_RADIUS**2 for *_, radius in dots(chart)]
    assert sum(areas) == pytest.approx(value / unit, abs=0.01)
    assert len(areas) == math.ceil(value / unit)
    assert language.noun(unit, "visitor") in chart.subtitle
    assert language.noun(1, whole) in chart.subtitle


def test_no_dot_covers_another() -> None:
    placed = list(crowd_dots(MAX_DOTS))
    assert all(math.hypot(x, y) > MIDDLE_RADIUS + DOT_RADIUS for x, y, _ in placed)
    assert all(math.dist(one[:2], other[:2]) > 2 * DOT_RADIUS for one, other in combinations(placed, 2))


def test_the_last_dot_may_be_a_part() -> None:
    assert [radius for *_, radius in crowd_dots(2.25)] == [DOT_RADIUS, DOT_RADIUS, DOT_RADIUS / 2]


def test_a_circle_is_round() -> None:
    """Each curve is as high as the radius: a cubic curve reaches three quarters of the height of its handles."""
    assert circle_path(0, 0, 3) == "M-3,0C-3,4 3,4 3,0C3,-4 -3,-4 -3,0Z"


@pytest.mark.parametrize(
    ("value", "unit"), [(0, 1), (4.84, 1), (500, 1), (501, 2), (1_530, 5), (7_670, 20), (37_100, 100), (1e6, 2_000)]
)
def test_unit_of_a_dot(value: float, unit: int) -> None:
    assert things_per_dot(value) == unit
    assert value / unit <= MAX_DOTS


def test_the_scale_is_that_of_all_editions(archive: Archive, tmp_path: Path) -> None:
    """An edition with fewer visitors an officer has fewer dots, and not larger ones, whoever is in focus."""
    shutil.copytree(archive.folder, tmp_path / "data")
    with (tmp_path / "data" / "5-agadir-2024" / "staff.csv").open("a", encoding="utf-8") as file:
        file.write("all,,,,,2300,exact,normal,,seed-article,\n")
    found = read_archive(tmp_path / "data")
    counts = {
        focus: len(dots(CHARTS["staff_proportions"](ChartContext(found, View(focus), Language("en")))))
        for focus in (4, 5)
    }
    # Over 900 visitors per officer there make two visitors a dot in both.
    assert counts == {4: 250, 5: 461}


@pytest.mark.parametrize("name", NAMES)
def test_without_a_figure_there_is_no_crowd(name: str, archive: Archive, tmp_path: Path) -> None:
    shutil.copytree(archive.folder, tmp_path / "data")
    path = tmp_path / "data" / "4-fes-2023" / f"{name.split('_')[0]}.csv"
    path.write_text(path.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    chart = CHARTS[name](ChartContext(read_archive(tmp_path / "data"), View(4), Language("en")))
    assert dots(chart) == []
    assert "dot" not in chart.subtitle.lower()
    assert "dot" not in chart.alternative
