"""Each fault is reported at its file, line and column, with the value and what was expected; and it alone."""

import pytest

from lib.archive import ArchiveError, Message, Problem, read_archive
from lib.archive.archive import check_archive
from lib.archive.problem import errors

from .book import SECOND, VISITORS, Book
from .faults import FAULTS, ORGANISATION, PARTNERS, PAVILIONS, PROGRAMME, REACH, SITE, STAFF, Fault


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_a_fault_is_reported_at_its_place_and_nothing_else(book: Book, fault: Fault) -> None:
    fault.change(book)
    found = errors(check_archive(book.folder).problems)
    there = [problem for problem in found if (problem.line, problem.column) == (fault.line, fault.column)]
    assert [problem.file for problem in there] == [fault.file], found
    for words in fault.says:
        assert words in there[0].message
    # A column under another name is an extra one and a missing one; nothing else comes in twos.
    assert len(found) == (2 if "is missing" in str(found) and "is not a column" in str(found) else 1)


def test_the_small_record_book_has_no_fault_and_no_warning(book: Book) -> None:
    assert check_archive(book.folder).problems == ()


def test_faults_of_all_files_are_reported_in_one_run(book: Book) -> None:
    wanted = [
        (VISITORS, 2, "value", "nearly 60000"),
        (VISITORS, 3, "qualifier", "abuot"),
        (VISITORS, 4, "last_day", "2021-06-09"),
        (VISITORS, 4, "value", "-5"),
        (VISITORS, 4, "sources", "nobody"),
        (VISITORS, 5, "rank", "best"),
        (VISITORS, 6, "until", "noon"),
        (VISITORS, 7, "unit", "people"),
        (VISITORS, 8, "reason", "because"),
        (STAFF, 3, "name_fr", ""),
        (PAVILIONS, 3, "theme", "crime"),
        (PAVILIONS, 4, "partner", "nobody"),
        (PARTNERS, 2, "role", "friend"),
        (PROGRAMME, 3, "kind", "talk"),
        (REACH, 2, "measure", "views"),
        (SITE, 2, "value", "1,200"),
        (f"{SECOND}/visitors.csv", 2, "audience", "adults"),
        ("editions.csv", 3, "city_en", ""),
        ("sources.csv", 3, "url", "ftp://journal.example"),
        ("left_out.csv", 2, "reason", "average"),
    ]
    for file, line, column, text in wanted:
        book.cell(file, line, column, text)
    book.put(VISITORS, 9, "2021-06-01,short")
    book.put(ORGANISATION, 4, 'public_address = "here"')
    expected = {(file, line, column) for file, line, column, _ in wanted}
    expected |= {(VISITORS, 9, "row"), (ORGANISATION, 4, "public_address")}

    with pytest.raises(ArchiveError) as raised:
        read_archive(book.folder)

    found = errors(raised.value.problems)
    assert {(problem.file, problem.line, problem.column) for problem in found} == expected
    assert len(found) == len(expected)
    for file, line, column, text in wanted:
        message = next(p.message for p in found if (p.file, p.line, p.column) == (file, line, column))
        assert f'"{text}"' in message or (not text and "empty" in message)


def test_sources_that_cannot_be_read_make_no_claim_unsourced(book: Book) -> None:
    book.write("sources.csv", "")
    assert [(problem.file, problem.line) for problem in errors(check_archive(book.folder).problems)] == [
        ("sources.csv", 1)
    ]


def test_partners_that_cannot_be_read_make_no_stand_partnerless(book: Book) -> None:
    book.write(PARTNERS, "")
    assert [problem.file for problem in errors(check_archive(book.folder).problems)] == [PARTNERS]


@pytest.mark.parametrize("spoilt", ["dgsn-2021,DGSN", "dgsn-2021,DGSN,,nowhere,,,ar,official,"])
def test_the_id_of_a_faulty_source_is_still_known(book: Book, spoilt: str) -> None:
    book.put("sources.csv", 2, spoilt)
    assert {(problem.file, problem.line) for problem in errors(check_archive(book.folder).problems)} == {
        ("sources.csv", 2)
    }


def test_folders_are_checked_without_editions(book: Book) -> None:
    (book.folder / "editions.csv").unlink()
    book.cell(VISITORS, 4, "value", "abc")
    assert {(problem.file, problem.line) for problem in errors(check_archive(book.folder).problems)} == {
        ("editions.csv", 1),
        (VISITORS, 4),
    }


def test_a_problem_reads_as_an_editor_wants_it() -> None:
    assert str(Problem("a/b.csv", 7, "value", Message("wrong"))) == "a/b.csv:7: value: wrong"
    assert str(Problem("a/b.csv", 7, "value", Message("odd"), warning=True)) == "a/b.csv:7: value: warning: odd"
