"""Warnings: improbable figures, which never take an edition down."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import read_archive
from lib.archive.plausibility import highest_sum

from .book import FIRST, SECOND, VISITORS, Book

PAVILIONS = f"{FIRST}/pavilions.csv"
NUMBERS = f"{SECOND}/visitors.csv"


def counts(*rows: str) -> Callable[[Book], None]:
    """The second edition's visitors: 80000 in all, and rows such as `01,02,14:00,5000`."""

    def write(book: Book) -> None:
        for line, row in enumerate(rows, start=3):
            first, last, until, value = row.split(",")
            book.put(
                NUMBERS, line, f"2022-06-{first},2022-06-{last},{until},all,visitors,{value},exact,normal,,dgsn-2022,"
            )

    return write


@pytest.mark.parametrize(
    ("change", "file", "line", "says"),
    [
        (counts("01,01,,30000", "02,03,,50001"), NUMBERS, 2, ('"80000"', "80001")),
        (counts("02,02,14:00,30000", "02,02,,25000", "01,01,,50001"), NUMBERS, 2, ('"80000"', "80001")),
        (counts("01,02,,90000"), NUMBERS, 3, ('"90000"', "80000")),
        (counts("01,01,,30000", "01,02,,29999"), NUMBERS, 4, ('"29999"', "expected a count that rises")),
        (counts("01,02,14:00,30000", "01,02,10:00,31000"), NUMBERS, 3, ('"30000"', "rises")),
        (counts("01,02,14:00,30000", "01,02,,29000"), NUMBERS, 4, ('"29000"', "rises")),
        (lambda b: b.cell(PAVILIONS, 2, "value", "1"), PAVILIONS, 2, ('"1" stands', "2 are named")),
        (lambda b: b.cell(NUMBERS, 2, "until", "14:00"), NUMBERS, 1, ('no row counts "all"', "-01 to 2022-06-03")),
        (
            lambda b: b.put("sources.csv", 5, "le-monde-2021,,,,,,fr,press,"),
            "sources.csv", 1, ("sources that no row names: 1,", '"le-monde-2021"'),
        ),
        (
            lambda b: b.put("sources.csv", 5, "x-1,,,,,,fr,press,\nx-2,,,,,,fr,press,"),
            "sources.csv", 1, ("sources that no row names: 2,", '"x-1"'),
        ),
        (lambda b: b.write(f"{FIRST}/visitor.csv", ""), f"{FIRST}/visitor.csv", 1, ('"visitor.csv"', '"visitors.csv"')),
    ],
    ids=[
        "days above the total", "highest count of a day", "running count above the total", "count falls",
        "falls by hour",
        "falls at the end of the day", "named stands", "no total", "unused source", "unused sources", "stray file",
    ],
)  # fmt: skip
def test_a_suspicion_is_one_warning_and_the_edition_stands(
    book: Book, change: Callable[[Book], None], file: str, line: int, says: tuple[str, ...]
) -> None:
    change(book)
    archive = read_archive(book.folder)
    assert [(problem.file, problem.line, problem.warning) for problem in archive.problems if problem.file == file] == [
        (file, line, True)
    ]
    assert all(problem.warning for problem in archive.problems)
    assert all(words in archive.problems[-1].message for words in says)
    assert archive.numbers == (1, 2)


@pytest.mark.parametrize(
    "change",
    [
        counts("01,01,,30000", "02,03,,50000"),
        counts("01,01,,30000", "01,02,,60000", "02,03,,50000"),
        counts("01,02,during,20000", "01,02,14:00,30000"),
        counts("01,02,14:00,30000", "01,02,,30000"),
        counts("02,02,,30000", "03,03,,20000"),
        lambda b: b.cell(VISITORS, 8, "value", "99999"),
    ],
    ids=["days make the total", "blocks overlap", "no hour", "count stays", "days differ", "deprecated"],
)
def test_no_suspicion(book: Book, change: Callable[[Book], None]) -> None:
    change(book)
    assert read_archive(book.folder).problems == ()


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 50)), max_size=7))
def test_the_heaviest_stretches_are_those_of_all_choices(stretches: list[tuple[int, int, int]]) -> None:
    stretches = [(min(first, last), max(first, last), value) for first, last, value in stretches]
    sums = [
        sum(value for _, _, value in chosen)
        for size in range(len(stretches) + 1)
        for chosen in combinations(stretches, size)
        if all(one[1] < other[0] or other[1] < one[0] for one, other in combinations(chosen, 2))
    ]
    assert highest_sum(stretches) == max(sums)


def test_the_heaviest_stretches_share_no_day() -> None:
    day = [date(2022, 6, 1) + timedelta(number) for number in range(5)]
    assert highest_sum([]) == 0
    assert highest_sum([(day[0], day[4], 10.0), (day[0], day[1], 4.0), (day[2], day[4], 5.0)]) == 10
    assert (
        highest_sum([(day[0], day[4], 8.0), (day[0], day[1], 4.0), (day[2], day[4], 5.0), (day[1], day[2], 7.0)]) == 9
    )
    assert highest_sum([(day[0], day[0], 4.0), (day[0], day[2], 3.0), (day[2], day[2], 1.0)]) == 5
