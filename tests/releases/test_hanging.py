"""A disk or a store that does not answer, and an edition that is gone: what was served stays, and it is told."""

from __future__ import annotations

import logging
import shutil
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from lib.archive import ArchiveError, folder_watch
from lib.archive.archive import ArchiveCheck, check_archive
from lib.archive.folder_watch import FolderState, folder_state
from lib.releases import LiveArchive, live_archive
from lib.releases.archive_state import GONE_TOLD
from lib.releases.live_archive import STORE_PATIENCE
from lib.releases.publishing import load_release, publish_release
from lib.releases.release import PlannedRelease, hash_files
from lib.releases.store import ReleaseStore
from tests.archive.book import FIRST, Book
from tests.conftest import until
from tests.releases.test_following import publish
from tests.releases.test_live_archive import NUMBERS, Clock, clock, look, open_archive, settle, store, total

__all__ = ["clock", "store"]


@pytest.fixture
def served(book: Book, store: ReleaseStore, clock: Clock) -> LiveArchive:
    """A server that serves release 1."""
    served = open_archive(book.folder, store, clock)
    settle(served, clock)
    return served


class Disk:
    """While it is away, it hangs whenever it is read, and is given up soon. Only then: a slow machine is no fault."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        self.back = threading.Event()
        self.come_back()

    def go_away(self) -> None:
        self.back.clear()
        self._set_patience(0.02)

    def come_back(self) -> None:
        self._set_patience(60.0)
        self.back.set()

    def _set_patience(self, seconds: float) -> None:
        self._patch.setattr(folder_watch, "STATE_PATIENCE", seconds)
        self._patch.setattr(folder_watch, "CHECK_PATIENCE", seconds)

    def state(self, folder: Path) -> FolderState:
        assert self.back.wait(60)
        return folder_state(folder)

    def check(self, folder: Path) -> ArchiveCheck:
        assert self.back.wait(60)
        return check_archive(folder)


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Disk]:
    """The disk of the data folder."""
    disk = Disk(monkeypatch)
    monkeypatch.setattr(folder_watch, "folder_state", disk.state)
    yield disk
    disk.back.set()


def test_a_folder_that_hangs_stops_neither_readers_nor_releases_and_is_reported(
    book: Book, served: LiveArchive, store: ReleaseStore, clock: Clock, disk: Disk
) -> None:
    disk.go_away()
    assert total(look(served, clock, 1)) == 80000
    state = served.state()
    assert (state.status, state.folder, state.store, state.editions) == ("degraded", False, True, 2)
    publish(store, book, "85000", clock)
    look(served, clock, 1)
    assert total(look(served, clock, 4)) == 85000
    assert served.state().release == 2
    disk.come_back()
    book.cell(NUMBERS, 2, "value", "90000")
    until(lambda: look(served, clock, 1) and served.state().folder)
    until(lambda: total(look(served, clock, 1)) == 90000)
    assert served.state().status == "ok"


def test_files_that_hang_are_waited_for_while_their_names_can_be_read(
    book: Book, served: LiveArchive, clock: Clock, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folder_watch, "folder_state", folder_state)
    monkeypatch.setattr(folder_watch, "check_archive", disk.check)
    disk.go_away()
    book.cell(NUMBERS, 2, "value", "90000")
    look(served, clock, 1)
    assert total(look(served, clock, 3)) == 80000
    assert not served.state().folder
    disk.come_back()
    until(lambda: total(look(served, clock, 1)) == 90000)
    assert served.state().status == "ok"


def test_a_server_that_starts_while_the_folder_hangs_serves_the_newest_release(
    book: Book, served: LiveArchive, store: ReleaseStore, clock: Clock, disk: Disk, tmp_path: Path
) -> None:
    disk.go_away()
    again = open_archive(book.folder, store, clock)
    assert total(again.archive()) == 80000
    assert (again.state().status, again.state().folder, again.state().release) == ("degraded", False, 1)
    empty = open_archive(book.folder, ReleaseStore(str(tmp_path / "empty")), clock)
    with pytest.raises(ArchiveError):
        empty.archive()
    assert (empty.state().status, empty.state().folder) == ("failing", False)
    disk.come_back()

    def shows() -> bool:
        clock.now += 1
        try:
            return total(empty.archive()) == 80000
        except ArchiveError:
            return False

    until(shows)


def test_a_folder_that_hangs_before_it_has_come_to_rest_becomes_no_release_until_it_is_back(
    book: Book, store: ReleaseStore, clock: Clock, disk: Disk
) -> None:
    rest = 600.0
    served = LiveArchive(book.folder, store, rest=rest, clock=clock, now=clock.utc)
    assert total(served.archive()) == 80000
    disk.go_away()
    assert total(look(served, clock, rest)) == 80000
    assert store.numbers() == []
    disk.come_back()
    until(lambda: look(served, clock, rest) and store.numbers() == [1])
    assert served.state().folder


def test_a_store_that_does_not_answer_stops_no_reader_and_is_reported(
    served: LiveArchive, store: ReleaseStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, back = threading.Event(), threading.Event()

    def hang(known: int) -> int:
        asked.set()
        assert back.wait(60)
        return known

    monkeypatch.setattr(store, "newest_number", hang)
    clock.now += 1
    watching = threading.Thread(target=served.watch)
    watching.start()
    assert asked.wait(60)
    assert served.state().status == "ok"  # so far
    clock.now += STORE_PATIENCE + 1
    assert (served.state().status, served.state().store) == ("degraded", False)
    standing = served.watched_archive()
    assert standing
    assert total(standing) == total(served.archive()) == 80000
    back.set()
    watching.join(60)
    assert served.state().status == "ok"


def test_an_edition_that_is_gone_without_a_word_is_reported_for_some_days(
    book: Book, served: LiveArchive, store: ReleaseStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    rows = book.text("editions.csv").splitlines()
    book.write("editions.csv", "\n".join(row for row in rows if FIRST not in row) + "\n")
    book.write("left_out.csv", book.line("left_out.csv", 1) + "\n")  # it is about that edition
    shutil.rmtree(book.folder / FIRST)
    with caplog.at_level(logging.WARNING):
        assert settle(served, clock).numbers == (2,)
    state = served.state()
    assert (state.status, state.editions, state.gone, state.errors, state.held_back) == ("degraded", 1, 1, 0, 0)
    assert "release 2 lacks 1 editions that release 1 has" in caplog.text
    again = open_archive(book.folder, store, clock)  # a restart does not forget it
    again.archive()
    assert again.state().gone == 1
    clock.now += GONE_TOLD / timedelta(seconds=1)
    assert (served.state().status, served.state().gone) == ("ok", 0)


@pytest.mark.parametrize("words", [{"author": "press office"}, {"note": dict.fromkeys(("ar", "fr", "en"), "why")}])
def test_an_edition_that_somebody_took_away_is_no_alarm(
    served: LiveArchive, store: ReleaseStore, clock: Clock, words: dict[str, object]
) -> None:
    stored = load_release(store, 1)
    assert stored
    rows = stored.files["editions.csv"].decode().splitlines()
    files = {
        **{name: data for name, data in stored.files.items() if not name.startswith(FIRST)},
        "editions.csv": ("\n".join(row for row in rows if FIRST not in row) + "\n").encode(),
    }
    plan = {"instant": stored.release.instant, "kind": "revision", "files": hash_files(files)}
    publish_release(store, PlannedRelease.model_validate(plan | words), files, clock.utc)
    look(served, clock, 1)
    assert look(served, clock, 4).numbers == (2,)
    assert (served.state().status, served.state().gone) == ("ok", 0)


def test_the_patience_is_long_enough_for_a_look_at_the_folder() -> None:
    """A look may take both: the store is not told of for the folder's sake."""
    assert live_archive.STORE_PATIENCE > folder_watch.STATE_PATIENCE
