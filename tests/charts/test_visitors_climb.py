"""The climb: columns at their dates, the record as steps, labels that cover nothing, room for the page's title."""

from __future__ import annotations

import datetime
from itertools import combinations, pairwise
from typing import Any

import pytest

from lib.archive import Archive
from lib.charts import ChartContext, View
from lib.charts.climb_labels import LABEL_LINE_HEIGHT, NARROWEST, PLOT_HEIGHT
from lib.charts.kinds.label_placement import label_width
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.visitors_climb import leaves_room, visitors_climb
from lib.language import LANGUAGE_CODES, Language, LanguageCode

Box = tuple[float, float, float, float]


def climb_parts(archive: Archive, language: Language, focus: int = 4) -> dict[str, Any]:
    return visitors_climb(ChartContext(archive, View(focus), language)).plot.parts()


def test_every_edition_stands_at_its_date_in_its_colour(archive: Archive, language: Language) -> None:
    columns = climb_parts(archive, language)["data"][0]
    days = [datetime.date.fromordinal(int(day)) for day in columns["x"]]
    assert [day.year for day in days] == [2017, 2018, 2019, 2023, 2024, 2025]
    assert [number for number, _, _ in columns["customdata"]] == [1, 2, 3, 4, 5, 6]
    before, lit, since = PLACEHOLDERS.other, PLACEHOLDERS.focus, PLACEHOLDERS.since
    assert columns["marker"]["color"] == [before, before, before, lit, since, since]


def test_the_record_rises_and_runs_to_the_edge(archive: Archive, language: Language) -> None:
    parts = climb_parts(archive, language)
    steps = parts["data"][1]
    assert steps["line"]["shape"] == "hv"
    assert steps["y"] == [80_000, 260_000, 515_000, 1_150_000, 2_120_000, 2_400_000, 2_400_000]
    assert all(one < other for one, other in pairwise(steps["x"]))
    assert steps["x"][-1] == max(parts["layout"]["xaxis"]["range"])


def test_time_runs_in_reading_direction(archive: Archive) -> None:
    for code in LANGUAGE_CODES:
        start, end = climb_parts(archive, Language(code))["layout"]["xaxis"]["range"]
        assert (start < end) == (code != "ar")


def test_years_without_an_edition_are_shaded_up_to_the_record_and_named(archive: Archive) -> None:
    parts = climb_parts(archive, Language("en"))
    shade = next(shape for shape in parts["layout"]["shapes"] if shape["type"] == "rect")
    assert [datetime.date.fromordinal(shade[end]).year for end in ("x0", "x1")] == [2020, 2023]
    assert shade["y1"] == 515_000
    assert any(label["text"] == "no<br>edition" for label in parts["layout"]["annotations"])


def label_boxes(parts: dict[str, Any]) -> list[Box]:
    """Where the labels of columns stand on the narrowest screen: left, bottom, right, top, in pixels."""
    low, high = sorted(parts["layout"]["xaxis"]["range"])
    top = parts["layout"]["yaxis"]["range"][1]
    boxes = []
    for label in parts["layout"]["annotations"]:
        if "yshift" in label:
            lines = [line.removeprefix("<b>").removesuffix("</b>") for line in label["text"].split("<br>")]
            right = (label["x"] - low) / (high - low) * NARROWEST
            bottom = label["y"] / top * PLOT_HEIGHT + label["yshift"]
            boxes.append((right - label_width(lines), bottom, right, bottom + LABEL_LINE_HEIGHT * len(lines)))
    return boxes


@pytest.mark.parametrize("code", ["fr", "en"])  # an Arabic label has marks of direction, which take no room
def test_no_label_covers_another_or_is_cut(archive: Archive, grown: Archive, code: LanguageCode) -> None:
    for book in (archive, grown):
        boxes = label_boxes(climb_parts(book, Language(code)))
        assert len(boxes) >= 6
        assert all(left >= -1 and top <= PLOT_HEIGHT for left, _, _, top in boxes)
        for one, other in combinations(boxes, 2):
            apart = one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]
            assert apart, (one, other)


def test_the_first_the_focus_and_the_holder_are_always_named(grown: Archive) -> None:
    named = [label["text"] for label in climb_parts(grown, Language("en"), 30)["layout"]["annotations"]]
    assert any("Casablanca" in text for text in named)
    assert any("El Jadida" in text and "2,400,000" in text for text in named)
    assert (
        sum(
            PLACEHOLDERS.focus == label["font"]["color"]
            for label in climb_parts(grown, Language("en"), 30)["layout"]["annotations"]
        )
        == 1
    )


def test_the_table_holds_every_edition_whatever_is_compared(archive: Archive, language: Language) -> None:
    for view in (View(2), View(4), View(4, later=True), View(4, editions=(1, 2))):
        chart = visitors_climb(ChartContext(archive, view, language))
        assert len(chart.table.rows) == 6


def test_the_title_has_room_in_a_climb_that_begins_low(archive: Archive, grown: Archive) -> None:
    assert leaves_room(ChartContext(archive, View(4), Language("ar")))
    assert not leaves_room(ChartContext(grown, View(4), Language("ar")))
