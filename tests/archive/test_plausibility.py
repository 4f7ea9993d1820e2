"""Figures that can't be right together, unusual ones, and warnings, which never take an edition down."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.archive import read_archive
from lib.archive.archive import check_archive
from lib.archive.plausibility import highest_sum

from .book import FIRST, SECOND, VISITORS, Book
from .faults import PAVILIONS, PROGRAMME, REACH, SITE, STAFF, Change

NUMBERS = f"{SECOND}/visitors.csv"
SEMINARS = "seminar,all,,,,,,,4,exact,normal,,dgsn-2021,\nseminar,rights,,,أ,D,R,,5,exact,normal,,dgsn-2021,"


def counts(*rows: str, total: str = "exact", wording: str = "exact", audience: str = "all") -> Change:
    """The second edition's visitors: 80000 in all, and rows such as `01,02,14:00,5000`."""

    def write(book: Book) -> None:
        book.cell(NUMBERS, 2, "qualifier", total)
        for line, row in enumerate(rows, start=3):
            first, last, until, value = row.split(",")
            period = f"2022-06-{first},2022-06-{last},{until}"
            book.put(NUMBERS, line, f"{period},{audience},visitors,{value},{wording},normal,,dgsn-2022,")

    return write


def group(file: str, row: str) -> Change:
    """A row more in one of the first edition's files."""
    return lambda book: book.write(file, f"{book.text(file)}{row}\n")


