"""On which footing a measure is compared: as a total, shared out by day, stand or officer, or as an index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lib.archive import Archive
from lib.measures.figure import index_figure
from lib.measures.measure import MEASURES, Measure, Series, day_divisor, quotients

# The same on every open day: a share by day compares lengths and says nothing about a day.
CONSTANT_MEASURES = ("stands", "staff", "vehicles", "area")

# Why a measure can't be put on a basis; lib.charts.comparison says it in words.
#   nothing   no figure of the measure was published for the editions
#   itself    a measure divided by itself is always 1
#   time      open days are not shared out among stands or officers
#   rate      the measure is a quotient already
#   divisor   no edition has both the measure and what it is to be divided by
Obstacle = Literal["nothing", "itself", "time", "rate", "divisor"]


@dataclass(frozen=True, slots=True)
class Basis:
    """`change` takes the figures of a measure and those of `divisor`, and gives the figures on this basis."""

    id: str
    change: Callable[[Series, Series], Series]
    divisor: Measure | None = None

    def __call__(self, series: Series, archive: Archive) -> Series:
        """The figures of `series` on this basis; an edition that has none on it is absent."""
        return self.change(series, self.divisor(archive) if self.divisor else {})


def keep_totals(series: Series, _: Series) -> Series:
    """The figures as they are."""
    return series


def index_series(series: Series, _: Series) -> Series:
    """The first edition with a figure = 100, the others in proportion."""
    first = base_edition(series)
    return {} if first is None else {number: index_figure(figure, series[first]) for number, figure in series.items()}


def base_edition(series: Series) -> int | None:
    """The edition that an index starts from: the first with a figure, which has to be above zero."""
    return min((number for number, figure in series.items() if figure.value > 0), default=None)


BASES: Mapping[str, Basis] = {
    basis.id: basis
    for basis in (
        Basis("total", keep_totals),
        Basis("per_day", quotients, Measure("days", "day", day_divisor)),
        Basis("per_stand", quotients, MEASURES["stands"]),
        Basis("per_officer", quotients, MEASURES["staff"]),
        Basis("index", index_series),
    )
}


def select_editions(series: Series, editions: Sequence[int]) -> Series:
    """The part of a series that belongs to these editions, in their order."""
    return {number: series[number] for number in editions if number in series}


def find_obstacle(measure: Measure, basis: Basis, archive: Archive, editions: Sequence[int]) -> Obstacle | None:
    """Why the measure has no figure on the basis for any of these editions, or would have none that says anything."""
    series = select_editions(measure(archive), editions)
    if not series:
        return "nothing"
    if basis.divisor:
        if basis.divisor.id == measure.id:
            return "itself"
        if measure.id == "days":
            return "time"
        if any(figure.terms[:1] == ("quotient",) for figure in series.values()):
            return "rate"
    return None if basis(series, archive) else "divisor"


def possible_bases(measure: Measure, archive: Archive, editions: Sequence[int]) -> tuple[str, ...]:
    """The bases on which the measure has figures for these editions."""
    return tuple(name for name, basis in BASES.items() if find_obstacle(measure, basis, archive, editions) is None)
