"""The time between two dates in calendar units: 3 years, 7 months and 11 days."""

from __future__ import annotations

import calendar
import datetime
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ElapsedTime:
    """Whole years, then whole months (0 to 11), then days (0 to 30)."""

    years: int
    months: int
    days: int


def time_between(first: datetime.date, last: datetime.date) -> ElapsedTime:
    """The time from one date to a later one, for example (2019-10-06, 2023-05-17) -> ElapsedTime(3, 7, 11).

    A month is complete on the same day of the next month, or on that month's last day if it has no such day:
    31 January to 28 February is one month. Raises ValueError when `last` is earlier.
    """
    if last < first:
        raise ValueError(f"{last} is before {first}")
    months = (last.year - first.year) * 12 + last.month - first.month
    if _add_months(first, months) > last:
        months -= 1
    return ElapsedTime(months // 12, months % 12, (last - _add_months(first, months)).days)


def _add_months(day: datetime.date, months: int) -> datetime.date:
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return datetime.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))
