"""The arithmetic of figures: what holds for all of them, and the numbers of Fes 2023."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import vocabulary
from lib.measures import Figure, add_figures, percent_change, rate, ratio, round_significant, weakest_qualifier
from lib.measures.figure import QUALIFIER_STRENGTH

from .strategies import divisors, figures, numbers, qualifiers

VISITORS = Figure(1_150_000, "nearly", ("seed-article", "horiapress"))
DAYS = Figure(5, sources=("seed-article",))
STANDS = Figure(31, sources=("actu-maroc",))
TANGIER = Figure(515_000, "about", ("map-2019",))

doubts = st.lists(qualifiers, max_size=6)
Divide = Callable[[Figure, Figure], Figure]
amounts = st.floats(1e-6, 1e12)
digits = st.integers(1, 6)


def half_unit(value: float, places: int) -> float:
    """Half of the last digit that stays when so many significant digits are kept, and a hair for binary fractions."""
    return 10.0 ** (Decimal(value).adjusted() - places + 1) / 2 * (1 + 1e-6)


def test_every_qualifier_of_a_number_has_its_strength() -> None:
    assert set(QUALIFIER_STRENGTH) == set(vocabulary.QUALIFIER_CODES) - {"dozens"}


# weakest


@given(doubts.flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn))))
def test_weakest_knows_no_order(drawn: tuple[list[str], list[str]]) -> None:
    one, other = drawn
    assert weakest_qualifier(one) == weakest_qualifier(other)


@given(doubts)
def test_weakest_is_idempotent(drawn: list[str]) -> None:
    assert (
        weakest_qualifier([*drawn, weakest_qualifier(drawn)])
        == weakest_qualifier(drawn)
        == weakest_qualifier(drawn * 2)
    )


@given(st.lists(qualifiers, min_size=1, max_size=6))
def test_weakest_is_never_firmer_than_any(drawn: list[str]) -> None:
    assert QUALIFIER_STRENGTH.index(weakest_qualifier(drawn)) >= max(
        QUALIFIER_STRENGTH.index(qualifier) for qualifier in drawn
    )


@given(doubts)
def test_weakest_is_exact_only_if_all_are(drawn: list[str]) -> None:
    assert (weakest_qualifier(drawn) == "exact") == all(qualifier == "exact" for qualifier in drawn)


@pytest.mark.parametrize("qualifier", QUALIFIER_STRENGTH)
def test_one_doubt_stays_what_it_is(qualifier: str) -> None:
    assert weakest_qualifier([qualifier]) == weakest_qualifier(["exact", qualifier]) == qualifier


@pytest.mark.parametrize("pair", [*combinations(QUALIFIER_STRENGTH[1:], 2)])
def test_two_kinds_of_doubt_leave_about(pair: tuple[str, str]) -> None:
    assert weakest_qualifier(pair) == "about"


# add


@given(st.lists(figures, min_size=2, max_size=6))
def test_sum_is_exact_and_marked(parts: list[Figure]) -> None:
    total = add_figures(parts)
    assert total.value == sum(part.value for part in parts)
    assert total.qualifier == weakest_qualifier(part.qualifier for part in parts)
    assert total.calculated
    assert total.terms == ("sum", *(part.value for part in parts))


@given(st.lists(figures, min_size=2, max_size=6))
def test_sum_names_every_source_once(parts: list[Figure]) -> None:
    named = add_figures(parts).sources
    assert set(named) == {source for part in parts for source in part.sources}
    assert len(named) == len(set(named))


@given(figures, figures, figures)
def test_sum_is_associative(a: Figure, b: Figure, c: Figure) -> None:
    left, right = add_figures([add_figures([a, b]), c]), add_figures([a, add_figures([b, c])])
    assert (left.value, left.qualifier, left.sources) == (right.value, right.qualifier, right.sources)


@given(figures)
def test_sum_of_one_is_that_one(only: Figure) -> None:
    assert add_figures([only]) == only


def test_nothing_has_no_sum() -> None:
    with pytest.raises(ValueError, match="nothing to add"):
        add_figures([])


# rate and ratio


@pytest.mark.parametrize(("divide", "places"), [(rate, 3), (ratio, 2)])
@given(figure=figures, by=divisors)
def test_quotient_is_the_division_up_to_rounding(divide: Divide, places: int, figure: Figure, by: Figure) -> None:
    result = divide(figure, by)
    if figure.value == 0:
        assert result.value == 0
    else:
        assert abs(result.value - figure.value / by.value) <= half_unit(figure.value / by.value, places)
        assert len(Decimal(str(result.value)).normalize().as_tuple().digits) <= places
    assert result.terms == ("quotient", figure.value, by.value)
    assert result.calculated


@pytest.mark.parametrize("divide", [rate, ratio])
@given(figure=figures, by=divisors)
def test_quotient_carries_the_doubts_and_the_sources(divide: Divide, figure: Figure, by: Figure) -> None:
    result = divide(figure, by)
    whole = Decimal(str(result.value)) * Decimal(str(by.value)) == Decimal(str(figure.value))
    if by.qualifier != "exact" or (figure.qualifier == "exact" and not whole):
        assert result.qualifier == "about"
    else:
        assert result.qualifier == figure.qualifier
    assert result.sources == tuple(dict.fromkeys(figure.sources + by.sources))


@pytest.mark.parametrize("divide", [rate, ratio])
@given(figure=figures, qualifier=qualifiers)
def test_nothing_is_divided_by_zero(divide: Divide, figure: Figure, qualifier: str) -> None:
    with pytest.raises(ZeroDivisionError):
        divide(figure, Figure(0, qualifier))


@pytest.mark.parametrize(
    ("result", "value", "qualifier"),
    [
        (rate(VISITORS, DAYS), 230_000, "nearly"),
        (rate(VISITORS, STANDS), 37_100, "nearly"),
        (rate(Figure(80_000, "about"), Figure(3)), 26_700, "about"),
        (ratio(VISITORS, TANGIER), 2.2, "about"),
        (ratio(VISITORS, Figure(500_000)), 2.3, "nearly"),
        (ratio(STANDS, Figure(16)), 1.9, "about"),  # 1.9375: rounding leaves it no longer exact
        (ratio(Figure(32), Figure(16)), 2, "exact"),
        (rate(Figure(2_120_000), Figure(5)), 424_000, "exact"),
        (percent_change(Figure(31), Figure(29)), 6.9, "about"),
        (percent_change(Figure(75, "over"), Figure(100)), 25, "about"),  # a larger figure would be a smaller fall
        (percent_change(Figure(125, "over"), Figure(100)), 25, "over"),
        (add_figures([Figure(344_100), Figure(630_000, "over")]), 974_100, "over"),
        (add_figures([Figure(145_000, "nearly"), Figure(200_000, "nearly")]), 345_000, "nearly"),
        (add_figures([Figure(200_000, "nearly"), Figure(630_000, "over")]), 830_000, "about"),
    ],
)
def test_numbers_of_fes(result: Figure, value: float, qualifier: str) -> None:
    assert (result.value, result.qualifier) == (value, qualifier)


def test_a_published_figure_is_not_calculated() -> None:
    assert not VISITORS.calculated
    assert rate(VISITORS, STANDS).sources == ("seed-article", "horiapress", "actu-maroc")


# significant


@given(amounts, digits)
def test_rounding_twice_is_rounding_once(value: float, places: int) -> None:
    once = round_significant(value, places)
    assert round_significant(once, places) == once


@given(amounts, digits)
def test_rounding_moves_by_half_a_unit_at_most(value: float, places: int) -> None:
    assert abs(round_significant(value, places) - value) <= half_unit(value, places)


@given(numbers, st.integers(0, 5), digits)
def test_rounding_goes_with_powers_of_ten(value: int, power: int, places: int) -> None:
    assert round_significant(value * 10**power, places) == round_significant(value, places) * 10**power


@given(amounts, amounts, digits)
def test_rounding_keeps_the_order(one: float, other: float, places: int) -> None:
    low, high = sorted((one, other))
    assert round_significant(low, places) <= round_significant(high, places)


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [(0, 3, 0), (26666.7, 3, 26_700), (2.5, 1, 3), (3.5, 1, 4), (0.125, 2, 0.13), (1.005, 3, 1.01), (999.6, 3, 1000)],
)
def test_half_goes_up(value: float, places: int, rounded: float) -> None:
    assert round_significant(value, places) == rounded
