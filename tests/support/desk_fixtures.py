"""Desks with a history, made once: to send, review and publish workbooks takes longer than most tests of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from shutil import copytree
from threading import Lock

import pytest
from cachetools import LRUCache

from lib.archive import Archive
from lib.archive.archive import ArchiveCheck
from lib.desk import open_books, word_changes, workbook_check
from lib.releases.release_reader import check_files
from tests.desk.desk_client import DeskHouse
from tests.desk.filled_workbooks import corrected_edition, seventh_edition

MAX_BOOKS = 8  # that tests have in common, each with all that is known of it; as many before they are public


@pytest.fixture(scope="session", autouse=True)
def books_opened_once() -> Iterator[None]:
    """Desks of many tests hold the same few books, and with a book is kept what readers will notice of it: to compare
    all charts of two books in all languages takes ten seconds. A workbook is checked over one of them, too.
    """
    checked: dict[bool, LRUCache[frozenset[tuple[str, bytes]], ArchiveCheck]] = {
        published: LRUCache(MAX_BOOKS) for published in (True, False)
    }
    checking = Lock()  # the desk checks in several threads

    def check_once(files: Mapping[str, bytes], published: bool = True) -> ArchiveCheck:
        content, known = frozenset(files.items()), checked[published]
        with checking:
            found = known.get(content)
            if found is None:
                found = known[content] = check_files(files, published)
        return found

    with pytest.MonkeyPatch.context() as patch:
        for module in (open_books, word_changes, workbook_check):
            patch.setattr(module, "check_files", check_once)
        yield


@pytest.fixture
def books_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    """The desk of a test that changes how books are compared opens them anew, and leaves them to nobody."""
    monkeypatch.setattr(open_books, "check_files", check_files)


@pytest.fixture(scope="session")
def drafted_folder(archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stores of a desk whose draft has the seventh edition, of Samira; nothing is published."""
    house = DeskHouse(tmp_path_factory.mktemp("drafted") / "house")
    house.client("Samira").keep_workbook(seventh_edition(archive, "ar").xlsx())
    return house.folder


@pytest.fixture(scope="session")
def corrected_folder(drafted_folder: Path, archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stores of a desk: release 1 has the seventh edition with 2,650,000 visitors, the draft with 2,560,000."""
    house = DeskHouse(copytree(drafted_folder, tmp_path_factory.mktemp("corrected") / "house"))
    samira = house.client("Samira")
    samira.publish()
    samira.keep_workbook(corrected_edition(archive, "ar").xlsx())
    return house.folder


@pytest.fixture
def drafted_house(drafted_folder: Path, tmp_path: Path) -> DeskHouse:
    """The first of these, to be changed."""
    return DeskHouse(copytree(drafted_folder, tmp_path / "house"))


@pytest.fixture
def corrected_house(corrected_folder: Path, tmp_path: Path) -> DeskHouse:
    """The second of these, to be changed."""
    return DeskHouse(copytree(corrected_folder, tmp_path / "house"))
