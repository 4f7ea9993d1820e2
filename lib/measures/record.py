"""Records: which edition held one, until which edition, and for how long."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lib.measures.elapsed import ElapsedTime, time_between
from lib.measures.figure import Figure
from lib.measures.journey import Stop
from lib.measures.measure import Series


@dataclass(frozen=True, slots=True)
class RecordFigure:
    """A record. `holder` set it with `figure`; `broken_by` is the edition that broke it, None while it stands."""

    holder: int
    figure: Figure
    broken_by: int | None


@dataclass(frozen=True, slots=True)
class Reign:
    """How long a record stood: from the last day of the edition that set it to the last day of the one that broke it.

    A total is known when an edition closes, so both ends are last days. `last`, `time` and `days` (the time in days)
    are None while the record stands, because its time would depend on the current date.
    """

    record: RecordFigure
    first: datetime.date
    last: datetime.date | None
    time: ElapsedTime | None
    days: Figure | None


def record_figures(series: Series) -> tuple[RecordFigure, ...]:
    """Every record in the order in which it was set. A figure that only equals the record does not break it.

    {1: 80000, 2: 260000, 3: 200000} -> (RecordFigure(1, …, broken_by=2), RecordFigure(2, …, broken_by=None))
    """
    rising: list[tuple[int, Figure]] = []
    for number in sorted(series):
        if not rising or series[number].value > rising[-1][1].value:
            rising.append((number, series[number]))
    takers = [*(number for number, _ in rising[1:]), None]
    return tuple(RecordFigure(number, figure, taker) for (number, figure), taker in zip(rising, takers, strict=False))


def record_before(series: Series, edition: int) -> RecordFigure | None:
    """The record that stood when `edition` opened; None if no earlier edition has a figure."""
    earlier = record_figures({number: figure for number, figure in series.items() if number < edition})
    return earlier[-1] if earlier else None


def record_of(series: Series, edition: int) -> RecordFigure | None:
    """The record that `edition` set; None if it set none."""
    return next((record for record in record_figures(series) if record.holder == edition), None)


def previous_edition(series: Series, edition: int) -> int | None:
    """The last edition before `edition` that has a figure; None if there is none."""
    return max((number for number in series if number < edition), default=None)


def base_of_comparison(series: Series, edition: int) -> int | None:
    """The edition to compare `edition` with: the holder of the record that it broke, else the last edition before it
    that has a figure. None if there is none.
    """
    broken = record_before(series, edition) if record_of(series, edition) else None
    return broken.holder if broken else previous_edition(series, edition)


def is_published_for_all(series: Series, editions: Iterable[int]) -> bool:
    """Tell whether each of these editions has a figure. Only then is the highest an unqualified record."""
    return all(number in series for number in editions)


def reigns(series: Series, stops: Iterable[Stop]) -> tuple[Reign, ...]:
    """Every record of the series with how long it stood, in the order in which it was set."""
    stops_by_edition = {stop.edition: stop for stop in stops}
    return tuple(_reign(record, series, stops_by_edition) for record in record_figures(series))


def _reign(record: RecordFigure, series: Series, stops_by_edition: Mapping[int, Stop]) -> Reign:
    start = stops_by_edition[record.holder]
    if record.broken_by is None:
        return Reign(record, start.last_day, None, None, None)
    end = stops_by_edition[record.broken_by]
    sources = (*record.figure.sources, *series[record.broken_by].sources, *start.sources, *end.sources)
    days = (end.last_day - start.last_day).days
    return Reign(
        record,
        start.last_day,
        end.last_day,
        time_between(start.last_day, end.last_day),
        Figure(days, "exact", tuple(dict.fromkeys(sources)), ("days",)),
    )
