"""The way between two cities, the time between two editions, and how long a record stood."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive
from lib.measures import between, distance, legs, reigns

points = st.tuples(st.floats(-89, 89), st.floats(-179, 179))
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))


@given(points, points)
def test_the_way_back_is_as_long(one: tuple[float, float], other: tuple[float, float]) -> None:
    assert distance(one, other) == pytest.approx(distance(other, one))
    assert 0 <= distance(one, other) <= 20_016


@given(points)
def test_nowhere_is_no_way(point: tuple[float, float]) -> None:
    assert distance(point, point) == pytest.approx(0, abs=1e-6)


@given(points, points, points)
def test_a_detour_is_no_shorter(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert distance(a, c) <= distance(a, b) + distance(b, c) + 1e-6


def test_known_distances() -> None:
    assert distance((0, 0), (0, 1)) == pytest.approx(111.19, abs=0.01)  # a degree of the equator
    assert distance((90, 0), (-90, 0)) == pytest.approx(20_015, abs=1)


@pytest.mark.parametrize(
    ("first", "last", "years", "months"),
    [
        ((2019, 10, 6), (2023, 5, 17), 3, 7),
        ((2023, 5, 21), (2024, 5, 17), 0, 11),
        ((2023, 5, 21), (2024, 5, 21), 1, 0),
        ((2017, 9, 16), (2018, 9, 26), 1, 0),
        ((2024, 1, 31), (2024, 2, 29), 0, 0),
    ],
)
def test_whole_years_and_months(
    first: tuple[int, int, int], last: tuple[int, int, int], years: int, months: int
) -> None:
    assert between(datetime.date(*first), datetime.date(*last)) == (years, months)


@given(days, days)
def test_months_stay_below_a_year(one: datetime.date, other: datetime.date) -> None:
    years, months = between(min(one, other), max(one, other))
    assert years >= 0
    assert 0 <= months < 12


def test_legs_of_the_record_book(archive: Archive) -> None:
    taken = legs(archive)
    assert [(leg.start, leg.end) for leg in taken] == [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)]
    longest = max(taken, key=lambda leg: leg.days.value)
    assert (longest.start, longest.end) == (3, 4)
    assert longest.days.value == (datetime.date(2023, 5, 17) - datetime.date(2019, 10, 6)).days
    assert all(leg.days.calculated for leg in taken)
    assert all(leg.distance and leg.distance.qualifier == "about" for leg in taken)


def test_reigns_of_the_record_book(archive: Archive) -> None:
    ended = {reign.holder: reign for reign in reigns(archive)}
    assert {holder: reign.broken_by for holder, reign in ended.items()} == {1: 2, 2: 3, 3: 4, 4: 5, 5: 6}
    assert ended[4].days.value == 366  # from 21 May 2023 to 21 May 2024
