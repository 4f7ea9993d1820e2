"""The rows of editions.csv against each other."""

from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from lib.archive.csv_file import parse_tables
from lib.archive.editions_file import check_editions, edition_entries
from lib.archive.row_models import EditionRow

rows = st.lists(st.tuples(st.integers(1, 4), st.integers(0, 12), st.integers(0, 5)), max_size=8)


@given(rows)
def test_each_pair_of_rows_that_share_a_number_or_a_day_is_reported_in_the_later_one(
    rows: list[tuple[int, int, int]],
) -> None:
    """Rows (number, first day, further days), against a comparison of each row with each other."""
    start = date(2021, 6, 1)
    held = [(start + timedelta(first), start + timedelta(first + more)) for _, first, more in rows]
    lines = [
        f"{number},e-{position},{first},{last},ا,a,a,,,,,,,,,,a,"
        for position, ((number, _, _), (first, last)) in enumerate(zip(rows, held, strict=True))
    ]
    text = "\n".join([",".join(EditionRow.columns()), *lines])
    table = parse_tables({"editions.csv": text.encode()}, {"editions.csv": EditionRow})["editions.csv"]
    found = check_editions(table, edition_entries(table), Path("/nowhere"))
    told = [
        (problem.line, problem.column, problem.message) for problem in found if "is not a folder" not in problem.message
    ]

    expected = []
    for (one, (number, _, _)), (other, (same, _, _)) in combinations(enumerate(rows, start=2), 2):
        if number == same:
            message = f'"{same}" is in line {one} already; expected another number'
            expected.append((other, "number", message))
        (first, last), (begin, end) = held[one - 2], held[other - 2]
        if begin <= last and first <= end:
            message = (
                f'"{begin} – {end}" overlaps with the edition in line {one}, {first} – {last}; expected days of its own'
            )
            expected.append((other, "first_day", message))
    assert sorted(told) == sorted(expected)
