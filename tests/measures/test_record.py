"""Who held the record and for how long: what holds for every series, and the record of visitors as it went."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive
from lib.measures import (
    MEASURES,
    ElapsedTime,
    Figure,
    RecordFigure,
    Stop,
    previous_edition,
    record_before,
    record_figures,
    record_of,
    reigns,
    stops,
)

from .strategies import series

Drawn = dict[int, Figure]
editions = st.integers(0, 13)

CASABLANCA, MARRAKECH, TANGIER = Figure(80_000, "about"), Figure(260_000, "nearly"), Figure(515_000, "about")
FES, AGADIR, EL_JADIDA = Figure(1_150_000, "nearly"), Figure(2_120_000), Figure(2_400_000, "nearly")
VISITORS = dict(enumerate((CASABLANCA, MARRAKECH, TANGIER, FES, AGADIR, EL_JADIDA), 1))
STANDS = {1: Figure(17), 2: Figure(29), 3: Figure(16), 4: Figure(31)}


def earlier(drawn: Drawn, edition: int) -> Drawn:
    return {number: figure for number, figure in drawn.items() if number < edition}


@given(series)
def test_records_climb_strictly(drawn: Drawn) -> None:
    assert all(one.figure.value < other.figure.value for one, other in pairwise(record_figures(drawn)))


@given(series)
def test_each_record_is_broken_by_the_next_holder(drawn: Drawn) -> None:
    chain = record_figures(drawn)
    assert [record.broken_by for record in chain] == [*(record.holder for record in chain[1:]), None][: len(chain)]
    assert [record.holder for record in chain] == sorted({record.holder for record in chain})


@given(series)
def test_first_edition_holds_the_first_record(drawn: Drawn) -> None:
    assert [record.holder for record in record_figures(drawn)][:1] == sorted(drawn)[:1]


@given(series)
def test_an_edition_holds_a_record_exactly_if_it_beats_all_before(drawn: Drawn) -> None:
    beats = {
        number: figure
        for number, figure in drawn.items()
        if all(figure.value > before.value for before in earlier(drawn, number).values())
    }
    assert {record.holder: record.figure for record in record_figures(drawn)} == beats


@given(series, editions)
def test_records_of_a_prefix_are_a_prefix(drawn: Drawn, edition: int) -> None:
    whole, part = record_figures(drawn), record_figures(earlier(drawn, edition))
    assert [(record.holder, record.figure) for record in part] == [
        (record.holder, record.figure) for record in whole[: len(part)]
    ]


@given(series)
def test_order_of_the_series_does_not_matter(drawn: Drawn) -> None:
    assert record_figures(dict(reversed(drawn.items()))) == record_figures(drawn)


@given(series, editions)
def test_record_before_is_the_highest_of_the_earlier_ones(drawn: Drawn, edition: int) -> None:
    found, before = record_before(drawn, edition), earlier(drawn, edition)
    if not before:
        assert found is None
    else:
        assert found is not None
        assert found.figure.value == max(figure.value for figure in before.values())
        assert found.broken_by is None
        assert found.figure is drawn[found.holder]


@given(series, editions)
def test_record_of_is_the_record_that_the_edition_holds(drawn: Drawn, edition: int) -> None:
    found = record_of(drawn, edition)
    assert ([found] if found else []) == [record for record in record_figures(drawn) if record.holder == edition]


@given(series, editions)
def test_previous_is_the_nearest_earlier_edition_with_a_figure(drawn: Drawn, edition: int) -> None:
    found = previous_edition(drawn, edition)
    assert found is None or (found in drawn and found < edition)
    assert not any((found or -1) < number < edition for number in drawn)


def test_nothing_published_no_record() -> None:
    assert record_figures({}) == ()
    assert record_before({}, 4) is None
    assert record_of({}, 4) is None
    assert previous_edition({}, 4) is None


def test_an_equal_figure_does_not_take_the_record() -> None:
    assert record_figures({1: Figure(17), 2: Figure(17, "over")}) == (RecordFigure(1, Figure(17), None),)


def test_record_of_visitors_fell_at_every_edition() -> None:
    assert record_figures(VISITORS) == (
        RecordFigure(1, CASABLANCA, 2),
        RecordFigure(2, MARRAKECH, 3),
        RecordFigure(3, TANGIER, 4),
        RecordFigure(4, FES, 5),
        RecordFigure(5, AGADIR, 6),
        RecordFigure(6, EL_JADIDA, None),
    )


def test_fes_broke_the_record_of_tangier_and_lost_it_to_agadir() -> None:
    assert record_before(VISITORS, 4) == RecordFigure(3, TANGIER, None)
    assert record_of(VISITORS, 4) == RecordFigure(4, FES, 5)
    assert previous_edition(VISITORS, 4) == 3


def test_record_of_stands_passed_over_tangier() -> None:
    assert [record.holder for record in record_figures(STANDS)] == [1, 2, 4]
    assert record_before(STANDS, 4) == RecordFigure(2, Figure(29), None)
    assert record_of(STANDS, 3) is None


@pytest.mark.parametrize(("edition", "found"), [(1, None), (2, 1), (4, 2), (7, 4)])
def test_previous_passes_over_editions_without_a_figure(edition: int, found: int | None) -> None:
    assert previous_edition({1: Figure(1), 2: Figure(2), 4: Figure(4)}, edition) == found


def days(*texts: str) -> list[Stop]:
    """Editions 1, 2, 3, … of one day each."""
    dates = [datetime.date.fromisoformat(text) for text in texts]
    return [Stop(number, day, day, (0.0, 0.0), (f"dates-{number}",)) for number, day in enumerate(dates, 1)]


@given(series)
def test_reigns_follow_on_each_other_and_the_last_has_no_end(drawn: Drawn) -> None:
    held = reigns(drawn, days(*(f"{2000 + number}-05-17" for number in range(1, 13))))
    assert [reign.record for reign in held] == list(record_figures(drawn))
    assert all(one.last == other.first for one, other in pairwise(held))
    assert all((reign.days is None) == (reign.record.broken_by is None) == (reign.time is None) for reign in held)


def test_how_long_a_record_stood() -> None:
    first, second, standing = reigns(
        {1: Figure(80, "about", ("a",)), 2: Figure(260, sources=("b",)), 3: Figure(200), 4: Figure(300)},
        days("2017-09-16", "2018-09-30", "2019-10-06", "2023-05-21"),
    )
    assert first.days
    assert (first.days.value, first.days.qualifier, first.days.calculated) == (379, "exact", True)
    assert first.days.sources == ("a", "b", "dates-1", "dates-2")
    assert first.time == ElapsedTime(1, 0, 14)
    assert (second.record.broken_by, second.time) == (4, ElapsedTime(4, 7, 21))
    assert (standing.first, standing.last) == (datetime.date(2023, 5, 21), None)


def test_reigns_of_the_record_book(archive: Archive) -> None:
    held = {reign.record.holder: reign for reign in reigns(MEASURES["visitors"](archive), stops(archive))}
    assert {holder: reign.record.broken_by for holder, reign in held.items()} == {1: 2, 2: 3, 3: 4, 4: 5, 5: 6, 6: None}
    assert {holder: reign.days and reign.days.value for holder, reign in held.items()} == {
        1: 379,
        2: 371,
        3: 1_323,
        4: 366,
        5: 365,
        6: None,
    }
    assert held[4].time == ElapsedTime(1, 0, 0)
