"""Figures, series and counts as hypothesis draws them: whole numbers, as visitors are, so that sums are exact."""

from __future__ import annotations

from hypothesis import strategies as st

from lib.measures import Figure, VisitorCount
from lib.measures.figure import QUALIFIER_STRENGTH

qualifiers = st.sampled_from(QUALIFIER_STRENGTH)
numbers = st.integers(0, 10**9)
sources = st.lists(st.sampled_from(["map-2023", "dgsn-2023", "le360-2023", "barlamane-2023"]), unique=True).map(tuple)
figures = st.builds(Figure, numbers, qualifiers, sources)
divisors = st.builds(Figure, st.integers(1, 10**6), qualifiers, sources)
# Few values, so that equal ones and records that fall are common.
series = st.dictionaries(st.integers(1, 12), st.builds(Figure, st.integers(0, 8), qualifiers), max_size=10)


@st.composite
def published(draw: st.DrawFn) -> tuple[list[VisitorCount], int]:
    """The counts published for an edition, in any order, no stretch twice, and its number of open days."""
    days = draw(st.integers(1, 8))
    stretches = st.tuples(st.integers(1, days), st.integers(1, days)).map(sorted)
    drawn = draw(st.lists(stretches, max_size=8, unique_by=tuple))
    return [VisitorCount(first, last, draw(figures)) for first, last in drawn], days
