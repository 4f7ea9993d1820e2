"""Plausibility: figures that can't be right together, and figures that are improbable and yet may be right.

A total below a count within it is an error. So is an unusual figure, far from those of the other editions, until it is
confirmed in the data. All else is a warning.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from math import inf
from typing import Any

from lib.archive.cell_rule import DateRange
from lib.archive.claim import Claim
from lib.archive.message import Message, say
from lib.archive.message_parts import quote
from lib.archive.problem import Problem
from lib.archive.row_models import RowModel
from lib.archive.vocabulary import CONFIRMED

# A figure is unusual if it is more than this many times the highest of the other editions, or if their lowest is more
# than this many times the figure. From edition to edition visitors grew by 3.3 times at most (2018).
UNUSUAL_FACTOR = 3
# The year in which the institution was founded, on 16 May 1956; nothing that is cited here is older.
FIRST_YEAR = 1956
# What these measures of the site count lies within its whole area.
PARTS_OF_THE_AREA = ("covered_area_m2", "children_area_m2")
OPEN_ENDED = ("over", "at_least")  # a total that is worded so may be any number above its own
APPROXIMATE = ("about", "nearly", "up_to")  # a count that is worded so may be a little lower than its number
ROUNDING = 0.05  # how far an approximate number may be from the count itself, as a share of it


def check_attendance(claims: Sequence[Claim], file: str, days: DateRange) -> Iterator[Problem]:
    """Problems of the visitors of an edition held on `days`; `claims` are those of a file without an error.

    They tell of a missing total, of counts below one within them, and of a running count that falls.
    """
    first, last = days
    counts = [c for c in claims if c.shown and c.kind == "visitors" and c.value is not None]
    everybody = [count for count in counts if count.code == "all"]
    if not any((count.first_day, count.last_day, count.until) == (first, last, "") for count in everybody):
        message = say(
            "no row counts {audience} {unit} from {first} to {last}; expected the edition's total",
            audience=quote("all"),
            unit=quote("visitors"),
            first=first,
            last=last,
        )
        yield Problem(file, 1, "value", message, warning=True)
    # A count up to some hour of a day, or of one audience, is within that day, so the highest count stands for them.
    highest: dict[tuple[Any, Any], Claim] = {}
    for count in sorted(counts, key=_least):
        highest[count.first_day, count.last_day] = count
    for total in everybody:
        if not total.until:
            yield from _check_days(
                total, [part for part in highest.values() if part is not total and _within(part, total)]
            )
    yield from _check_running(everybody)


def _within(part: Claim, total: Claim) -> bool:
    """True if all days of the part are among those of the total."""
    assert part.first_day
    assert part.last_day
    assert total.first_day
    assert total.last_day
    return total.first_day <= part.first_day and part.last_day <= total.last_day


def _check_days(total: Claim, parts: Sequence[Claim]) -> Iterator[Problem]:
    """The problem of a count of whole days that is below one of its parts, or below separate ones together."""
    if below := _find_outgrown(total, parts):
        yield below
        return
    days = [(part.first_day, part.last_day, part) for part in parts if part.code == "all"]
    if highest_sum([(first, last, _least(part)) for first, last, part in days]) > _most(total):
        message = say(
            "{total} is less than its separate days together, {sum}; expected at least that, "
            "or the rank {rank} for the wrong one of them",
            total=quote(f"{_number(total):.0f}"),
            sum=f"{highest_sum([(first, last, _number(part)) for first, last, part in days]):.0f}",
            rank="deprecated",
        )
        yield Problem(total.file, total.line, "value", message, warning=total.qualifier in OPEN_ENDED)


def _find_outgrown(total: Claim, parts: Iterable[Claim]) -> Problem | None:
    """The problem of a total that is less than a count within it, if it is."""
    part = max(parts, key=_least, default=None)
    if part is None or _least(part) <= _most(total):
        return None
    message = say(
        "{total} is less than a count within it, {value} in line {line}; expected at least that, "
        "or the rank {rank} for the wrong one of them",
        total=quote(f"{_number(total):.12g}"),
        value=f"{_number(part):.12g}",
        line=part.line,
        rank="deprecated",
    )
    return Problem(total.file, total.line, "value", message, warning=total.qualifier in OPEN_ENDED)


def _least(count: Claim) -> float:
    """The lowest number that the wording of a count allows."""
    return _number(count) * (1 - ROUNDING if count.qualifier in APPROXIMATE else 1)


def _most(count: Claim) -> float:
    """The highest number that the wording of a count allows; its own for one that is open-ended."""
    return _number(count) * (1 + ROUNDING if count.qualifier == "about" else 1)


def highest_sum(stretches: Sequence[tuple[Any, Any, float]]) -> float:
    """The highest sum of stretches (first day, last day, value) of which no two share a day; 0 for none."""
    ends: list[Any] = []  # rising, and so are the highest sums up to each of them
    reached = [0.0]
    for first, last, value in sorted(stretches, key=lambda stretch: stretch[1]):
        before = reached[bisect_left(ends, first)]
        ends.append(last)
        reached.append(max(before + value, reached[-1]))
    return reached[-1]


def _check_running(counts: Sequence[Claim]) -> Iterator[Problem]:
    """The running counts up to some hour that are below one that began on the same day and ended earlier."""
    running: defaultdict[date | None, list[Claim]] = defaultdict(list)
    for count in counts:
        if count.until != "during":  # it has no hour, so it can't be put in order within its day
            running[count.first_day].append(count)
    for same in running.values():
        most: list[Claim] = []  # the highest one so far
        for count in sorted(same, key=lambda count: (str(count.last_day), count.until or "24:00")):
            if count.until and (below := _find_outgrown(count, most)):
                yield below
            most = [max([count, *most], key=_least)]


def check_groups(claims: Iterable[Claim], topic: str) -> Iterator[Problem]:
    """Totals of any topic but the visitors that are below one of their groups; `claims` are those of one file."""
    totals: dict[str, Claim] = {}
    parts: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if not claim.shown or claim.value is None:
            continue
        if topic == "site":
            whole, is_total = "area_m2", claim.code == "area_m2"
            if not is_total and claim.code not in PARTS_OF_THE_AREA:
                continue
        elif topic == "reach":
            whole, is_total = claim.code, claim.last_day is None
        else:
            whole, is_total = claim.kind, claim.code == "all"
        if is_total:
            totals[whole] = claim
        else:
            parts[whole].append(claim)
    for whole, total in totals.items():
        if below := _find_outgrown(total, parts[whole]):
            yield below


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


def check_unusual(claims: Iterable[Claim], days: Mapping[int, DateRange]) -> Iterator[Problem]:
    """The figures of whole editions that are far from those of all other editions, and not confirmed.

    `claims` are those of all editions, `days` the days of each. Shares in per cent are not compared. Of two figures
    without a third, nobody can say which one is unusual: the later one is named.
    """
    series: defaultdict[tuple[str, str, str], dict[int, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.shown and claim.value is not None and claim.kind != "percent" and claim.edition in days:
            whole = (None, None), days[claim.edition]
            if not claim.until and (claim.first_day, claim.last_day) in whole:
                series[claim.topic, claim.kind, claim.code].setdefault(claim.edition, claim)
    for found in series.values():
        figures = sorted(found.values(), key=_number)
        first = min(found) if len(found) == 2 else None
        for figure, neighbour in (figures[:2], figures[:-3:-1]) if len(figures) > 1 else ():
            far = max(_number(figure), _number(neighbour)) > UNUSUAL_FACTOR * min(_number(figure), _number(neighbour))
            if far and figure.edition != first and CONFIRMED not in figure.reasons:
                yield Problem(figure.file, figure.line, "value", _unusual_message(figure, neighbour))


def _unusual_message(figure: Claim, neighbour: Claim) -> Message:
    """The message about a figure that is unusual; `neighbour` is the nearest one of another edition."""
    low, high = sorted((_number(figure), _number(neighbour)))
    factor = high / low if low else inf
    parts: dict[str, object] = {
        "value": quote(f"{_number(figure):.12g}"),
        "other": f"{_number(neighbour):.12g}",
        "edition": neighbour.edition,
        "factor": f"{factor:.{1 if factor >= 10 else 2}f}" if low else "∞",
        "code": quote(CONFIRMED),
    }
    if _number(figure) == high:
        return say(
            "{value} is unusual: {factor} times the highest figure of the other editions, {other} (edition {edition}); "
            "expected a lower one, or {code} among its reasons once it was read again in its sources",
            **parts,
        )
    return say(
        "{value} is unusual: the lowest figure of the other editions, {other} (edition {edition}), is {factor} times "
        "as high; expected a higher one, or {code} among its reasons once it was read again in its sources",
        **parts,
    )


def check_calendar(rows: Iterable[RowModel], file: str, columns: Sequence[str], today: date) -> Iterator[Problem]:
    """Warnings about days that are still to come, or so long past that they can't be meant.

    `columns` hold days, or dates that may lack their day or month.
    """
    for row in rows:
        for column in columns:
            text = str(getattr(row, column))
            if text > today.isoformat()[: len(text)]:
                message = say(
                    "{day} is still to come; expected a day up to today, {today}", day=quote(text), today=today
                )
            elif text and int(text[:4]) < FIRST_YEAR:
                message = say("{day} is long past; expected a day from {year} on", day=quote(text), year=FIRST_YEAR)
            else:
                continue
            yield Problem(file, row.line, column, message, warning=True)


def _number(counted: Claim) -> float:
    """The number of a claim that has one."""
    assert counted.value is not None
    return counted.value
