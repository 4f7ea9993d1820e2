"""A standing record is drawn up to the month that it is now; that month comes in with the record book."""

from __future__ import annotations

import datetime

from lib.archive import Archive
from lib.archive.publication import Publication
from lib.charts import Chart, ChartContext, View, build_chart
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.language import Language

EN = Language("en")
NOVEMBER = datetime.date(2026, 11, 1)


def shown_in(archive: Archive, month: datetime.date | None, name: str) -> Chart:
    """The chart of the same record book, as it is shown in that month."""
    instant = datetime.datetime(2026, 5, 17, 10, tzinfo=datetime.UTC)
    release = Publication(1, instant, "new_edition", {}, (), 1, lambda number: archive, lambda number: None, month)
    return build_chart(name, ChartContext(archive.published_as(release), View(4, later=True), EN))


def test_the_climb_ends_the_standing_record_with_the_month_and_not_at_the_edge(archive: Archive) -> None:
    climb = shown_in(archive, NOVEMBER, "visitors_climb")
    steps, axis = climb.plot.parts()["data"][1], climb.plot.parts()["layout"]["xaxis"]
    assert steps["x"][-1] == NOVEMBER.toordinal() < axis["range"][1]
    assert steps["marker"]["size"] == [0] * 6 + [9]
    assert "2026" in axis["ticktext"]
    assert climb.subtitle.endswith("The gold line is the record, up to November 2026. Green: later editions.")
    assert climb.plain_subtitle == "Visitors over all open days of each edition."


def test_without_a_month_it_runs_to_the_edge(archive: Archive) -> None:
    steps = shown_in(archive, None, "visitors_climb").plot.parts()["data"][1]
    assert steps["mode"] == "lines"
    before = shown_in(archive, datetime.date(2025, 5, 1), "visitors_climb")  # the month of the edition that set it
    assert before.plot.parts()["data"][1]["mode"] == "lines"


def test_the_standing_record_has_a_length_among_the_others(archive: Archive) -> None:
    plot = shown_in(archive, NOVEMBER, "record_reigns").plot.parts()
    _, standing, end = plot["data"]
    since = datetime.date(2025, 5, 21)
    assert standing["base"] == [since.toordinal()]
    assert standing["x"] == [(NOVEMBER - since).days]
    assert standing["marker"]["color"] == PLACEHOLDERS.record
    assert end["x"] == [NOVEMBER.toordinal()]
    said = [part["text"] for part in plot["layout"]["annotations"]]
    assert said[-1].endswith("over 1 year, 5 months and 11 days to date")


def test_what_grows_by_itself_is_in_no_table(archive: Archive) -> None:
    """The table of a chart says what sources say, and would be another one each month."""
    for name in ("visitors_climb", "record_reigns"):
        assert shown_in(archive, NOVEMBER, name).table == shown_in(archive, None, name).table
        assert shown_in(archive, NOVEMBER, name).alternative == shown_in(archive, None, name).alternative
