"""The way between two cities and the time between two editions."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive
from lib.measures import ElapsedTime, haversine_distance, legs, stops, total_distance

places = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@given(places, places)
def test_the_way_back_is_as_long(one: tuple[float, float], other: tuple[float, float]) -> None:
    assert haversine_distance(one, other) == pytest.approx(haversine_distance(other, one))
    assert 0 <= haversine_distance(one, other) <= 20_016


@given(places)
def test_nowhere_is_no_way(place: tuple[float, float]) -> None:
    assert haversine_distance(place, place) == pytest.approx(0, abs=1e-6)


@given(places, places, places)
def test_a_detour_is_no_shorter(a: tuple[float, float], b: tuple[float, float], c: tuple[float, float]) -> None:
    assert haversine_distance(a, c) <= haversine_distance(a, b) + haversine_distance(b, c) + 1e-6


def test_known_distances() -> None:
    assert haversine_distance((0, 0), (0, 1)) == pytest.approx(111.19, abs=0.01)  # a degree of the equator
    assert haversine_distance((90, 0), (-90, 0)) == pytest.approx(20_015, abs=1)


def test_legs_of_the_record_book(archive: Archive) -> None:
    taken = legs(stops(archive))
    assert [(leg.start.edition, leg.end.edition) for leg in taken] == [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)]
    assert [leg.distance and leg.distance.value for leg in taken] == [220, 500, 200, 590, 330]
    assert {leg.distance and leg.distance.qualifier for leg in taken} == {"about"}
    assert [leg.days.value for leg in taken] == [375, 367, 1_319, 362, 361]
    assert all(leg.days.calculated and leg.days.sources for leg in taken)
    assert total_distance(taken).value == 1_840
    assert total_distance(taken).qualifier == "about"


def test_three_years_without_an_edition(archive: Archive) -> None:
    taken = {leg.end.edition: leg for leg in legs(stops(archive))}
    assert taken[4].years_without == (2020, 2021, 2022)
    assert taken[4].time == ElapsedTime(3, 7, 11)
    assert [leg.years_without for number, leg in taken.items() if number != 4] == [()] * 4


def test_an_edition_that_is_missing_leaves_no_time_without_an_edition(archive: Archive) -> None:
    """Its files may be faulty: that it isn't shown doesn't mean that it wasn't held."""
    taken = legs([stop for stop in stops(archive) if stop.edition != 4])
    assert [(leg.start.edition, leg.end.edition) for leg in taken] == [(1, 2), (2, 3), (5, 6)]


def test_no_distance_where_a_city_has_no_place(archive: Archive) -> None:
    one, two, three = stops(archive)[:3]
    taken = legs([one, replace(two, place=None), three])
    assert [leg.distance for leg in taken] == [None, None]
    with pytest.raises(ValueError, match="nothing to add"):
        total_distance(taken)


def test_the_same_city_again_is_no_way(archive: Archive) -> None:
    one = stops(archive)[0]
    later = replace(one, edition=2, first_day=datetime.date(2018, 9, 26), last_day=datetime.date(2018, 9, 30))
    (leg,) = legs([one, later])
    assert leg.distance
    assert (leg.distance.value, leg.distance.qualifier) == (0, "exact")
