"""Attendance within one edition: counts by day or block of days, and running totals."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lib.archive import Archive, Claim, cached_on_archive
from lib.measures.figure import Figure, add_figures
from lib.measures.measure import published_figures

HOUR = re.compile(r"\d\d:\d\d")  # a claim may also say only that it was made during the day


@dataclass(frozen=True, slots=True)
class VisitorCount:
    """Visitors over the open days `first` to `last` of an edition (1 = the opening day), both included.

    `figure` is None where nothing was published for those days.
    """

    first: int
    last: int
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class RunningTotal:
    """Cumulative visitors from the opening to the end of open day `day` (1 = the opening day).

    until  the hour of that day up to which was counted, while nothing of the whole day is known; "" for a whole day
    """

    day: int
    figure: Figure
    until: str = ""


def visitor_counts(archive: Archive, edition: int) -> tuple[VisitorCount, ...]:
    """Every published visitor count of one edition over whole days, including the total, sorted by (first, last)."""
    opening = next(row.first_day for row in archive.editions if row.number == edition)
    counts = [
        VisitorCount((claim.first_day - opening).days + 1, (claim.last_day - opening).days + 1, figure)
        for claim, figure in _counts_by_edition(archive).get(edition, ())
        if claim.first_day and claim.last_day and not claim.until
    ]
    return tuple(sorted(counts, key=lambda count: (count.first, count.last)))


def provisional_total(archive: Archive, edition: int, reached: Sequence[RunningTotal]) -> RunningTotal | None:
    """The count up to an hour of a day of which the whole count is not known, on the last such day; None if there is
    none. It ends by itself: `reached` are the totals of whole days, and none of a day after them is provisional.
    """
    opening = next(row.first_day for row in archive.editions if row.number == edition)
    totals = {0: None, **{total.day: total.figure for total in reached}}
    last, found = max(totals), []
    for claim, figure in _counts_by_edition(archive).get(edition, ()):
        if not HOUR.fullmatch(claim.until) or not claim.first_day or not claim.last_day:
            continue
        before, day = (claim.first_day - opening).days, (claim.last_day - opening).days + 1
        if day > last and before in totals:
            held = totals[before]
            found.append(RunningTotal(day, add_figures((held, figure)) if held else figure, claim.until))
    return max(found, key=lambda total: (total.day, total.until), default=None)


@cached_on_archive()
def _counts_by_edition(archive: Archive) -> Mapping[int, Sequence[tuple[Claim, Figure]]]:
    """The published counts of visitors with their claims, by edition."""
    found: dict[int, list[tuple[Claim, Figure]]] = {}
    for claim, figure in published_figures(archive, "visitors", "all", "visitors"):
        found.setdefault(claim.edition, []).append((claim, figure))
    return MappingProxyType(found)


def day_blocks(published: Iterable[VisitorCount], days: int) -> tuple[VisitorCount, ...]:
    """Split the edition's `days` into the shortest published blocks that do not overlap, in order.

    A count over several days stays one block: 630,000 on days 3 and 4 together is VisitorCount(3, 4, …), never
    two halves. A running total is used only where no shorter count overlaps it. Each day without a count is a block
    of its own with figure None. The total of several days is never a block, so an edition for which only the total
    was published yields `days` blocks without a figure.
    """
    taken: dict[int, VisitorCount] = {}
    finest = sorted(published, key=lambda count: (count.last - count.first, count.first))
    for count in finest:
        stretch = range(count.first, count.last + 1)
        whole = days > 1 and (count.first, count.last) == (1, days)
        if not whole and not any(day in taken for day in stretch):
            taken.update(dict.fromkeys(stretch, count))
    every_day = (taken.get(day, VisitorCount(day, day, None)) for day in range(1, days + 1))
    return tuple(dict.fromkeys(every_day))


def running_totals(published: Iterable[VisitorCount], days: int) -> tuple[RunningTotal, ...]:
    """Cumulative visitors by open day, only for days whose total follows from published counts.

    A published running total (from day 1) takes precedence. Otherwise the count of the latest days is added to the
    running total before them, and the sum is marked as calculated. Other days are left out: no interpolation.
    """
    reached: dict[int, Figure] = {}
    by_last: dict[int, list[VisitorCount]] = {}
    for count in published:
        by_last.setdefault(count.last, []).append(count)
    for day in range(1, days + 1):
        ending = sorted(by_last.get(day, ()), key=lambda count: count.first)
        for count in ending:  # longest first: a published running total takes precedence over a sum
            if count.figure is None:
                continue
            if count.first == 1:
                reached[day] = count.figure
            elif count.first - 1 in reached:
                reached[day] = add_figures((reached[count.first - 1], count.figure))
            else:
                continue
            break
    return tuple(RunningTotal(day, figure) for day, figure in sorted(reached.items()))
