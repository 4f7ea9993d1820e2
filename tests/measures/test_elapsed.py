"""Years, months and days between two dates."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.measures import ElapsedTime, time_between

dates = st.dates(datetime.date(2000, 1, 1), datetime.date(2100, 1, 1))


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("first", "last", "time"),
    [
        ("2019-10-06", "2023-05-17", (3, 7, 11)),
        ("2023-05-21", "2024-05-17", (0, 11, 26)),
        ("2023-05-21", "2024-05-21", (1, 0, 0)),
        ("2017-09-16", "2018-09-26", (1, 0, 10)),
        ("2024-01-31", "2024-02-29", (0, 1, 0)),
        ("2023-01-31", "2023-03-01", (0, 1, 1)),
        ("2024-02-29", "2025-02-28", (1, 0, 0)),
        ("2024-12-31", "2025-01-01", (0, 0, 1)),
        ("2024-12-31", "2024-12-31", (0, 0, 0)),
    ],
)
def test_known_times(first: str, last: str, time: tuple[int, int, int]) -> None:
    assert time_between(day(first), day(last)) == ElapsedTime(*time)


@given(dates, dates)
def test_parts_stay_in_their_bounds(one: datetime.date, other: datetime.date) -> None:
    time = time_between(min(one, other), max(one, other))
    assert time.years >= 0
    assert 0 <= time.months < 12
    assert 0 <= time.days < 31


@given(dates, dates, dates)
def test_a_later_end_is_no_shorter_time(one: datetime.date, two: datetime.date, three: datetime.date) -> None:
    first, middle, last = sorted((one, two, three))
    short, long = time_between(first, middle), time_between(first, last)
    assert (short.years, short.months, short.days) <= (long.years, long.months, long.days)


@given(dates)
def test_no_time_between_a_day_and_itself(one: datetime.date) -> None:
    assert time_between(one, one) == ElapsedTime(0, 0, 0)


def test_time_does_not_run_back() -> None:
    with pytest.raises(ValueError, match="2024-01-01 is before 2024-01-02"):
        time_between(day("2024-01-02"), day("2024-01-01"))
