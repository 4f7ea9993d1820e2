"""A matrix has the titles of its rows at the side on a wide screen, and above the rows on a narrow one."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.charts import ChartContext, View, build_chart
from lib.charts.chart_series import row_series
from lib.charts.kinds.matrix_frame import SIDE_TITLES_WIDTH
from lib.charts.points import chart_points, plain_lines
from lib.language import Language

MATRICES = ("coverage", "demonstration_units", "stand_themes", "seminar_subjects", "ranks")


@pytest.mark.parametrize("name", MATRICES)
def test_titles_stand_at_the_side_where_there_is_room(archive: Archive, name: str, language: Language) -> None:
    chart = build_chart(name, ChartContext(archive, View(4, later=True), language))
    titles = [row[0].text for row in chart.table.rows]
    wide, narrow = (chart.for_width(SIDE_TITLES_WIDTH - below).plot.parts()["layout"] for below in (0, 1))
    assert [plain_lines(text)[0] for text in wide["yaxis"]["ticktext"]] == titles
    assert wide["yaxis"]["side"] == ("right" if language.rtl else "left")
    assert wide["xaxis"]["side"] == "top"
    assert not wide.get("annotations")
    assert [plain_lines(one["text"])[0] for one in narrow["annotations"]] == titles


@pytest.mark.parametrize("name", [*MATRICES, "scoreboard", "reach", "trends"])
def test_each_title_is_a_point_that_lights_the_marks_of_its_row(
    archive: Archive, name: str, language: Language
) -> None:
    context = ChartContext(archive, View(4, later=True), language)
    chart = build_chart(name, context)
    assert chart.narrow is not None or name in ("scoreboard", "reach")
    for plot in (chart.plot, chart.for_width(0).plot):
        titles = [point for point in chart_points(chart, plot, context) if point.row]
        assert [point.row for point in titles] == list(range(1, len(plot.rows) + 1))
        assert [point.lines[0] for point in titles] == [row.title for row in plot.rows]
        series = row_series(plot)
        assert series
        figures: dict[str, set[int]] = {}
        for trace, owners in zip(plot.parts()["data"], series.traces, strict=True):
            assert isinstance(owners, tuple)
            for data, owner in zip(trace.get("customdata") or (), owners, strict=False):
                if owner > 0 or name != "trends":  # the measures with one figure have no panel
                    figures.setdefault(f"{data[0]}", set()).add(owner)
        for owned in figures.values():
            # The topics of the coverage have a row of figures and one of names.
            assert len(owned) == 1 or (name == "coverage" and len(owned) == 2)
        assert {row for owned in figures.values() for row in owned} <= set(range(1, len(plot.rows) + 1))


def test_the_points_of_the_editions_stand_where_their_names_are(archive: Archive) -> None:
    context = ChartContext(archive, View(4, later=True), Language("en"))
    chart = build_chart("ranks", context)
    editions = [point for point in chart_points(chart, chart.plot, context) if point.is_label and not point.row]
    assert len(editions) == 6
    # Above the plot: from its upper edge upwards.
    assert all(point.place[1] == 0 and point.margin[1] == -point.margin[3] < 0 for point in editions)
