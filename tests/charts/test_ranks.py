"""The matrix of ranks: as dark as the figures rank, with a shape of its own for what was not published."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.charts import Chart, ChartContext, View, build_chart
from lib.charts.chart import TREND_ORDERS, TrendOrder
from lib.charts.ranks import cell_opacity
from lib.language import Language
from lib.measures import collect_trends

EN = Language("en")


@pytest.fixture(params=TREND_ORDERS)
def chart(archive: Archive, request: pytest.FixtureRequest) -> Chart:
    order: TrendOrder = request.param
    return build_chart("ranks", ChartContext(archive, View(4, order=order), EN))


def test_each_cell_says_the_rank_of_its_figure(archive: Archive, chart: Chart) -> None:
    trends = {trend.measure.id: trend for trend in collect_trends(archive)}
    for plot in (chart.plot, chart.narrow.plot if chart.narrow else chart.plot):
        cells, ranks, absent = plot.parts()["data"]
        assert len(cells["customdata"]) == len(ranks["text"])
        for (measure, edition, value, _), rank in zip(cells["customdata"], ranks["text"], strict=True):
            figures = [figure.value for figure in trends[measure].series.values()]
            assert int(rank) == 1 + sum(other > value for other in figures)
            assert trends[measure].series[edition].value == value
        assert len(absent["x"]) == 6 * len(chart.table.rows) - len(ranks["text"])


def test_measures_with_one_figure_are_not_ranked(archive: Archive, chart: Chart) -> None:
    ranked = {row[0].text for row in chart.table.rows}
    assert "Police staff" not in ranked
    assert len(ranked) == sum(len(trend.series) > 1 for trend in collect_trends(archive))


def test_the_higher_rank_is_the_darker_cell(archive: Archive) -> None:
    for trend in collect_trends(archive):
        darkness = {trend.rank_of(number): cell_opacity(trend, number, False) for number in trend.series}
        assert sorted(darkness, key=lambda rank: rank or 0) == sorted(darkness, key=lambda rank: -darkness[rank])
        assert all(0 < opacity <= 0.8 for opacity in darkness.values())


def test_the_headline_names_the_edition_that_is_first_most_often(chart: Chart) -> None:
    firsts = [sum(row[place].text.endswith("(1)") for row in chart.table.rows) for place in range(1, 7)]
    assert max(firsts) == firsts[5]
    number = len(chart.table.rows)
    assert chart.headline.startswith(f"El Jadida 2025: first in {firsts[5]} of the {number} measures")
