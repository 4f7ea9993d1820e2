"""Names of files as offices and programs leave them: each is named with the file that is meant."""

from collections.abc import Callable

import pytest

from lib.archive.archive import TOP_MODELS, check_archive
from lib.archive.edition_folder import EDITION_FILES
from lib.archive.file_names import is_system_name, meant_file
from lib.archive.problem import Problem, errors

from .book import FIRST, VISITORS, Book

RENAMES: list[Callable[[str], str]] = [
    str.upper,
    str.title,
    lambda name: f"{name}.txt",
    lambda name: name.replace(".csv", ".xlsx"),
    lambda name: name.replace(".csv", ".ods"),
    lambda name: name.replace(".csv", " (2).csv"),
    lambda name: name.replace(".csv", " - Copie.csv"),
    lambda name: f"Copy of {name}",
    lambda name: f"نسخة من {name}",
    lambda name: name.replace(".csv", "_final.csv"),
    lambda name: name.replace(".csv", " .csv"),
    lambda name: name.replace("_", "-"),
]


def problems(book: Book) -> list[Problem]:
    return list(check_archive(book.folder).problems)


@pytest.mark.parametrize("rename", RENAMES)
@pytest.mark.parametrize("file", [*EDITION_FILES, *TOP_MODELS])
def test_the_file_that_is_meant(file: str, rename: Callable[[str], str]) -> None:
    assert meant_file(rename(file), EDITION_FILES if file in EDITION_FILES else list(TOP_MODELS)) == file


@pytest.mark.parametrize(("name", "file"), [("gap.csv", "gaps.csv"), ("edition.csv", "editions.csv")])
def test_a_plural_that_is_missing(name: str, file: str) -> None:
    assert meant_file(name, list(TOP_MODELS)) == file


@pytest.mark.parametrize("name", ["notes.csv", "زوار.csv", "7-rabat-2026.zip", "(2).csv"])
def test_no_file_is_guessed(name: str) -> None:
    assert meant_file(name, EDITION_FILES) is None


@pytest.mark.parametrize(
    "name", ["lost+found", "__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", "~$staff.xlsx", ".~lock.staff.csv#"]
)
def test_names_of_systems_are_passed_over(book: Book, name: str) -> None:
    assert is_system_name(name)
    for place in ("", f"{FIRST}/"):
        book.write(f"{place}{name}/a.csv" if "+" in name or "_M" in name else f"{place}{name}", b"\0")
    assert problems(book) == []


@pytest.mark.parametrize("name", ["Visitors.CSV", "visitors.csv.txt", "visitor.csv", "visitors (2).csv"])
def test_a_file_in_place_of_another_is_named_once(book: Book, name: str) -> None:
    (book.folder / VISITORS).rename(book.folder / FIRST / name)
    (found,) = errors(problems(book))
    assert found.file == VISITORS
    assert f'"visitors.csv" is missing, but "{name}" is there; rename it to visitors.csv' in found.message


def test_a_workbook_in_place_of_a_file_is_to_be_saved_as_csv(book: Book) -> None:
    (book.folder / VISITORS).rename(book.folder / FIRST / "visitors.xlsx")
    (found,) = errors(problems(book))
    assert '"visitors.xlsx" is there; save it as CSV UTF-8 under the name visitors.csv' in found.message


@pytest.mark.parametrize("name", ["visitors.xlsx", "visitors (2).csv", "Copie de visitors.csv"])
def test_a_file_beside_the_one_that_is_read_is_a_warning(book: Book, name: str) -> None:
    book.write(f"{FIRST}/{name}", "x")
    (found,) = problems(book)
    assert (found.file, found.warning) == (f"{FIRST}/{name}", True)
    assert f'"{name}" is not read, only "visitors.csv" beside it is' in found.message


def test_an_optional_file_is_not_lost_in_silence(book: Book) -> None:
    (book.folder / "left_out.csv").rename(book.folder / "left-out.csv")
    book.write("gap.csv", "edition,reason,sources,note\n2,pandemic,dgsn-2021,\n")
    assert [(found.file, str(found.message)) for found in errors(problems(book))] == [
        ("gap.csv", '"gap.csv" is not read; rename it to gaps.csv'),
        ("left-out.csv", '"left-out.csv" is not read; rename it to left_out.csv'),
    ]


def test_other_files_are_named(book: Book) -> None:
    for place in ("", f"{FIRST}/"):
        book.write(f"{place}notes.docx", "x")
    assert [(found.file, found.warning) for found in problems(book)] == [
        (f"{FIRST}/notes.docx", True),
        ("notes.docx", True),
    ]