@pytest.mark.parametrize(
    ("change", "file", "line", "says"),
    [
        (counts("01,02,,90000", total="over"), NUMBERS, 2, ('"80000"', "90000 in line 3")),
        (counts("01,01,,30000", "02,03,,50001", total="at_least"), NUMBERS, 2, ('"80000"', "80001")),
        (lambda b: b.cell("editions.csv", 3, "last_day", "2999-06-03"), "editions.csv", 3, ('"2999-06-03" is still',)),
        (lambda b: b.cell("sources.csv", 2, "accessed", "4506"), "sources.csv", 2, ('"4506" is still to come',)),
        (lambda b: b.cell("sources.csv", 3, "published", "1203-06"), "sources.csv", 3, ('"1203-06" is long past',)),
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
        "above an open-ended total", "days above an open-ended total", "day to come", "year to come", "year long past",
        "named stands", "no total", "unused source", "unused sources", "stray file",
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
        counts("01,01,,30000", "02,03,,50001", wording="nearly"),
        counts("01,01,,30000", "02,03,,50001", total="about"),
        counts("01,02,14:00,30000", "01,02,15:00,29900", wording="about"),
        group(STAFF, "dogs,كلاب,Chiens,Dogs,,2300,exact,normal,,dgsn-2021,"),
        group(SITE, "parking_places,40000,exact,normal,,dgsn-2021,"),
        group(VISITORS, "2021-06-02,2021-06-02,,pupils,visitors,90000,exact,deprecated,slip,dgsn-2021,"),
        lambda b: b.cell(VISITORS, 8, "value", "99999"),
    ],
    ids=[
        "days make the total",
        "blocks overlap",
        "no hour",
        "count stays",
        "days differ",
        "rounded days",
        "rounded total",
        "rounded running counts",
        "group as large as all",
        "no part of the area",
        "deprecated group",
        "deprecated",
    ],
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


@pytest.mark.parametrize(
    ("change", "file", "line", "says"),
    [
        (counts("01,01,,30000", "02,03,,50001"), NUMBERS, 2, ('"80000"', "its separate days together, 80001")),
        (counts("02,02,14:00,30000", "02,02,,31000", "01,01,,50001"), NUMBERS, 2, ('"80000"', "81001")),
        (counts("01,02,,90000"), NUMBERS, 2, ('"80000" is less than a count within it, 90000 in line 3',)),
        (counts("01,02,,90000", total="about"), NUMBERS, 2, ("90000 in line 3",)),
        (counts("01,02,,90000", wording="nearly"), NUMBERS, 2, ("90000 in line 3",)),
        (counts("03,03,,90000", audience="pupils"), NUMBERS, 2, ("90000 in line 3",)),
        (counts("01,01,,30000", "01,02,,29999"), NUMBERS, 4, ('"29999"', "30000 in line 3", "deprecated")),
        (counts("02,03,,30000", "03,03,,30001"), NUMBERS, 3, ('"30000"', "30001 in line 4")),
        (counts("01,02,14:00,30000", "01,02,10:00,31000"), NUMBERS, 3, ('"30000"', "31000 in line 4")),
        (counts("02,02,14:00,30000", "02,02,10:00,31000"), NUMBERS, 3, ('"30000"', "31000 in line 4")),
        (counts("01,02,14:00,30000", "01,02,,29000"), NUMBERS, 4, ('"29000"', "30000 in line 3")),
        (group(STAFF, "dogs,كلاب,Chiens,Dogs,,2301,exact,normal,,dgsn-2021,"), STAFF, 2, ('"2300"', "2301 in line 4")),
        (group(SITE, "covered_area_m2,12001,exact,normal,,dgsn-2021,"), SITE, 2, ('"12000.5"', "12001 in line 3")),
        (group(REACH, "blood_donors,2021-06-02,500,exact,normal,,dgsn-2021,"), REACH, 4, ('"465"', "500 in line 5")),
        (group(PROGRAMME, SEMINARS), PROGRAMME, 5, ('"4"', "5 in line 6")),
    ],
    ids=[
        "days above the total", "highest count of a day", "running count above the total", "above a rounded total",
        "rounded count", "group of the visitors", "count falls", "day above its block", "falls by hour",
        "falls in a day", "falls at the end of the day", "group of staff", "part of the area", "reach of some days",
        "item of the programme",
    ],
)  # fmt: skip
def test_a_total_below_a_count_within_it_is_one_error(
    book: Book, change: Change, file: str, line: int, says: tuple[str, ...]
) -> None:
    change(book)
    found = check_archive(book.folder).problems
    assert [(problem.file, problem.line, problem.column, problem.warning) for problem in found] == [
        (file, line, "value", False)
    ]
    assert all(words in found[0].message for words in says)


def third_edition(value: int, reason: str = "") -> Callable[[Book], None]:
    """A third edition with so many visitors; the others had 60000 and 80000."""

    def change(book: Book) -> None:
        book.put("editions.csv", 4, "3,3-fes-2023,2023-06-01,2023-06-03,فاس,Fès,Fez,,,,,,,,,,dgsn-2022,")
        for path in (book.folder / SECOND).iterdir():
            book.write(f"3-fes-2023/{path.name}", book.line(f"{SECOND}/{path.name}", 1) + "\n")
        row = f"2023-06-01,2023-06-03,,all,visitors,{value},exact,normal,{reason},dgsn-2022,"
        book.put("3-fes-2023/visitors.csv", 2, row)

    return change


@pytest.mark.parametrize(
    ("value", "says"),
    [
        (240_001, ('"240001"', "3.00 times the highest", "80000 (edition 2)")),
        (26_000_000, ('"26000000"', "325.0 times the highest", "80000 (edition 2)")),
        (19_999, ('"19999"', "the lowest figure of the other editions, 60000 (edition 1), is 3.00 times as high")),
        (0, ('"0"', "60000 (edition 1), is ∞ times")),
    ],
)
def test_an_unusual_figure_is_held_back_until_it_is_confirmed(book: Book, value: int, says: tuple[str, ...]) -> None:
    third_edition(value)(book)
    found = check_archive(book.folder)
    assert found.archive
    assert found.archive.numbers == (1, 2)
    assert [(problem.file, problem.line, problem.column, problem.warning) for problem in found.problems] == [
        ("3-fes-2023/visitors.csv", 2, "value", False)
    ]
    assert all(words in found.problems[0].message for words in (*says, '"confirmed"'))

    third_edition(value, "confirmed")(book)
    assert check_archive(book.folder).problems == ()
    assert read_archive(book.folder).numbers == (1, 2, 3)


@pytest.mark.parametrize("value", [240_000, 20_000, 100_000])
def test_a_figure_within_three_times_the_others_is_usual(book: Book, value: int) -> None:
    third_edition(value)(book)
    assert check_archive(book.folder).problems == ()


def test_of_two_figures_alone_the_later_one_is_unusual(book: Book) -> None:
    book.put(f"{SECOND}/staff.csv", 2, "all,,,,,230,exact,normal,,dgsn-2022,")
    found = check_archive(book.folder).problems
    assert [(problem.file, problem.line) for problem in found] == [(f"{SECOND}/staff.csv", 2)]
    assert "2300 (edition 1), is 10.0 times as high" in found[0].message


def test_a_figure_that_is_not_shown_and_shares_are_not_compared(book: Book) -> None:
    third_edition(100_000, "press")(book)
    for line, row in enumerate(("all,visitors,900000,exact,deprecated,slip", "pupils,percent,99,exact,normal,"), 3):
        book.put("3-fes-2023/visitors.csv", line, f"2023-06-01,2023-06-03,,{row},dgsn-2022,")
    assert check_archive(book.folder).problems == ()


def test_what_was_public_once_is_not_held_back(book: Book) -> None:
    """A release of before the rule keeps all its editions."""
    third_edition(26_000_000)(book)
    found = check_archive(book.folder, published=True)
    assert found.problems == ()
    assert found.archive
    assert found.archive.numbers == (1, 2, 3)


def test_days_are_measured_against_the_day_of_the_check(book: Book) -> None:
    for file, line, column, text in (
        ("editions.csv", 3, "last_day", "2022-06-03"),
        ("sources.csv", 2, "accessed", "2022-06"),
    ):
        book.cell(file, line, column, text)
    assert check_archive(book.folder, today=date(2022, 6, 3)).problems == ()
    early = check_archive(book.folder, today=date(2022, 6, 2)).problems
    assert [(problem.file, problem.line, problem.column, problem.warning) for problem in early] == [
        ("editions.csv", 3, "last_day", True)
    ]
    assert early[0].message == '"2022-06-03" is still to come; expected a day up to today, 2022-06-02'
