"""Which editions stand side by side, and what a chart says of those that don't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, editions_by_number
from lib.charts.edition_window import MAX_EDITIONS, edition_window
from lib.charts.kinds.record_line import RecordLine
from lib.charts.phrases import join_edition_names
from lib.language import Language
from lib.measures import MEASURES, Figure, record_figures

EN = Language("en")
numbers = st.lists(st.integers(1, 900), unique=True, max_size=40).map(sorted)


@given(numbers, st.integers(0, 901))
def test_as_many_neighbours_as_there_is_room_for(there: list[int], focus: int) -> None:
    found = edition_window(there, focus)
    assert len(found) == min(MAX_EDITIONS, len(there))
    start = there.index(found[0]) if found else 0
    assert list(found) == there[start : start + len(found)]


@given(numbers.filter(bool), st.data())
def test_the_focus_is_inside_and_in_the_middle_where_it_can_be(there: list[int], data: st.DataObject) -> None:
    focus = data.draw(st.sampled_from(there))
    found = edition_window(there, focus)
    assert focus in found
    before, after = found.index(focus), len(found) - 1 - found.index(focus)
    if found[0] != there[0] and found[-1] != there[-1]:
        assert abs(before - after) <= 1


@given(st.dictionaries(st.integers(1, 30), st.integers(1, 9), min_size=1), st.integers(1, 30))
def test_the_line_of_the_record_is_right_whatever_is_shown(counted: dict[int, int], focus: int) -> None:
    """At each column the highest level is the record that stood when it opened, if it was to fall or came from before
    the first column.
    """
    there = sorted(counted)
    found = record_figures({number: Figure(counted[number]) for number in there})
    place = {number: at for at, number in enumerate(edition_window(there, focus))}
    lines = list(RecordLine(found).segments(place))
    for start, end, _ in lines:
        assert -0.5 <= start < end <= len(place) - 0.5
    for number, at in place.items():
        standing = [record for record in found if record.holder < number <= (record.broken_by or number)]
        levels = {level for start, end, level in lines if start <= at <= end}
        for record in standing:
            if record.broken_by is not None or record.holder < min(place):
                assert record.figure.value in levels


def test_all_six_editions_are_shown(archive: Archive) -> None:
    for focus in archive.numbers:
        for later in (False, True):
            context = ChartContext(archive, View(focus, later), EN)
            assert context.compared == context.in_scope


@pytest.mark.parametrize("later", [False, True])
@pytest.mark.parametrize("name", [name for name in CHARTS if name != "visitors_climb"])  # all editions on a calendar
def test_no_chart_holds_more_than_fit(grown: Archive, name: str, later: bool) -> None:
    graphic = CHARTS[name](ChartContext(grown, View(30, later), EN))
    places = graphic.plot.figure().layout.xaxis.ticktext or ()
    assert len(places) <= 12
    assert len(graphic.table.columns) <= MAX_EDITIONS + 1
    assert len(graphic.table.rows) <= 20
    assert len(graphic.plot.spec) < 80_000


def test_what_is_not_shown_is_said(grown: Archive) -> None:
    graphic = CHARTS["visitors_total"](ChartContext(grown, View(30, later=True), EN))
    names = editions_by_number(grown, EN)
    assert [row[0].text for row in graphic.table.rows] == [names[number].name for number in (27, 28, 29, 30, 31, 32)]
    assert graphic.notes[0] == f"Shown here: 6 of 60 editions, from {names[27].name} to {names[32].name}."


def test_a_record_from_before_the_first_column_is_drawn_and_named(grown: Archive) -> None:
    graphic = CHARTS["visitors_total"](ChartContext(grown, View(30), EN))
    best = MEASURES["visitors"](grown)[6]  # the sixth edition's record is equalled, not broken
    assert "Record to beat: El Jadida 2025, nearly\u00a02,400,000." in graphic.notes
    assert "El Jadida 2025" in graphic.alternative
    assert best.value in graphic.plot.figure().data[1].y
    assert set(best.sources) <= {source.id for source in graphic.sources}


def test_the_lead_is_asked_of_all_editions(grown: Archive) -> None:
    """The thirtieth edition only equals the sixth, so that it leads nowhere though it is the highest of those shown."""
    assert "highest" not in CHARTS["scoreboard"](ChartContext(grown, View(30), EN)).headline
    assert "highest" in CHARTS["scoreboard"](ChartContext(grown, View(6), EN)).headline


def test_chosen_editions_are_a_window_too(grown: Archive) -> None:
    chosen = tuple(range(1, 60, 3))
    compared = ChartContext(grown, View(30, editions=chosen), EN).compared
    assert [edition.number for edition in compared] == [22, 25, 28, 31, 34, 37]


def test_of_many_names_a_few_are_told() -> None:
    names = [f"City {number}" for number in range(1, 21)]
    assert join_edition_names(names[:7], EN).endswith("City 6 and City 7")
    assert join_edition_names(names, EN).endswith("City 6 and 14 more editions")
