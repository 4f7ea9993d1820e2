"""Trends: what grew, from which figure to which, and the place of an edition among the figures published."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive
from lib.archive.vocabulary import DEFINED_MEASURES
from lib.measures import MEASURES, TREND_MEASURES, Figure, Trend, collect_trends, fastest_growth

from .strategies import series

VISITORS, STANDS, DAYS = MEASURES["visitors"], MEASURES["stands"], MEASURES["days"]


def counted(**values: float) -> Trend:
    """A trend of stands: counted(e1=17, e3=16)."""
    return Trend(STANDS, {int(name[1:]): Figure(value) for name, value in values.items()})


def test_every_measure_that_is_defined_is_there_once() -> None:
    assert sorted(measure.id for measure in TREND_MEASURES) == sorted(DEFINED_MEASURES)


def test_a_measure_without_a_figure_has_no_trend(archive: Archive) -> None:
    found = {trend.measure.id for trend in collect_trends(archive)}
    assert found == {measure.id for measure in TREND_MEASURES if measure(archive)}
    assert "blood_bags" in found


@given(series.filter(bool))
def test_the_last_is_compared_with_the_one_before_and_with_the_first(figures: dict[int, Figure]) -> None:
    trend = Trend(STANDS, figures)
    there = sorted(figures)
    assert (trend.first, trend.last) == (there[0], there[-1])
    assert trend.before == (there[-2] if len(there) > 1 else None)
    if trend.growth is not None:
        assert trend.growth * figures[trend.first].value == figures[trend.last].value or trend.growth > 0


def test_one_figure_does_not_grow_and_nothing_grows_from_zero() -> None:
    assert counted(e4=2300).growth is None
    assert counted(e1=0, e2=5).growth is None
    assert counted(e1=17, e2=29, e6=50).growth == 50 / 17
    assert counted(e1=17, e2=29, e6=50).recent_growth == 50 / 29
    assert counted(e4=2300).recent_growth is None
    assert counted(e1=5, e2=0, e6=50).recent_growth is None


@given(series.filter(bool), st.data())
def test_ranks_are_those_of_sport(figures: dict[int, Figure], data: st.DataObject) -> None:
    trend, number = Trend(STANDS, figures), data.draw(st.sampled_from(sorted(figures)))
    ordered = sorted((figure.value for figure in figures.values()), reverse=True)
    assert trend.rank_of(number) == ordered.index(figures[number].value) + 1
    assert trend.rank_of(max(figures) + 1) is None


def test_visitors_grew_fastest_of_what_was_published_for_the_first_and_the_last_edition(archive: Archive) -> None:
    [fastest], compared = fastest_growth(collect_trends(archive))
    assert fastest.measure is VISITORS
    # Visitors, stands, seminars, open days: schools grew 2.3 times within a year, which is another stretch.
    assert compared == 4


def test_only_the_longest_stretch_counts_and_rates_do_not() -> None:
    steady, sudden = Trend(STANDS, {1: Figure(10), 6: Figure(20)}), Trend(DAYS, {5: Figure(1), 6: Figure(9)})
    rate = Trend(VISITORS, {1: Figure(1, terms=("quotient", 1, 1)), 6: Figure(99, terms=("quotient", 99, 1))})
    assert fastest_growth([steady, sudden, rate]) == ((steady,), 1)


def test_equal_growth_is_shared_and_a_fall_is_none() -> None:
    one, other = Trend(STANDS, {1: Figure(10), 6: Figure(20)}), Trend(DAYS, {1: Figure(2), 6: Figure(4)})
    assert fastest_growth([one, other]) == ((one, other), 2)
    assert fastest_growth([Trend(STANDS, {1: Figure(10), 6: Figure(9)})]) == ((), 1)
    assert fastest_growth([]) == ((), 0)
