"""Which editions stand side by side, and what a chart says of those that don't."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive
from lib.charts import CHARTS, DRAWN_ALIKE, ChartContext, View, build_chart, editions_by_number
from lib.charts.edition_window import FULL_WIDTH, MAX_EDITIONS, PHONE_EDITIONS, edition_window
from lib.charts.kinds.record_line import record_segments
from lib.charts.kinds.strip_chart import MeasureStrip, leads_all
from lib.charts.phrases import join_edition_names
from lib.language import Language
from lib.measures import MEASURES, Figure, record_figures

EN = Language("en")
numbers = st.lists(st.integers(1, 900), unique=True, max_size=40).map(sorted)


@given(numbers, st.integers(0, 901), st.data())
def test_as_many_as_there_is_room_for_and_those_that_are_kept(
    there: list[int], focus: int, data: st.DataObject
) -> None:
    kept = data.draw(st.sets(st.sampled_from(there), max_size=3)) if there else set()
    for limit in (PHONE_EDITIONS, MAX_EDITIONS):
        found = edition_window(there, focus, kept, limit)
        assert len(found) == min(limit, len(there))
        assert list(found) == sorted(found)
        assert kept <= set(found) <= set(there)


@given(numbers.filter(bool), st.data())
def test_the_others_are_the_nearest_to_the_focus(there: list[int], data: st.DataObject) -> None:
    focus = data.draw(st.sampled_from(there))
    found = edition_window(there, focus)
    middle = there.index(focus)
    farthest = max(abs(there.index(number) - middle) for number in found)
    left_out = [abs(there.index(number) - middle) for number in there if number not in found]
    assert focus in found
    assert all(distance >= farthest for distance in left_out)


@given(st.dictionaries(st.integers(1, 30), st.integers(1, 9), min_size=1), st.integers(1, 30))
def test_the_line_of_the_record_is_right_whatever_is_shown(counted: dict[int, int], focus: int) -> None:
    """At each column the highest level is the record that stood when it opened, if it was to fall or came from before
    the first column.
    """
    there = sorted(counted)
    found = record_figures({number: Figure(counted[number]) for number in there})
    place = {number: at for at, number in enumerate(edition_window(there, focus, {there[0]}, PHONE_EDITIONS))}
    lines = list(record_segments(found, place))
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
    chart = CHARTS[name](ChartContext(grown, View(30, later), EN))
    places = chart.plot.parts()["layout"]["xaxis"].get("ticktext", ())
    assert len(places) <= 12
    words = {"trends": 4}.get(name, 1)  # the changes of a measure and its rank stand beside its figures
    assert len(chart.table.columns) <= MAX_EDITIONS + words
    assert len(chart.table.rows) <= 25
    assert len(chart.plot.spec) < 160_000


def test_a_note_names_what_is_not_shown(grown: Archive) -> None:
    chart = CHARTS["visitors_total"](ChartContext(grown, View(30, later=True), EN))
    names = editions_by_number(grown, EN)
    shown = (1, 6, *range(25, 35))
    assert [row[0].text for row in chart.table.rows] == [names[number].name for number in shown]
    runs = ((2, 5, 4), (7, 24, 18), (35, 60, 26))
    said = [f"{names[first].name} to {names[last].name} ({number} editions)" for first, last, number in runs]
    assert chart.notes[0] == f"Not drawn here, for lack of room: {said[0]}, {said[1]} and {said[2]}."


@pytest.mark.parametrize("room", [PHONE_EDITIONS, MAX_EDITIONS])
@pytest.mark.parametrize("focus", [1, 6, 30, 60])
def test_the_first_the_focus_and_the_holder_are_never_left_out(grown: Archive, focus: int, room: int) -> None:
    compared = [edition.number for edition in ChartContext(grown, View(focus, later=True, room=room), EN).compared]
    assert len(compared) == room
    assert {1, 6, focus} <= set(compared)


def test_a_measure_keeps_the_holder_of_its_own_record(grown: Archive) -> None:
    holder = record_figures(MEASURES["stands"](grown))[-1].holder
    chart = CHARTS["stands_total"](ChartContext(grown, View(60, room=PHONE_EDITIONS), EN))
    assert editions_by_number(grown, EN)[holder].name in [row[0].text for row in chart.table.rows]


def test_a_narrow_screen_has_a_plot_and_notes_of_its_own(grown: Archive, archive: Archive) -> None:
    chart = build_chart("visitors_total", ChartContext(grown, View(30), EN))
    narrow = chart.for_width(FULL_WIDTH - 1)
    assert chart.for_width(FULL_WIDTH) is chart
    assert narrow.plot.tick_count == PHONE_EDITIONS
    assert chart.plot.tick_count == MAX_EDITIONS
    assert narrow.notes[0].startswith("Not drawn here")
    assert narrow.table == chart.table
    assert build_chart("visitors_total", ChartContext(archive, View(4), EN)).narrow is None


@pytest.mark.parametrize("name", DRAWN_ALIKE)
@pytest.mark.parametrize("view", [View(30), View(2, later=True), View(6, editions=tuple(range(1, 30)))])
def test_some_charts_draw_the_same_on_a_phone(grown: Archive, name: str, view: View) -> None:
    phone = CHARTS[name](ChartContext(grown, replace(view, room=PHONE_EDITIONS), EN)).for_width(0)
    assert phone.plot == CHARTS[name](ChartContext(grown, view, EN)).for_width(0).plot


def test_no_gold_mark_on_an_edition_that_is_only_the_highest_of_those_shown(grown: Archive) -> None:
    few = ChartContext(grown, View(4, editions=(1, 2, 3, 4)), EN)
    assert any(CHARTS["scoreboard"](few).plot.parts()["data"][1]["x"])
    around = ChartContext(grown, View(30, later=True, room=PHONE_EDITIONS), EN)
    strip = MeasureStrip(
        "stands", "Stands", "stand", {27: Figure(5), 28: Figure(4)}, of_all={27: Figure(5), 60: Figure(9)}
    )
    assert not leads_all(strip, Figure(5), around)


def test_the_lead_is_asked_of_all_editions(grown: Archive) -> None:
    """The thirtieth edition only equals the sixth, so that it leads nowhere though it is the highest of those shown."""
    assert "highest" not in CHARTS["scoreboard"](ChartContext(grown, View(30), EN)).headline
    assert "highest" in CHARTS["scoreboard"](ChartContext(grown, View(6), EN)).headline


def test_chosen_editions_are_a_window_too(grown: Archive) -> None:
    chosen = tuple(range(1, 60, 3))
    compared = ChartContext(grown, View(30, editions=chosen), EN).compared
    assert [edition.number for edition in compared] == [1, 4, 16, 19, 22, 25, 28, 31, 34, 37, 40, 43]


def test_a_few_of_many_names_are_listed() -> None:
    names = [f"City {number}" for number in range(1, 21)]
    assert join_edition_names(names[:7], EN).endswith("City 6 and City 7")
    assert join_edition_names(names, EN).endswith("City 6 and 14 more editions")
