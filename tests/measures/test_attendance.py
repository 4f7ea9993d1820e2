"""Blocks and pace: what holds for whatever was published, and the days of Fes 2023 and El Jadida 2025."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.measures import Figure, RunningTotal, VisitorCount, add_figures, day_blocks, running_totals, weakest_qualifier

from .strategies import published

Published = tuple[list[VisitorCount], int]
editions = published()
reordered = editions.flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn[0])))

FIRST = Figure(145_000, "nearly", ("le360-2023-05-day1",))
SECOND = Figure(200_000, "nearly", ("sawtfes-2023-05",))
TWO_DAYS = Figure(344_100, "exact", ("sawtfes-2023-05", "tanjanews-2023-05"))
WEEKEND = Figure(630_000, "over", ("actu-maroc-2023-05",))
TOTAL = Figure(1_150_000, "nearly", ("seed-article",))
FES = (
    VisitorCount(1, 1, FIRST),
    VisitorCount(1, 2, TWO_DAYS),
    VisitorCount(1, 5, TOTAL),
    VisitorCount(2, 2, SECOND),
    VisitorCount(3, 4, WEEKEND),
)

OPENING, PEAK = Figure(420_000), Figure(750_000)
RUNNING, SIXTH = Figure(1_180_000, "over"), Figure(2_400_000, "nearly")
EL_JADIDA = (
    VisitorCount(1, 1, OPENING),
    VisitorCount(2, 2, PEAK),
    VisitorCount(1, 2, RUNNING),
    VisitorCount(1, 5, SIXTH),
)


def open_days(count: VisitorCount) -> set[int]:
    return set(range(count.first, count.last + 1))


# blocks


@given(editions)
def test_blocks_tile_the_edition(drawn: Published) -> None:
    counts, days = drawn
    tiled = [day for block in day_blocks(counts, days) for day in range(block.first, block.last + 1)]
    assert tiled == list(range(1, days + 1))


@given(editions)
def test_blocks_are_published_counts_whole_or_single_empty_days(drawn: Published) -> None:
    counts, days = drawn
    for block in day_blocks(counts, days):
        assert block in counts if block.figure else block.first == block.last


@given(editions)
def test_total_is_never_a_block_of_several_days(drawn: Published) -> None:
    counts, days = drawn
    assert days == 1 or all((block.first, block.last) != (1, days) for block in day_blocks(counts, days))


@given(editions)
def test_finest_published_count_is_used(drawn: Published) -> None:
    """Who is left out had to give way to a block that is no longer and shares a day."""
    counts, days = drawn
    used = [block for block in day_blocks(counts, days) if block.figure]
    left_out = [count for count in counts if count not in used and (count.first, count.last) != (1, days)]
    for count in left_out:
        rivals = [block for block in used if open_days(block) & open_days(count)]
        assert any(len(open_days(block)) <= len(open_days(count)) for block in rivals)


@given(editions)
def test_every_published_single_day_is_a_block(drawn: Published) -> None:
    counts, days = drawn
    assert {count for count in counts if count.first == count.last} <= set(day_blocks(counts, days))


@given(reordered)
def test_blocks_know_no_order(drawn: tuple[Published, list[VisitorCount]]) -> None:
    (counts, days), shuffled = drawn
    assert day_blocks(shuffled, days) == day_blocks(counts, days)


def test_blocks_of_fes() -> None:
    assert day_blocks(FES, 5) == (
        VisitorCount(1, 1, FIRST),
        VisitorCount(2, 2, SECOND),
        VisitorCount(3, 4, WEEKEND),
        VisitorCount(5, 5, None),
    )


def test_blocks_of_el_jadida() -> None:
    empty = [VisitorCount(day, day, None) for day in (3, 4, 5)]
    assert day_blocks(EL_JADIDA, 5) == (VisitorCount(1, 1, OPENING), VisitorCount(2, 2, PEAK), *empty)


def test_the_total_alone_leaves_the_days_empty() -> None:
    assert day_blocks([VisitorCount(1, 3, Figure(80_000, "about"))], 3) == tuple(
        VisitorCount(day, day, None) for day in (1, 2, 3)
    )


def test_a_single_open_day_is_a_block() -> None:
    assert day_blocks([VisitorCount(1, 1, FIRST)], 1) == (VisitorCount(1, 1, FIRST),)


def test_a_running_count_without_finer_ones_is_a_block() -> None:
    assert day_blocks([VisitorCount(1, 2, TWO_DAYS)], 3) == (VisitorCount(1, 2, TWO_DAYS), VisitorCount(3, 3, None))


# pace


@given(editions)
def test_pace_goes_forward_inside_the_edition(drawn: Published) -> None:
    counts, days = drawn
    reached = [point.day for point in running_totals(counts, days)]
    assert all(one < other for one, other in pairwise(reached))
    assert all(1 <= day <= days for day in reached)


@given(editions)
def test_published_running_count_wins_over_a_sum(drawn: Published) -> None:
    counts, days = drawn
    reached = {point.day: point.figure for point in running_totals(counts, days)}
    assert all(reached[count.last] == count.figure for count in counts if count.first == 1)


@given(editions)
def test_every_point_has_its_basis(drawn: Published) -> None:
    """A point is a published running count, or an earlier point and a published count of the days since."""
    counts, days = drawn
    reached = {point.day: point.figure for point in running_totals(counts, days)}
    for day, figure in reached.items():
        if VisitorCount(1, day, figure) not in counts:
            ending = [count for count in counts if count.last == day and count.first - 1 in reached]
            parts = [(reached[count.first - 1], count.figure) for count in ending]
            assert figure in [add_figures((before, since)) for before, since in parts if since]
            assert figure.calculated


@given(editions)
def test_every_day_with_a_basis_is_reached(drawn: Published) -> None:
    counts, days = drawn
    reached = {point.day for point in running_totals(counts, days)}
    for count in counts:
        assert count.last in reached or not (count.first == 1 or count.first - 1 in reached)


@given(reordered)
def test_pace_knows_no_order(drawn: tuple[Published, list[VisitorCount]]) -> None:
    (counts, days), shuffled = drawn
    assert running_totals(shuffled, days) == running_totals(counts, days)


def test_pace_of_fes() -> None:
    four_days = Figure(
        value=974_100,
        qualifier="over",
        sources=("sawtfes-2023-05", "tanjanews-2023-05", "actu-maroc-2023-05"),
        terms=("sum", 344_100, 630_000),
    )
    assert running_totals(FES, 5) == (
        RunningTotal(1, FIRST),
        RunningTotal(2, TWO_DAYS),
        RunningTotal(4, four_days),
        RunningTotal(5, TOTAL),
    )


def test_pace_of_el_jadida_keeps_the_published_count_of_two_days() -> None:
    assert running_totals(EL_JADIDA, 5) == (RunningTotal(1, OPENING), RunningTotal(2, RUNNING), RunningTotal(5, SIXTH))


def test_without_a_running_count_the_days_are_added() -> None:
    _, second, third = running_totals(
        [VisitorCount(1, 1, OPENING), VisitorCount(2, 2, PEAK), VisitorCount(3, 3, WEEKEND)], 5
    )
    assert (second.figure.value, second.figure.qualifier) == (1_170_000, "exact")
    assert (third.figure.value, third.figure.qualifier) == (1_800_000, weakest_qualifier(["exact", "over"]))
    assert second.figure.calculated
    assert third.figure.calculated


@pytest.mark.parametrize(
    "counts", [[], [VisitorCount(2, 2, PEAK)], [VisitorCount(3, 4, WEEKEND), VisitorCount(2, 2, PEAK)]]
)
def test_nothing_is_reached_without_the_first_day(counts: list[VisitorCount]) -> None:
    assert running_totals(counts, 5) == ()


def test_a_day_of_which_nothing_was_published_ends_the_pace() -> None:
    days = [VisitorCount(1, 1, OPENING), VisitorCount(2, 2, None), VisitorCount(3, 3, PEAK)]
    assert running_totals(days, 3) == (RunningTotal(1, OPENING),)
