"""What differs between two record books, and the kind of release that it makes."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from lib.archive import Archive, read_archive
from lib.releases.difference import compare_archives, derive_kind
from tests.archive.book import FILES, FIRST, VISITORS, Book
from tests.support.synthetic_archives import make_editions_archive

STAFF = f"{FIRST}/staff.csv"


@pytest.fixture
def before(book: Book, tmp_path: Path) -> Archive:
    return read_archive(shutil.copytree(book.folder, tmp_path / "before"))


def test_the_same_record_book(book: Book, before: Archive) -> None:
    found = compare_archives(before, read_archive(book.folder))
    assert found == compare_archives(before, before)
    assert (found.added, found.withdrawn, found.changed) == ((), (), ())


def add_a_claim(book: Book) -> None:
    book.write(STAFF, FILES[STAFF] + "drummers,طبالون,Tambours,Drummers,en,12,exact,normal,,dgsn-2021,\n")


def withdraw_a_claim(book: Book) -> None:
    book.write(STAFF, FILES[STAFF].rpartition("mounted_police")[0])


def exchange_the_preferred_claim(book: Book) -> None:
    """The press is believed now, and not the communiqué."""
    for line, rank, reason in ((2, "normal", "earlier"), (3, "preferred", "final")):
        book.cell(VISITORS, line, "rank", rank)
        book.cell(VISITORS, line, "reason", reason)


@pytest.mark.parametrize(
    ("change", "kind", "counts"),
    [
        (lambda book: book.cell(VISITORS, 4, "value", "10001"), "revision", (0, 0, ["value"])),
        (lambda book: book.cell(VISITORS, 4, "qualifier", "about"), "revision", (0, 0, ["qualifier"])),
        (lambda book: book.cell(VISITORS, 4, "sources", "press-2021"), "revision", (0, 0, ["sources"])),
        (exchange_the_preferred_claim, "revision", (0, 0, ["rank", "reasons", "shown"] * 2)),
        (withdraw_a_claim, "revision", (0, 1, [])),
        (add_a_claim, "new_figures", (1, 0, [])),
        (lambda book: book.cell(STAFF, 3, "name_fr", "Police à cheval"), "typing_error", (0, 0, ["names"])),
        (lambda book: book.cell(VISITORS, 4, "note", "Counted at the gate"), "typing_error", (0, 0, ["note"])),
        (lambda book: book.cell("editions.csv", 3, "venue_en", "The stadium"), "typing_error", (0, 0, [])),
        (lambda book: book.cell("editions.csv", 3, "latitude", "34.05"), "revision", (0, 0, [])),
        (lambda book: book.cell("sources.csv", 3, "title", "Les portes"), "typing_error", (0, 0, [])),
    ],
)
def test_one_change(
    book: Book, before: Archive, change: Callable[[Book], None], kind: str, counts: tuple[int, int, list[str]]
) -> None:
    change(book)
    found = compare_archives(before, read_archive(book.folder))
    parts = [part for claim in found.changed for part in claim.parts]
    assert (len(found.added), len(found.withdrawn), parts) == counts
    assert derive_kind(found) == kind


def test_a_changed_value_is_one_claim_and_not_two(book: Book, before: Archive) -> None:
    book.cell(VISITORS, 3, "value", "64000")  # one of two rival claims
    (change,) = compare_archives(before, read_archive(book.folder)).changed
    assert (change.before.value, change.after.value, change.after.line) == (65000, 64000, 3)


def test_rows_in_another_order_are_no_change(book: Book, before: Archive) -> None:
    first, *rows = FILES[VISITORS].splitlines(keepends=True)
    book.write(VISITORS, first + "".join(reversed(rows)))
    found = compare_archives(before, read_archive(book.folder))
    assert (found.added, found.withdrawn, found.changed) == ((), (), ())


def test_another_edition(archive: Archive, tmp_path: Path) -> None:
    grown = read_archive(make_editions_archive(7, archive.folder, tmp_path / "data"))
    found = compare_archives(archive, grown)
    assert (found.new_editions, found.gone_editions) == ((7,), ())
    assert {claim.edition for claim in found.added} == {7}
    assert derive_kind(found) == "new_edition"
    back = compare_archives(grown, archive)
    assert back.gone_editions == (7,)
    assert back.withdrawn == found.added
    assert derive_kind(back) == "revision"


def test_other_sources_of_an_edition(book: Book, before: Archive) -> None:
    book.cell("editions.csv", 3, "sources", "dgsn-2022;press-2021")
    found = compare_archives(before, read_archive(book.folder))
    assert found.moved_editions == (2,)
    assert derive_kind(found) == "revision"
