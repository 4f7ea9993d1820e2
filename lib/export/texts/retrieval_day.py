"""The day of retrieval, in the time zone of Morocco."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo


@cache
def morocco_zone() -> ZoneInfo:
    """The time zone of Morocco, from the package tzdata.

    ZoneInfo("Africa/Casablanca") would use the data of the system. Most systems still have +01 after 20 September 2026,
    when Morocco changed to +00 (tzdata 2026.3).
    """
    with files("tzdata").joinpath("zoneinfo", "Africa", "Casablanca").open("rb") as data:
        return ZoneInfo.from_file(data, "Africa/Casablanca")


def utc_now() -> datetime.datetime:
    """The current time in UTC."""
    return datetime.datetime.now(datetime.UTC)


def day_of_retrieval(now: Callable[[], datetime.datetime] = utc_now) -> datetime.date:
    """The current date in Morocco, whatever the time zone of the server."""
    return now().astimezone(morocco_zone()).date()
