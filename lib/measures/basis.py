"""The bases on which a measure can be compared: total, per day, per stand, per officer, or index."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from lib.archive import Archive
from lib.measures.figure import index_figure
from lib.measures.measure import MEASURES, Measure, Series, day_divisor, quotients

# Measures that are the same on every open day. Per day, they would compare only the length of the editions.
CONSTANT_MEASURES = ("stands", "staff", "vehicles", "area")

# Why a measure cannot be put on a basis; lib.charts.comparison puts the reason into words.
#   nothing   no figure of the measure was published for the editions
#   itself    the measure would be divided by itself, which always gives 1
#   time      open days cannot be divided among stands or officers
#   rate      the measure is already a quotient
#   divisor   no edition has figures for both the measure and the divisor
Obstacle = Literal["nothing", "itself", "time", "rate", "divisor"]


@dataclass(frozen=True, slots=True)
class Basis:
    """`change` converts the figures of a measure, given those of `divisor`, to this basis."""

    id: str
    change: Callable[[Series, Series], Series]
    divisor: Measure | None = None

    def __call__(self, series: Series, archive: Archive) -> Series:
        """The figures of `series` on this basis. Editions without one are absent."""
        return self.change(series, self.divisor(archive) if self.divisor else {})


def keep_totals(series: Series, _: Series) -> Series:
    """Return the figures unchanged."""
    return series


def index_series(series: Series, _: Series) -> Series:
    """The series as an index: the first edition with a figure above zero is 100."""
    first = base_edition(series)
    return {} if first is None else {number: index_figure(figure, series[first]) for number, figure in series.items()}


def base_edition(series: Series) -> int | None:
    """The base edition of an index: the first with a figure above zero."""
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
    """The figures of these editions, in their order."""
    return {number: series[number] for number in editions if number in series}


def find_obstacle(measure: Measure, basis: Basis, archive: Archive, editions: Sequence[int]) -> Obstacle | None:
    """Why the measure has no meaningful figure on the basis for any of these editions; None if it has one."""
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


def count_values(measure: Measure, basis: Basis, archive: Archive, editions: Sequence[int]) -> int:
    """For how many of these editions the measure has a meaningful figure on the basis."""
    if find_obstacle(measure, basis, archive, editions):
        return 0
    return len(basis(select_editions(measure(archive), editions), archive))


def possible_bases(measure: Measure, archive: Archive, editions: Sequence[int]) -> tuple[str, ...]:
    """The ids of the bases on which the measure has figures for these editions."""
    return tuple(name for name, basis in BASES.items() if find_obstacle(measure, basis, archive, editions) is None)
