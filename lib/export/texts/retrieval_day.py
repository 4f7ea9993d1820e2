"""The day on which something is taken from the record book: the day in Morocco."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo


@cache
def morocco_zone() -> ZoneInfo:
    """The time zone of Morocco, from the package tzdata.

    ZoneInfo("Africa/Casablanca") would take the data of the machine, and most still have +01 for the days after
    20 September 2026, when Morocco left it for +00 (tzdata 2026.3).
    """
    with files("tzdata").joinpath("zoneinfo", "Africa", "Casablanca").open("rb") as data:
        return ZoneInfo.from_file(data, "Africa/Casablanca")


def utc_now() -> datetime.datetime:
    """The present instant."""
    return datetime.datetime.now(datetime.UTC)


def day_of_retrieval(now: Callable[[], datetime.datetime] = utc_now) -> datetime.date:
    """The day in Morocco at the instant that `now` returns, whatever the zone of the server."""
    return now().astimezone(morocco_zone()).date()
