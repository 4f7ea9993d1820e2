"""The value that charts are made from, and the charts: what all readers share can be changed by none of them."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields

import plotly.graph_objects as go
import pytest

from lib.archive import Archive
from lib.charts import CHARTS, Chart, ChartContext, View, build_chart
from lib.content.claim_list import claim_entries
from lib.content.edition_pair import build_edition_pair
from lib.language import LANGUAGE_CODES, Language
from lib.measures import MEASURES

EN = Language("en")


def shared(archive: Archive, name: str) -> Chart:
    return build_chart(name, ChartContext(archive, View(4), Language("ar")))


def test_a_chart_is_built_once_for_equal_choices(archive: Archive) -> None:
    assert shared(archive, "scoreboard") is shared(archive, "scoreboard")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_immutable_all_through(archive: Archive, name: str) -> None:
    chart = shared(archive, name)
    hash(chart)  # whatever is in it can be hashed, and no list, dictionary or figure can
    with pytest.raises(FrozenInstanceError):
        chart.plot.spec = ""
    for field in fields(chart):
        assert not isinstance(getattr(chart, field.name), list | dict | set)


def test_every_figure_is_ones_own(archive: Archive) -> None:
    chart = shared(archive, "visitors_total")
    mine = go.Figure(chart.plot.parts())
    mine.layout.height = 10
    mine.data[0].y = ()
    chart.plot.parts()["data"].clear()
    theirs = go.Figure(chart.plot.parts())
    assert theirs.layout.height == chart.plot.height > 10
    assert len(theirs.data[0].y) == 4
    assert theirs.to_json() == chart.plot.spec


def test_rows_fill_the_plot(archive: Archive) -> None:
    """A chart that may be cut between its rows says how high each is; any other says nothing."""
    charts = [shared(archive, name) for name in CHARTS]
    narrow, wide = ({one.id for one in charts if one.for_width(width).plot.row_shares} for width in (0, 1080))
    assert wide == {"scoreboard", "reach"}  # elsewhere the titles stand at the side
    assert narrow - wide == {
        "coverage", "stand_themes", "seminar_subjects", "demonstration_units", "ranks", "trends",
    }  # fmt: skip
    for name in narrow:
        plot = shared(archive, name).for_width(0).plot
        assert len(plot.row_shares) <= len(plot.row_titles)
        assert 0.95 < sum(plot.row_shares) < 1.05
        assert all(share > 0 for share in plot.row_shares)


@pytest.mark.parametrize("name", CHARTS)
def test_sources_of_coordinates_stand_under_no_count(archive: Archive, name: str) -> None:
    references = {source for source, row in archive.sources.items() if row.kind == "reference"}
    assert references
    for focus in archive.numbers:
        cited = {source.id for source in build_chart(name, ChartContext(archive, View(focus, later=True), EN)).sources}
        assert bool(cited & references) == (name == "journey_legs")


def test_nor_under_any_measure_or_comparison(archive: Archive) -> None:
    references = {source for source, row in archive.sources.items() if row.kind == "reference"}
    for measure in MEASURES.values():
        for figure in measure(archive).values():
            assert not references & set(figure.sources), measure.id
    pair = build_edition_pair(archive, 4, 3, EN)
    assert not references & {source.id for source in pair.sources}


def test_a_publisher_without_a_name_is_never_first(archive: Archive) -> None:
    unnamed = {source for source, row in archive.sources.items() if not row.publisher}
    assert unnamed
    for code in LANGUAGE_CODES:
        lists = [entry.sources for entry in claim_entries(archive, Language(code))]
        lists += [build_chart(name, ChartContext(archive, View(4), Language(code))).sources for name in CHARTS]
        for cited in lists:
            if cited and not unnamed.issuperset(source.id for source in cited):
                assert cited[0].id not in unnamed
