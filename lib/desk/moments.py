"""Hours as the desk shows and reads them: those of Morocco, with their distance from UTC."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time

from lib.archive.time_zone import morocco_zone
from lib.language import Language

CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?")


def moment_text(instant: datetime, language: Language) -> str:
    """17 ماي 2027، 10:00 (UTC+00:00): a moment in Morocco, with its distance from UTC."""
    local = instant.astimezone(morocco_zone())
    offset = f"{local:%z}"
    return language.text(
        "{date}, {time} ({offset})",
        date=language.date(local.date()),
        time=language.clock(f"{local:%H:%M}"),
        offset=f"UTC{offset[:3]}:{offset[3:]}",
    )


def moment_clock(instant: datetime, language: Language) -> str:
    """10:00: the time of a moment in Morocco."""
    return language.clock(f"{instant.astimezone(morocco_zone()):%H:%M}")


def read_moment(day: str, clock: str) -> datetime | None:
    """The instant in UTC of a day (2027-05-17) and a time (10:00) in Morocco, seconds zero.

    None if they are none, or an hour that the clocks leave out or have twice.
    """
    found = CLOCK.fullmatch(clock.strip())
    try:
        local_day = date.fromisoformat(day.strip())
    except ValueError:
        return None
    if not found:
        return None
    local = datetime.combine(local_day, time(int(found[1]), int(found[2])))
    first, second = (local.replace(tzinfo=morocco_zone(), fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():
        return None
    return first.astimezone(UTC)
