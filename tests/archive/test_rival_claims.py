"""Which claim is the figure, and what is said between claims about the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import vocabulary
from lib.archive.csv_file import parse_csv
from lib.archive.rival_claims import check_rival_claims, figure_mask
from lib.archive.row_models import RowContext, Site
from lib.archive.stacked_tables import StackedTables, stack_tables


def pool(*rows: str) -> StackedTables:
    """A site.csv of rows such as `tents,3,exact,normal,`."""
    text = "\n".join(["measure,value,qualifier,rank,reason,sources,note", *(f"{row},a," for row in rows)])
    return stack_tables([parse_csv(text.encode(), "site.csv", Site, RowContext())], Site)


def problems(*rows: str) -> list[tuple[int, str, bool]]:
    """The disputes of a site.csv: line, column, warning."""
    return [(problem.line, problem.column, problem.warning) for problem in check_rival_claims(pool(*rows))]


def shown(*ranks: str) -> list[bool]:
    return list(map(bool, figure_mask(pool(*(f"tents,{n},exact,{rank}," for n, rank in enumerate(ranks))))))


def test_the_preferred_claim_is_shown_or_the_only_live_one() -> None:
    assert shown("normal") == [True]
    assert shown("deprecated") == [False]
    assert shown("normal", "preferred") == [False, True]
    assert shown("deprecated", "normal") == [False, True]
    assert shown("deprecated", "preferred") == [False, True]
    assert shown("deprecated", "deprecated") == [False, False]


@given(st.lists(st.tuples(st.sampled_from(["tents", "hall_capacity"]), st.sampled_from(vocabulary.RANKS)), max_size=8))
def test_whatever_raises_no_dispute_has_one_figure_for_each_live_thing(rows: list[tuple[str, str]]) -> None:
    reasons = {rank: reasons[0] for rank, reasons in vocabulary.RANK_REASONS.items()}
    site = pool(*(f"{measure},{n},exact,{rank},{reasons[rank]}" for n, (measure, rank) in enumerate(rows)))
    if all(problem.warning for problem in check_rival_claims(site)):
        chosen = [measure for (measure, _), figure in zip(rows, figure_mask(site), strict=True) if figure]
        assert sorted(chosen) == sorted({measure for measure, rank in rows if rank != "deprecated"})


def test_claims_of_different_files_are_no_rivals() -> None:
    both = stack_tables([*pool("tents,3,exact,normal,").tables, *pool("tents,3,exact,normal,").tables], Site)
    assert list(check_rival_claims(both)) == []
    assert figure_mask(both).tolist() == [True, True]


def test_nothing_is_said_of_a_file_that_lacks_a_column() -> None:
    table = parse_csv(b"measure,value\ntents,3\ntents,3", "site.csv", Site, RowContext())
    assert list(check_rival_claims(stack_tables([table], Site))) == []


def test_sound_rankings() -> None:
    assert problems("tents,3,exact,normal,") == []
    assert problems("tents,3,exact,deprecated,slip") == []
    assert problems("tents,3,exact,preferred,official", "tents,4,exact,normal,press") == []
    assert problems("tents,3,exact,preferred,official", "tents,3,about,normal,other_wording") == []
    assert problems("tents,3,exact,normal,", "hall_capacity,3,exact,normal,") == []
    assert problems("tents,3,exact,deprecated,slip", "tents,4,exact,normal,press") == []


def test_several_preferred_claims_are_each_reported_after_the_first() -> None:
    rows = [f"tents,{n},exact,preferred,official" for n in range(3)]
    assert problems(*rows) == [(3, "rank", False), (4, "rank", False)]


def test_none_preferred_is_reported_once_at_its_first_live_claim() -> None:
    rows = ["tents,1,exact,deprecated,slip", "tents,2,exact,normal,press", "tents,3,exact,normal,press"]
    assert problems(*rows) == [(3, "rank", False)]


def test_a_misspelt_rank_is_not_taken_for_a_missing_preference() -> None:
    assert problems("tents,1,exact,prefered,official", "tents,2,exact,normal,press", "tents,3,exact,normal,press") == []


def test_duplicates_are_reported_after_the_first_and_not_as_rivals() -> None:
    rows = ["tents,3,exact,normal,", "tents,٣,exact,normal,", "tents,3,exact,normal,"]
    assert problems(*rows) == [(3, "row", False), (4, "row", False)]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("tents,3,exact,preferred,", "tents,4,exact,normal,"), [(2, "reason", True), (3, "reason", True)]),
        (("tents,3,exact,preferred,official",), [(2, "rank", True)]),
        (("tents,3,exact,normal,press",), [(2, "rank", True)]),
    ],
    ids=["no reasons", "preferred alone", "reason alone"],
)
def test_reasons_without_need_and_needs_without_reason_are_warnings(
    rows: tuple[str, ...], expected: list[tuple[int, str, bool]]
) -> None:
    assert problems(*rows) == expected
