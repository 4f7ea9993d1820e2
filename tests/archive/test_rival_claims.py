"""Which claim is the figure, and what is said between claims about the same thing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import vocabulary
from lib.archive.archive import check_archive
from lib.archive.csv_file import parse_tables
from lib.archive.csv_table import CsvTable
from lib.archive.rival_claims import check_rival_claims, group_rivals, shown_lines
from lib.archive.topic_rows import Site

from .book import FIRST, SECOND, Book


def site(*rows: str) -> CsvTable:
    """The table of a site.csv with rows such as `tents,3,exact,normal,`."""
    text = "\n".join(["measure,value,qualifier,rank,reason,sources,note", *(f"{row},a," for row in rows)])
    return parse_tables({"site.csv": text.encode()}, {"site.csv": Site})["site.csv"]


def problems(*rows: str) -> list[tuple[int, str, bool]]:
    """The problems between the rows of a site.csv: line, column, warning."""
    table = site(*rows)
    found = check_rival_claims(table, group_rivals(table), complete=True)
    return [(problem.line, problem.column, problem.warning) for problem in found]


def figures(*rows: str) -> list[bool]:
    """For each row of a site.csv whether it is the figure of its thing."""
    table = site(*rows)
    lines = shown_lines(group_rivals(table))
    return [row.line in lines for row in table.rows]


def shown(*ranks: str) -> list[bool]:
    """For claims about the same thing with these ranks whether each of them is the figure."""
    return figures(*(f"tents,{n},exact,{rank}," for n, rank in enumerate(ranks)))


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
    written = [f"{measure},{n},exact,{rank},{reasons[rank]}" for n, (measure, rank) in enumerate(rows)]
    if all(warning for _, _, warning in problems(*written)):
        chosen = [measure for (measure, _), figure in zip(rows, figures(*written), strict=True) if figure]
        assert sorted(chosen) == sorted({measure for measure, rank in rows if rank != "deprecated"})


def test_claims_of_different_files_are_no_rivals(book: Book) -> None:
    for folder, source in ((FIRST, "dgsn-2021"), (SECOND, "dgsn-2022")):
        book.put(f"{folder}/site.csv", 2, f"tents,3,exact,normal,,{source},")
    found = check_archive(book.folder)
    assert found.problems == ()
    assert found.archive
    assert [(claim.edition, claim.shown) for claim in found.archive.claims("site")] == [(1, True), (2, True)]


def test_nothing_is_said_of_rivals_in_a_file_that_lacks_a_column(book: Book) -> None:
    book.write(f"{FIRST}/site.csv", "measure,value\ntents,3\ntents,3")
    found = check_archive(book.folder).problems
    assert [(problem.file, problem.line, problem.column) for problem in found] == [
        (f"{FIRST}/site.csv", 1, column) for column in ("note", "qualifier", "rank", "reason", "sources")
    ]


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
        (("tents,3,exact,preferred,",), [(2, "rank", True)]),
        (("tents,3,exact,normal,press",), [(2, "rank", True)]),
    ],
    ids=["no reasons", "preferred alone", "preferred alone without a reason", "reason alone"],
)
def test_reasons_without_need_and_needs_without_reason_are_warnings(
    rows: tuple[str, ...], expected: list[tuple[int, str, bool]]
) -> None:
    assert problems(*rows) == expected


def test_a_confirmation_is_no_reason_for_a_rank() -> None:
    assert problems("tents,3,exact,normal,confirmed") == []
    assert problems("tents,3,exact,preferred,official;confirmed", "tents,4,exact,normal,press") == []
    assert problems("tents,3,exact,preferred,confirmed", "tents,4,exact,normal,press") == [(2, "reason", True)]


@pytest.mark.parametrize(
    "unread",
    [
        "hall_capacity,3",
        "hall_capacity,3,exact,normal,,dgsn-2021,,,,x",
        'hall_capacity,"3"0,exact,normal,,dgsn-2021,',
        "halls,3,exact,normal,,dgsn-2021,",
    ],
    ids=["too short", "too long", "torn", "unknown thing"],
)
def test_no_verdict_on_ranks_beside_a_row_that_could_not_be_read(book: Book, unread: str) -> None:
    """The row may be the claim that makes another one a rival, or the preferred one."""
    file = f"{FIRST}/site.csv"
    ranked = [
        "area_m2,3,exact,preferred,official,dgsn-2021,",
        "tents,3,exact,normal,press,dgsn-2021,",
        "tents,4,exact,normal,press,dgsn-2021,",
    ]
    book.write(file, "\n".join([book.line(file, 1), *ranked]) + "\n")
    assert [(problem.line, problem.column) for problem in check_archive(book.folder).problems] == [
        (2, "rank"),
        (3, "rank"),
    ]
    book.write(file, "\n".join([book.line(file, 1), *ranked, unread]) + "\n")
    assert {problem.line for problem in check_archive(book.folder).problems} == {5}
