"""The footings on which a measure is compared: what holds for every series, and the record book's own."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import Archive
from lib.measures import (
    BASES,
    MEASURES,
    Figure,
    base_edition,
    find_obstacle,
    index_figure,
    possible_bases,
    rate,
    select_editions,
)
from lib.measures.basis import index_series, keep_totals
from lib.measures.measure import quotients

from .strategies import divisors, figures, series, sources

Drawn = dict[int, Figure]
bys = st.dictionaries(st.integers(1, 12), divisors, max_size=10)
measured = st.dictionaries(st.integers(1, 12), figures, max_size=10)
ALL = range(1, 7)


# total


@given(measured)
def test_a_total_is_what_was_published(drawn: Drawn) -> None:
    assert keep_totals(drawn, {}) == drawn


# per day, per stand, per officer


@given(measured, bys)
def test_a_share_is_there_exactly_where_both_figures_are(drawn: Drawn, by: Drawn) -> None:
    assert set(quotients(drawn, by)) == set(drawn) & set(by)


@given(measured, bys)
def test_a_share_is_the_rate_with_its_doubts_sources_and_terms(drawn: Drawn, by: Drawn) -> None:
    for number, figure in quotients(drawn, by).items():
        assert figure == rate(drawn[number], by[number])
        assert figure.calculated
        assert figure.terms == ("quotient", drawn[number].value, by[number].value)
        assert set(figure.sources) == {*drawn[number].sources, *by[number].sources}


@given(measured, bys, st.integers(1, 12), sources)
def test_nothing_is_shared_out_among_none(drawn: Drawn, by: Drawn, number: int, said: tuple[str, ...]) -> None:
    assert number not in quotients(drawn, by | {number: Figure(0, sources=said)})


# index


@given(series)
def test_an_index_starts_at_100_from_the_first_figure_above_zero(drawn: Drawn) -> None:
    first = base_edition(drawn)
    made = index_series(drawn, {})
    if first is None:
        assert made == {}
        assert all(figure.value == 0 for figure in drawn.values())
    else:
        assert (made[first].value, made[first].qualifier) == (100, "exact")
        assert all(drawn[number].value == 0 for number in drawn if number < first)
        assert set(made) == set(drawn)


@given(series)
def test_an_index_keeps_the_order(drawn: Drawn) -> None:
    made = index_series(drawn, {})
    assert all(
        made[one].value <= made[two].value for one in made for two in made if drawn[one].value < drawn[two].value
    )


@given(figures, divisors)
def test_an_index_is_calculated_and_says_from_what(figure: Figure, start: Figure) -> None:
    made = index_figure(figure, start)
    assert made.calculated
    assert made.terms == ("index", figure.value, start.value)
    assert set(made.sources) == {*figure.sources, *start.sources}
    assert made.value == pytest.approx(figure.value / start.value * 100, rel=0.005)


@given(figures, divisors)
def test_an_index_against_a_doubtful_base_is_doubtful(figure: Figure, start: Figure) -> None:
    if start.qualifier != "exact" and figure != start:
        assert index_figure(figure, start).qualifier == "about"


# The record book


@pytest.mark.parametrize("basis", BASES)
def test_where_nothing_stands_in_the_way_there_are_figures(
    archive: Archive, basis: str, subtests: pytest.Subtests
) -> None:
    for name, editions in product(MEASURES, ((1,), (4,), (5, 6), tuple(ALL))):
        with subtests.test(name=name, editions=editions):
            measure = MEASURES[name]
            made = BASES[basis](select_editions(measure(archive), editions), archive)
            if find_obstacle(measure, BASES[basis], archive, editions) is None:
                assert made
                assert basis in possible_bases(measure, archive, editions)
                assert all(figure.calculated for figure in made.values()) or basis == "total"
            else:
                assert basis not in possible_bases(measure, archive, editions)


@pytest.mark.parametrize(
    ("measure", "basis", "editions", "reason"),
    [
        ("visitors", "per_officer", ALL, None),
        ("visitors", "per_officer", (5, 6), "divisor"),
        ("vehicles", "total", (1, 2), "nothing"),
        ("vehicles", "per_stand", (1, 2), "nothing"),
        ("days", "per_day", ALL, "itself"),
        ("stands", "per_stand", ALL, "itself"),
        ("staff", "per_officer", (4,), "itself"),
        ("days", "per_stand", ALL, "time"),
        ("visitors_per_stand", "per_day", ALL, "rate"),
        ("visitors_per_stand", "index", ALL, None),
        ("schools", "per_officer", ALL, "divisor"),
    ],
)
def test_what_stands_in_the_way(
    archive: Archive, measure: str, basis: str, editions: tuple[int, ...], reason: str | None
) -> None:
    assert find_obstacle(MEASURES[measure], BASES[basis], archive, tuple(editions)) == reason


def test_the_footing_of_the_record(archive: Archive) -> None:
    visitors = MEASURES["visitors"](archive)
    assert BASES["per_day"](visitors, archive)[4] == MEASURES["visitors_per_day"](archive)[4]
    assert BASES["per_stand"](visitors, archive) == MEASURES["visitors_per_stand"](archive)
    assert {number: figure.value for number, figure in BASES["per_officer"](visitors, archive).items()} == {4: 500}
    assert [figure.value for figure in BASES["index"](visitors, archive).values()] == [100, 325, 644, 1440, 2650, 3000]
    assert BASES["index"](select_editions(visitors, (3, 4)), archive)[4].value == 223
