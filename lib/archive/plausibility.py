"""Plausibility: warnings about figures of an edition that are improbable and yet may be right.

The functions take the claims of one file without an error, in the order of their lines.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from lib.archive.cell_rule import DateRange
from lib.archive.claim import Claim
from lib.archive.message import say
from lib.archive.message_parts import quote
from lib.archive.problem import Problem


def check_attendance(claims: Sequence[Claim], file: str, days: DateRange) -> Iterator[Problem]:
    """Warnings about the visitors of an edition held on `days`.

    They tell of a missing total, of parts above the total, and of a running count that falls.
    """
    first, last = days
    counts = [c for c in claims if c.shown and (c.code, c.kind) == ("all", "visitors") and c.value is not None]
    whole = [count for count in counts if (count.first_day, count.last_day, count.until) == (first, last, "")]
    parts = [count for count in counts if (count.first_day, count.last_day, count.until) != (first, last, "")]
    if whole:
        yield from _outgrown(parts, file, whole[0])
    else:
        message = say(
            "no row counts {audience} {unit} from {first} to {last}; expected the edition's total",
            audience=quote("all"),
            unit=quote("visitors"),
            first=first,
            last=last,
        )
        yield Problem(file, 1, "value", message, warning=True)
    yield from _falling([count for count in parts if count.first_day == first], file)


def _outgrown(parts: Sequence[Claim], file: str, total: Claim) -> Iterator[Problem]:
    """Warnings about counts above the total, and about counts of separate days whose sum is above it."""
    # A count up to some hour of a day is a part of that day, so the highest count of a stretch of days stands for it.
    highest: dict[tuple[date | None, date | None], float] = {}
    for part in parts:
        if _value(part) > _value(total):
            message = say(
                "{value} is more than the total, {total}; expected at most that",
                value=quote(f"{_value(part):.0f}"),
                total=f"{_value(total):.0f}",
            )
            yield Problem(file, part.line, "value", message, warning=True)
        else:
            stretch = part.first_day, part.last_day
            highest[stretch] = max(_value(part), highest.get(stretch, 0.0))
    most = highest_sum([(first, last, value) for (first, last), value in highest.items()])
    if most > _value(total):
        message = say(
            "{total} is less than its separate days together, {sum}; expected at least that",
            total=quote(f"{_value(total):.0f}"),
            sum=f"{most:.0f}",
        )
        yield Problem(file, total.line, "value", message, warning=True)


def highest_sum(stretches: Sequence[tuple[Any, Any, float]]) -> float:
    """The highest sum of stretches (first day, last day, value) of which no two share a day; 0 for none."""
    ends: list[Any] = []  # rising, and so are the highest sums up to each of them
    reached = [0.0]
    for first, last, value in sorted(stretches, key=lambda stretch: stretch[1]):
        before = reached[bisect_left(ends, first)]
        ends.append(last)
        reached.append(max(before + value, reached[-1]))
    return reached[-1]


def _falling(running: Sequence[Claim], file: str) -> Iterator[Problem]:
    """Warnings about running counts from the first day on that are lower than an earlier one."""
    # `during` has no hour, so it can't be put in order within its day.
    timed = [count for count in running if count.until != "during"]
    most = 0.0
    for count in sorted(timed, key=lambda count: (str(count.last_day), count.until or "24:00")):
        if _value(count) < most:
            message = say(
                "{value} is less than an earlier running count from the first day; expected a count that rises",
                value=quote(f"{_value(count):.0f}"),
            )
            yield Problem(file, count.line, "value", message, warning=True)
        most = max(most, _value(count))


def check_stand_count(claims: Sequence[Claim], file: str) -> Iterator[Problem]:
    """Warnings about more named stands than the published number of stands."""
    stands = [claim for claim in claims if claim.kind == "stand"]
    named = len({claim.code for claim in stands if claim.code != "all"})
    for total in stands:
        if total.shown and total.code == "all" and total.value is not None and total.value < named:
            message = say(
                "{number} stands were published and {named} are named; expected at most {value} named ones",
                number=quote(f"{total.value:.0f}"),
                value=f"{total.value:.0f}",
                named=named,
            )
            yield Problem(file, total.line, "value", message, warning=True)


def _value(counted: Claim) -> float:
    """The number of a claim that has one."""
    assert counted.value is not None
    return counted.value
