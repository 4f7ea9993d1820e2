"""From one host city to the next: how long between two editions, how far between two cities."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lib.archive import Archive, cached_on_archive
from lib.measures.elapsed import ElapsedTime, time_between
from lib.measures.figure import Figure, add_figures, round_significant

EARTH_RADIUS_KM = 6371.0  # mean radius, IUGG
# Cities are wide: 219 kilometres between the middles of two of them are about 220.
DISTANCE_DIGITS = 2

Coordinates = tuple[float, float]  # latitude, longitude in degrees


@dataclass(frozen=True, slots=True)
class Stop:
    """When and where an edition was held, from its row in editions.csv; `place` may not be given there."""

    edition: int
    first_day: datetime.date
    last_day: datetime.date
    place: Coordinates | None
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one edition to the next.

    time      from the last day of the one to the first day of the other
    days      the same in days
    distance  kilometres between the two cities as the crow flies; None where the place of one is not given
    """

    start: Stop
    end: Stop
    time: ElapsedTime
    days: Figure
    distance: Figure | None

    @property
    def years_without(self) -> tuple[int, ...]:
        """The calendar years in which no edition was held: (2020, 2021, 2022)."""
        return tuple(range(self.start.last_day.year + 1, self.end.first_day.year))


@dataclass(frozen=True, slots=True)
class Pause:
    """Why no edition was held in the calendar years before one: `reason` is one of vocabulary.GAP_REASONS."""

    reason: str
    sources: tuple[str, ...]


def pauses(archive: Archive) -> dict[int, Pause]:
    """The pauses that sources explain, by the edition that ended them: {4: Pause("pandemic", …)}."""
    return {gap.edition: Pause(gap.reason, gap.sources) for gap in archive.gaps}


@cached_on_archive()
def stops(archive: Archive) -> tuple[Stop, ...]:
    """Every edition of the archive, oldest first."""
    return tuple(
        Stop(
            row.number,
            row.first_day,
            row.last_day,
            None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude),
            row.sources,
        )
        for row in archive.editions
    )


def haversine_distance(one: Coordinates, other: Coordinates) -> float:
    """Great-circle kilometres between two places, by the haversine formula."""
    (south, west), (north, east) = (tuple(map(math.radians, place)) for place in (one, other))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def legs(taken: Sequence[Stop]) -> tuple[Leg, ...]:
    """The way from each stop to the next.

    Only between editions whose numbers follow on each other: where one is missing from the archive (a file of it is
    faulty), the time without an edition isn't known.
    """
    return tuple(_leg(start, end) for start, end in pairwise(taken) if end.edition == start.edition + 1)


def total_distance(travelled: Sequence[Leg]) -> Figure:
    """All distances together. Raises ValueError where none is known."""
    return add_figures(leg.distance for leg in travelled if leg.distance)


def _leg(start: Stop, end: Stop) -> Leg:
    sources = tuple(dict.fromkeys((*start.sources, *end.sources)))
    return Leg(
        start,
        end,
        time_between(start.last_day, end.first_day),
        Figure((end.first_day - start.last_day).days, "exact", sources, ("days",)),
        None if start.place is None or end.place is None else _apart(start.place, end.place, sources),
    )


def _apart(one: Coordinates, other: Coordinates, sources: tuple[str, ...]) -> Figure:
    kilometres = round_significant(haversine_distance(one, other), DISTANCE_DIGITS)
    return Figure(kilometres, "about" if kilometres else "exact", sources, ("distance", *one, *other))
