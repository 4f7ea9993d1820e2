"""Sentences that compare."""

from __future__ import annotations

from itertools import pairwise

import pytest

from lib.charts.kinds.label_placement import spread_heights
from lib.charts.phrases import comparison_phrase, formula_text
from lib.charts.visitors_pace import axis_levels
from lib.language import Language
from lib.measures import Figure, add_figures, rate

EN = Language("en")


@pytest.mark.parametrize(
    ("value", "base", "sentence"),
    [
        (Figure(31), Figure(16), "about\u00a01.9 times as many as Tangier 2019"),
        (Figure(32), Figure(16), "twice as many as Tangier 2019"),
        (Figure(1_150_000, "nearly"), Figure(515_000, "about"), "about\u00a02.2 times as many as Tangier 2019"),
        (Figure(1_150_000, "nearly"), Figure(500_000), "nearly\u00a02.3 times as many as Tangier 2019"),
        (Figure(113), Figure(100), "13% more than Tangier 2019"),
        (Figure(75), Figure(100), "25% fewer than Tangier 2019"),
        (Figure(16), Figure(16), "as many as Tangier 2019"),
    ],
)
def test_comparison(value: Figure, base: Figure, sentence: str) -> None:
    assert comparison_phrase(value, base, "Tangier 2019", EN) == sentence


def test_formula() -> None:
    assert formula_text(rate(Figure(80_000), Figure(3)), EN) == "80,000 ÷\u00a03"
    assert formula_text(add_figures([Figure(344_100), Figure(630_000, "over")]), EN) == "344,100 +\u00a0630,000"


@pytest.mark.parametrize("top", [1, 9, 10, 4_710, 80_000, 1_150_000, 2_400_000, 29_000_000])
def test_scale_has_a_few_round_levels(top: float) -> None:
    levels = axis_levels(top)
    assert levels[0] == 0
    assert 3 <= len(levels) <= 7
    assert levels[-1] <= top


def test_labels_keep_apart_and_in_order() -> None:
    placed = spread_heights({1: 80.0, 2: 81.0, 3: 500.0, 4: 82.0}, apart=10)
    heights = sorted(placed.values())
    assert sorted(placed, key=placed.__getitem__) == [1, 2, 4, 3]
    assert all(above - below >= 10 for below, above in pairwise(heights))
    assert placed[3] == 500
