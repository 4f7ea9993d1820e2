"""The value that charts are made from, and the charts: what all readers share can be changed by none of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import pytest

from lib.archive import Archive
from lib.charts import CHARTS, Chart, ChartContext, View, build_chart
from lib.language import Language


def shared(archive: Archive, name: str) -> Chart:
    return build_chart(name, ChartContext(archive, View(4), Language("ar")))


def test_a_chart_is_built_once_for_equal_choices(archive: Archive) -> None:
    assert shared(archive, "scoreboard") is shared(archive, "scoreboard")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_immutable_all_through(archive: Archive, name: str) -> None:
    chart = shared(archive, name)
    hash(chart)  # whatever is in it can be hashed, and no list, dictionary or figure can
    with pytest.raises(FrozenInstanceError):
        chart.plot.spec = ""  # type: ignore[misc]
    for field in fields(chart):
        assert not isinstance(getattr(chart, field.name), list | dict | set)


def test_every_figure_is_ones_own(archive: Archive) -> None:
    chart = shared(archive, "visitors_total")
    mine = chart.plot.figure()
    mine.layout.height = 10
    mine.data[0].y = ()
    chart.plot.parts()["data"].clear()
    theirs = chart.plot.figure()
    assert theirs.layout.height == chart.plot.height > 10
    assert len(theirs.data[0].y) == 4
    assert theirs.to_json() == chart.plot.spec


def test_rows_fill_the_plot(archive: Archive) -> None:
    """A chart that may be cut between its rows says how high each is; any other says nothing."""
    cut = {name for name in CHARTS if shared(archive, name).plot.row_shares}
    assert cut == {
        "scoreboard", "reach", "coverage", "stand_themes", "seminar_subjects", "demonstration_units",
        "staff_proportions", "vehicles_proportions",
    }  # fmt: skip
    for name in cut:
        plot = shared(archive, name).plot
        assert len(plot.row_shares) <= len(plot.row_titles)
        assert 0.95 < sum(plot.row_shares) < 1.05
        assert all(share > 0 for share in plot.row_shares)
