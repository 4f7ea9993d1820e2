"""The time zone of Morocco."""

from __future__ import annotations

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
