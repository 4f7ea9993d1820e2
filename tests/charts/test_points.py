"""The points of every chart: each figure of its table has one, with its words, its claim and its place."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.points import ChartPoint, chart_points
from lib.language import LANGUAGE_CODES, Language, LanguageCode


def points_of(archive: Archive, name: str, code: LanguageCode = "en", *, later: bool = True) -> tuple[ChartPoint, ...]:
    context = ChartContext(archive, View(4, later=later), Language(code))
    chart = build_chart(name, context)
    return chart_points(chart, chart.plot, context)


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_each_claim_that_is_drawn_has_a_point_of_its_edition(archive: Archive, name: str, code: LanguageCode) -> None:
    context = ChartContext(archive, View(4, later=True), Language(code))
    chart = build_chart(name, context)
    points = chart_points(chart, chart.plot, context)
    assert points
    data = [trace for trace in chart.plot.parts()["data"] if "hovertemplate" in trace and "customdata" in trace]
    drawn = {(row[-2], row[-1]) for trace in data for row in trace["customdata"]}
    claimed = [cell for row in chart.table.rows for cell in row if cell.claim and (cell.value, cell.qualifier) in drawn]
    assert {point.claim for point in points if point.claim} <= {cell.claim for cell in claimed}
    assert len([point for point in points if point.claim]) >= len(claimed) - 1  # the pace's table repeats a total
    for point in points:
        assert all(line == line.strip() and "<" not in line for line in point.lines)
        assert point.edition is None or not point.claim or point.claim.startswith(f"{point.edition}.")


@pytest.mark.parametrize("name", CHARTS)
def test_marks_stand_in_the_plot_area(archive: Archive, name: str) -> None:
    for point in points_of(archive, name):
        left, top, width, height = point.place
        assert width >= 0 <= height
        if not point.is_label:
            assert -0.01 <= left <= left + width <= 1.01
            assert -0.01 <= top <= top + height <= 1.01


def test_a_figure_is_told_with_wording_comparison_and_sources(archive: Archive) -> None:
    told = {point.edition: point.lines for point in points_of(archive, "visitors_total") if point.claim}
    assert told[3] == (
        "Tangier 2019",
        "about\u00a0515,000 visitors",
        "about\u00a055% fewer than Fes 2023",
        "4 sources",
    )
    assert told[4][2] == "about\u00a02.2 times as many as Tangier 2019"


def test_times_are_not_compared_as_counts_are(archive: Archive) -> None:
    assert not [line for point in points_of(archive, "record_reigns") for line in point.lines if "than" in line]


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_editions_come_in_reading_order(archive: Archive, code: LanguageCode) -> None:
    for name in ("visitors_climb", "visitors_total", "record_reigns"):
        marks = [point.edition for point in points_of(archive, name, code) if not point.is_label]
        assert marks == sorted(marks, key=str), name


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", ["measure_pair", "journey_map"])
def test_points_of_a_drawing_follow_the_editions(archive: Archive, name: str, code: LanguageCode) -> None:
    """Their heights say nothing of an order."""
    marks = [point for point in points_of(archive, name, code) if not point.is_label]
    assert [mark.edition for mark in marks] == [1, 2, 3, 4, 5, 6]
    assert [mark.place[1] for mark in marks] != sorted(mark.place[1] for mark in marks)


def test_rows_are_read_one_after_the_other(archive: Archive) -> None:
    nouns = [point.lines[1].rsplit("\u00a0")[-1] for point in points_of(archive, "reach", "ar") if not point.is_label]
    assert nouns == sorted(nouns, key=nouns.index)


@pytest.mark.parametrize("name", ["visitors_climb", "visitors_pace", "journey_map", "journey_legs", "scoreboard"])
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_each_edition_has_its_label(archive: Archive, name: str, code: LanguageCode) -> None:
    labels = [point for point in points_of(archive, name, code) if point.is_label and not point.row]
    assert {point.edition for point in labels} == {1, 2, 3, 4, 5, 6}
