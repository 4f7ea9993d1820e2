"""wordings.csv: what the sources of a language write for a figure's qualifier stands beside its code."""

import pytest

from lib.archive.archive import check_archive
from lib.archive.problem import errors
from tests.archive.book import Book

HEADER = "edition,topic,value,language,wording,sources,note\n"


def check(book: Book, row: str) -> tuple[dict[str, str], list[tuple[int, str, bool]]]:
    """The wordings {language: words} of the total of the first edition; and (line, column, warning) of the problems."""
    book.write("wordings.csv", HEADER + row + "\n")
    found = check_archive(book.folder)
    assert found.archive
    total = next(claim for claim in found.archive.figures("visitors") if claim.edition == 1 and claim.value == 60_000)
    assert total.qualifier == "nearly"
    problems = [(p.line, p.column, p.warning) for p in found.problems if p.file == "wordings.csv"]
    return {row.language: row.wording for row in total.wordings}, problems


def test_a_figure_has_the_words_of_a_language(book: Book) -> None:
    assert check(book, "1,visitors,60000,fr,quelque,press-2021,") == ({"fr": "quelque"}, [])
    archive = check_archive(book.folder).archive
    assert archive
    worded = [claim for topic in ("visitors", "staff") for claim in archive.claims(topic) if claim.wordings]
    assert [(claim.edition, claim.value, claim.shown) for claim in worded] == [(1, 60_000, True)]
    assert worded[0].wording_in("fr") == "quelque"
    assert worded[0].wording_in("ar") == ""


def test_a_record_book_may_lack_the_file(book: Book) -> None:
    archive = check_archive(book.folder).archive
    assert archive
    assert not any(claim.wordings for claim in archive.claims("visitors"))


@pytest.mark.parametrize(
    "row",
    [
        "1,visitors,61000,fr,quelque,press-2021,",  # no figure has this value
        "1,visitors,65000,fr,quelque,press-2021,",  # a rival claim that is not shown
        "1,staff,2300,fr,quelque,press-2021,",  # a figure without a qualifier
        "2,visitors,60000,fr,quelque,press-2021,",
    ],
)
def test_a_row_without_a_figure_is_warned_of(book: Book, row: str) -> None:
    assert check(book, row) == ({}, [(2, "value", True)])


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("9,visitors,60000,fr,quelque,press-2021,", "edition"),
        ("1,guests,60000,fr,quelque,press-2021,", "topic"),
        ("1,visitors,many,fr,quelque,press-2021,", "value"),
        ("1,visitors,60000,de,rund,press-2021,", "language"),
        ("1,visitors,60000,fr,,press-2021,", "wording"),
        ("1,visitors,60000,fr,{count},press-2021,", "wording"),
        ("1,visitors,60000,fr,plus de 60,press-2021,", "wording"),
        ("1,visitors,60000,fr,quelque,,", "sources"),
        ("1,visitors,60000,fr,quelque,nobody,", "sources"),
    ],
)
def test_a_bad_cell_is_an_error(book: Book, row: str, column: str) -> None:
    words, problems = check(book, row)
    assert (words, problems) == ({}, [(2, column, False)])


def test_words_and_marks_of_each_language(book: Book) -> None:
    for code, words in (("ar", "ما يناهز"), ("fr", "plus d’un peu moins de"), ("en", "close to")):
        assert check(book, f"1,visitors,60000,{code},{words},press-2021,") == ({code: words}, [])
    assert not errors(check_archive(book.folder).problems)
