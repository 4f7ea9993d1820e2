"""From one host city to the next: how long between two editions, how far between two cities."""

from __future__ import annotations

import datetime
import math
from dataclasses import dataclass
from itertools import pairwise

from lib.archive import Archive
from lib.measures.figure import Figure, significant
from lib.measures.measure import MEASURES
from lib.measures.record import records

EARTH_RADIUS_KM = 6371.0  # mean radius, IUGG
DISTANCE_DIGITS = 2


@dataclass(frozen=True, slots=True)
class Leg:
    """The way from one edition to the next.

    days      from the last day of the one to the first day of the other
    distance  kilometres between the two cities as the crow flies, None where a city's place is not known
    """

    start: int
    end: int
    days: Figure
    distance: Figure | None


@dataclass(frozen=True, slots=True)
class Reign:
    """How long a record stood: from the close of the edition that set it to the close of the one that broke it."""

    holder: int
    broken_by: int
    days: Figure


def distance(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle kilometres between two points (latitude, longitude) in degrees, by the haversine formula."""
    (south, west), (north, east) = (tuple(map(math.radians, point)) for point in (one, other))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord)))


def between(first: datetime.date, last: datetime.date) -> tuple[int, int]:
    """Whole years and months from one date to a later one: (2019-10-06, 2023-05-17) -> (3, 7)."""
    months = (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
    return months // 12, months % 12


def legs(archive: Archive) -> tuple[Leg, ...]:
    """The way from each edition to the next one there is, in order."""
    rows = archive.editions.to_dict("records")
    made = []
    for one, other in pairwise(rows):
        days = float((other["first_day"] - one["last_day"]).days)
        places = [(row["latitude"], row["longitude"]) for row in (one, other)]
        apart = None
        if all(isinstance(degree, float) for place in places for degree in place):
            apart = Figure(
                significant(distance(*places), DISTANCE_DIGITS), "about", terms=("distance", *places[0], *places[1])
            )
        made.append(Leg(int(one["number"]), int(other["number"]), Figure(days, terms=("days",)), apart))
    return tuple(made)


def reigns(archive: Archive) -> tuple[Reign, ...]:
    """How long each record of visitors stood, but for the one that stands."""
    closing = {int(row["number"]): row["last_day"] for row in archive.editions.to_dict("records")}
    return tuple(
        Reign(
            record.holder,
            record.broken_by,
            Figure(
                float((closing[record.broken_by] - closing[record.holder]).days),
                sources=record.figure.sources,
                terms=("days",),
            ),
        )
        for record in records(MEASURES["visitors"](archive))
        if record.broken_by is not None
    )
