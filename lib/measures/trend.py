"""Trends: the figures of every measure over all editions, and how the last compares with the first."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from lib.archive import Archive, cached_on_archive
from lib.measures.measure import MEASURES, Measure, Series
from lib.measures.outreach import OUTREACH_MEASURES

# Every measure, each once.
TREND_MEASURES = (*MEASURES.values(), *(measure for measure in OUTREACH_MEASURES if measure.id not in MEASURES))


@dataclass(frozen=True)
class Trend:
    """The figures of a measure. `series` holds at least one.

    The properties are computed when they are first used: each edition of many is ranked.
    """

    measure: Measure
    series: Series

    @cached_property
    def first(self) -> int:
        """The first edition with a figure."""
        return min(self.series)

    @cached_property
    def last(self) -> int:
        """The last edition with a figure; the first if there is one figure only."""
        return max(self.series)

    @cached_property
    def before(self) -> int | None:
        """The edition with a figure before the last; None if there is one figure only."""
        return max((number for number in self.series if number < self.last), default=None)

    @property
    def growth(self) -> float | None:
        """The last figure divided by the first, not rounded. None if there is one figure only, or the first is zero."""
        start, end = self.series[self.first].value, self.series[self.last].value
        return end / start if self.before is not None and start else None

    @property
    def recent_growth(self) -> float | None:
        """The last figure divided by the one before, not rounded. None if there is none before, or it is zero."""
        before = self.series[self.before].value if self.before is not None else 0
        return self.series[self.last].value / before if before else None

    @cached_property
    def is_calculated(self) -> bool:
        """Whether its figures are calculated, as rates are."""
        return any(figure.calculated for figure in self.series.values())

    def rank_of(self, edition: int) -> int | None:
        """The place of an edition among the figures published, 1 for the highest; None without a figure.

        Equal figures share a place: the places of 50, 40, 40 and 30 are 1, 2, 2 and 4.
        """
        if edition not in self.series:
            return None
        return 1 + len(self.series) - bisect_right(self._values, self.series[edition].value)

    @cached_property
    def _values(self) -> list[float]:
        """The values of the figures, the lowest first."""
        return sorted(figure.value for figure in self.series.values())


@cached_on_archive()
def collect_trends(archive: Archive) -> tuple[Trend, ...]:
    """The trend of each measure that has a figure, in the order of TREND_MEASURES."""
    return tuple(Trend(measure, series) for measure in TREND_MEASURES if (series := measure(archive)))


@cached_on_archive()
def count_first_ranks(archive: Archive) -> Mapping[int, int]:
    """In how many measures each edition ranks first, among the measures with at least two figures."""
    ranked = [trend for trend in collect_trends(archive) if trend.before is not None]
    return MappingProxyType({number: sum(trend.rank_of(number) == 1 for trend in ranked) for number in archive.numbers})


def fastest_growth(trends: Iterable[Trend]) -> tuple[tuple[Trend, ...], int]:
    """The published measures that grew most from the first to the last of the editions that they share, and among how
    many: those with figures for the same first and last edition, in the longest such stretch.

    Rates are left out, since they grow with what they are made of. () if nothing grew; several if they grew alike.
    """
    growths: dict[tuple[int, int], list[tuple[float, Trend]]] = {}
    for trend in trends:
        if trend.growth is not None and not trend.is_calculated:
            growths.setdefault((trend.first, trend.last), []).append((trend.growth, trend))
    if not growths:
        return (), 0
    compared = growths[max(growths, key=lambda stretch: (stretch[1] - stretch[0], stretch[1]))]
    most = max(growth for growth, _ in compared)
    return tuple(trend for growth, trend in compared if growth == most > 1), len(compared)
