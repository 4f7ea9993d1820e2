"""Who held a record, from which edition to which."""

from __future__ import annotations

from dataclasses import dataclass

from lib.measures.figure import Figure
from lib.measures.measure import Series


@dataclass(frozen=True, slots=True)
class Record:
    """`holder` set the record with `figure`; `broken_by` is the edition that took it, None while it stands."""

    holder: int
    figure: Figure
    broken_by: int | None


def records(series: Series) -> tuple[Record, ...]:
    """Every record in the order in which it was set. An edition that only equals the record does not take it.

    {1: 80000, 2: 260000, 3: 200000} -> (Record(1, …, broken_by=2), Record(2, …, broken_by=None))
    """
    rising: list[tuple[int, Figure]] = []
    for number in sorted(series):
        if not rising or series[number].value > rising[-1][1].value:
            rising.append((number, series[number]))
    takers = [*(number for number, _ in rising[1:]), None]
    return tuple(Record(number, figure, taker) for (number, figure), taker in zip(rising, takers, strict=False))


def record_before(series: Series, edition: int) -> Record | None:
    """The record that stood when `edition` opened; None for the first."""
    earlier = records({number: figure for number, figure in series.items() if number < edition})
    return earlier[-1] if earlier else None


def record_of(series: Series, edition: int) -> Record | None:
    """The record that `edition` set; None if it set none."""
    return next((record for record in records(series) if record.holder == edition), None)


def previous(series: Series, edition: int) -> int | None:
    """The last edition before `edition` that has a figure."""
    return max((number for number in series if number < edition), default=None)
