"""The journey between host cities: the time between editions and the distance between their cities."""

from __future__ import annotations

import datetime
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lib.archive import Archive, cached_on_archive
from lib.measures.elapsed import ElapsedTime, time_between
from lib.measures.figure import Figure, add_figures, round_significant
from lib.measures.measure import drop_references

EARTH_RADIUS_KM = 6371.0  # mean radius, IUGG
# Cities are not points: 219 kilometres between two city centres is given as about 220.
DISTANCE_DIGITS = 2

Coordinates = tuple[float, float]  # latitude, longitude in degrees


@dataclass(frozen=True, slots=True)
class Stop:
    """When and where an edition was held, from editions.csv. `place` is None if its row has no coordinates.

    `sources` are those of the days, `place_sources` those of the place.
    """

    edition: int
    first_day: datetime.date
    last_day: datetime.date
    place: Coordinates | None
    sources: tuple[str, ...]
    place_sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Leg:
    """The journey from one edition to the next.

    time      from the last day of the first to the first day of the second
    days      the same in days
    distance  great-circle kilometres between the two cities; None if the coordinates of one are missing
    """

    start: Stop
    end: Stop
    time: ElapsedTime
    days: Figure
    distance: Figure | None

    @property
    def years_without(self) -> tuple[int, ...]:
        """The calendar years between the two without an edition: (2020, 2021, 2022)."""
        return tuple(range(self.start.last_day.year + 1, self.end.first_day.year))


@dataclass(frozen=True, slots=True)
class Pause:
    """Why no edition was held for some calendar years: `reason` is one of vocabulary.GAP_REASONS."""

    reason: str
    sources: tuple[str, ...]


def pauses(archive: Archive) -> dict[int, Pause]:
    """The pauses explained by sources, keyed by the edition that followed: {4: Pause("pandemic", …)}."""
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
            drop_references(archive, row.sources),
            row.sources,
        )
        for row in archive.editions
    )


def haversine_distance(one: Coordinates, other: Coordinates) -> float:
    """The great-circle distance between two places in kilometres, by the haversine formula."""
    (south, west), (north, east) = (tuple(map(math.radians, place)) for place in (one, other))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def legs(taken: Sequence[Stop]) -> tuple[Leg, ...]:
    """The leg from each stop to the next.

    Only editions with consecutive numbers form a leg. If one is missing from the archive because a file of it is
    invalid, the time without an edition is unknown.
    """
    return tuple(_leg(start, end) for start, end in pairwise(taken) if end.edition == start.edition + 1)


@cached_on_archive()
def archive_legs(archive: Archive) -> tuple[Leg, ...]:
    """The leg from each edition of the archive to the next."""
    return legs(stops(archive))


def total_distance(travelled: Sequence[Leg]) -> Figure:
    """The sum of all known distances. Raises ValueError if none is known."""
    return add_figures(leg.distance for leg in travelled if leg.distance)


def _leg(start: Stop, end: Stop) -> Leg:
    sources = tuple(dict.fromkeys((*start.sources, *end.sources)))
    places = tuple(dict.fromkeys((*start.place_sources, *end.place_sources)))
    return Leg(
        start,
        end,
        time_between(start.last_day, end.first_day),
        Figure((end.first_day - start.last_day).days, "exact", sources, ("days",)),
        None if start.place is None or end.place is None else _distance(start.place, end.place, places),
    )


def _distance(one: Coordinates, other: Coordinates, sources: tuple[str, ...]) -> Figure:
    kilometres = round_significant(haversine_distance(one, other), DISTANCE_DIGITS)
    return Figure(kilometres, "about" if kilometres else "exact", sources, ("distance", *one, *other))
