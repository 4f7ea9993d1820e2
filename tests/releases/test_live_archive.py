"""The archive that is served while the folder and the store change. Time is a number that the test sets."""

import os
import shutil
import threading
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lib.archive import Archive, ArchiveError, folder_watch
from lib.archive.archive import ArchiveCheck, check_archive
from lib.releases import LiveArchive
from lib.releases.store import ReleaseStore
from tests.archive.book import FILES, FIRST, SECOND, VISITORS, Book

NUMBERS = f"{SECOND}/visitors.csv"


class Clock:
    """Seconds that rise when told to, and the time of day that goes with them."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now

    def utc(self) -> datetime:
        return datetime.fromtimestamp(1_800_000_000 + self.now, UTC)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> ReleaseStore:
    return ReleaseStore(str(tmp_path / "store"))


def open_archive(folder: Path, store: ReleaseStore, clock: Clock) -> LiveArchive:
    """What a server does when it starts."""
    return LiveArchive(folder, store, rest=2.0, clock=clock, now=clock.utc)


@pytest.fixture
def live_archive(book: Book, store: ReleaseStore, clock: Clock) -> LiveArchive:
    """It serves release 1."""
    live_archive = open_archive(book.folder, store, clock)
    live_archive.archive()
    look(live_archive, clock, 2)
    assert store.numbers() == [1]
    return live_archive


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every folder that was read, as often as it was."""
    folders: list[Path] = []

    def counted(folder: Path) -> ArchiveCheck:
        folders.append(folder)
        return check_archive(folder)

    monkeypatch.setattr(folder_watch, "check_archive", counted)
    return folders


def look(live_archive: LiveArchive, clock: Clock, seconds: float) -> Archive:
    """The archive after so many seconds without a reader."""
    clock.now += seconds
    return live_archive.archive()


def settle(live_archive: LiveArchive, clock: Clock) -> Archive:
    """The archive when a change has been seen, has come to rest, and is a release whose instant has come."""
    look(live_archive, clock, 1)
    look(live_archive, clock, 2)
    return look(live_archive, clock, 5)


def total(archive: Archive) -> float:
    """The second edition's visitors: 80000 until a test changes them."""
    value = next(claim.value for claim in archive.figures("visitors") if claim.edition == 2)
    assert value is not None
    return value


def test_nothing_is_read_again_without_a_change(live_archive: LiveArchive, clock: Clock, reads: list[Path]) -> None:
    first = live_archive.archive()
    for _ in range(10):
        assert look(live_archive, clock, 5) is first
    assert reads == []
    assert live_archive.problems == ()


def test_a_change_is_served_when_it_has_settled(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(look(live_archive, clock, 1)) == 80000
    assert total(look(live_archive, clock, 1.9)) == 80000
    assert store.numbers() == [1]
    assert total(look(live_archive, clock, 0.5)) == 80000  # published, and served in three seconds
    assert store.numbers() == [1, 2]
    assert total(look(live_archive, clock, 4)) == 90000
    assert live_archive.problems == ()


def test_an_unusual_figure_is_held_back_until_it_is_confirmed(
    book: Book, live_archive: LiveArchive, clock: Clock
) -> None:
    book.cell(NUMBERS, 2, "value", "26000000")
    assert total(settle(live_archive, clock)) == 80000
    assert [(problem.file, problem.line, problem.column) for problem in live_archive.problems] == [
        (NUMBERS, 2, "value")
    ]
    assert live_archive.state().status == "degraded"
    book.cell(NUMBERS, 2, "reason", "confirmed")
    assert total(settle(live_archive, clock)) == 26000000
    assert live_archive.problems == ()


@pytest.mark.parametrize("name", ["gaps.xlsx", "gaps.csv.txt", "Gaps.CSV.bak"])
def test_a_file_in_another_form_is_noticed_while_the_folder_is_followed(
    book: Book, live_archive: LiveArchive, clock: Clock, name: str
) -> None:
    """It stands in the place of one that may be missing, so that nothing else would say that it is not read."""
    book.write(name, "edition,reason,sources,note\n")
    settle(live_archive, clock)
    assert [(problem.file, problem.column) for problem in live_archive.problems] == [(name, "file")]
    (book.folder / name).unlink()
    settle(live_archive, clock)
    assert live_archive.problems == ()


def test_a_file_that_keeps_changing_is_not_read(
    book: Book, live_archive: LiveArchive, clock: Clock, reads: list[Path]
) -> None:
    text = FILES[VISITORS]
    for size in range(100, len(text), 40):  # a copy of the file that arrives piece by piece; some of them would parse
        book.write(VISITORS, text.encode()[:size])
        assert len(look(live_archive, clock, 1.5).claims("visitors")) == 8
    assert reads == []
    book.write(VISITORS, text.replace("10000,exact", "10001,exact"))
    assert look(live_archive, clock, 2).claims("visitors")[2].value == 10000
    look(live_archive, clock, 3)
    assert reads == []  # the pieces came up to two seconds apart
    assert settle(live_archive, clock).claims("visitors")[2].value == 10001
    assert len(reads) == 1


def test_a_broken_change_keeps_the_last_good_archive(
    book: Book, live_archive: LiveArchive, clock: Clock, reads: list[Path]
) -> None:
    good = live_archive.archive()
    book.cell(NUMBERS, 2, "value", "abc")
    for seconds in (1, 2, 2, 2):
        assert look(live_archive, clock, seconds) is good
    assert len(reads) == 1
    assert [(problem.file, problem.line, problem.column) for problem in live_archive.problems] == [
        (NUMBERS, 2, "value")
    ]


def test_a_broken_change_is_mended(book: Book, live_archive: LiveArchive, clock: Clock) -> None:
    book.cell(NUMBERS, 2, "value", "abc")
    look(live_archive, clock, 1), look(live_archive, clock, 2)
    assert live_archive.problems
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(settle(live_archive, clock)) == 90000
    assert live_archive.problems == ()


def test_warnings_do_not_keep_a_change_out(book: Book, live_archive: LiveArchive, clock: Clock) -> None:
    book.put("sources.csv", 5, "x-1,,,,,,fr,press,")
    assert len(settle(live_archive, clock).sources) == 4
    assert live_archive.problems == ()


def test_a_removed_folder_keeps_the_last_good_archive(book: Book, live_archive: LiveArchive, clock: Clock) -> None:
    good = live_archive.archive()
    away = book.folder.with_name("away")
    book.folder.rename(away)
    assert look(live_archive, clock, 1) is good
    assert look(live_archive, clock, 2) is good
    assert "is not a folder" in live_archive.problems[0].message
    away.rename(book.folder)
    assert total(settle(live_archive, clock)) == 80000
    assert live_archive.problems == ()


def test_an_emptied_folder_keeps_the_last_good_archive(book: Book, live_archive: LiveArchive, clock: Clock) -> None:
    good = live_archive.archive()
    shutil.rmtree(book.folder)
    book.folder.mkdir()
    look(live_archive, clock, 1)
    assert look(live_archive, clock, 2) is good
    assert {problem.file for problem in live_archive.problems} == {"organisation.toml", "editions.csv", "sources.csv"}


def test_a_touched_file_changes_nothing_that_is_seen(
    book: Book, live_archive: LiveArchive, clock: Clock, reads: list[Path]
) -> None:
    os.utime(book.folder / NUMBERS, (1, 1))
    assert total(settle(live_archive, clock)) == 80000
    assert len(reads) == 1
    look(live_archive, clock, 5)
    assert len(reads) == 1
    assert live_archive.problems == ()


def test_a_change_that_is_taken_back_in_time_is_not_read(
    book: Book, live_archive: LiveArchive, clock: Clock, reads: list[Path]
) -> None:
    away = book.folder / "away.csv"
    away.write_text("")
    look(live_archive, clock, 1)
    away.unlink()
    look(live_archive, clock, 1), look(live_archive, clock, 9)
    assert reads == []


def test_a_state_that_comes_again_must_settle_again(
    book: Book, live_archive: LiveArchive, clock: Clock, reads: list[Path]
) -> None:
    away = book.folder.with_name("away")
    book.folder.rename(away)
    look(live_archive, clock, 1)
    away.rename(book.folder)
    look(live_archive, clock, 1)
    book.folder.rename(away)
    look(live_archive, clock, 5)
    assert reads == []


def test_a_change_of_the_same_size_and_time_is_seen(book: Book, live_archive: LiveArchive, clock: Clock) -> None:
    state = (book.folder / NUMBERS).stat()
    book.cell(NUMBERS, 2, "value", "90000")
    os.utime(book.folder / NUMBERS, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert total(settle(live_archive, clock)) == 90000


def test_a_change_during_the_reading_is_waited_for(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disturbed(folder: Path) -> ArchiveCheck:
        found = check_archive(folder)
        monkeypatch.undo()
        book.cell(NUMBERS, 2, "value", "70000")
        return found

    monkeypatch.setattr(folder_watch, "check_archive", disturbed)
    book.cell(NUMBERS, 2, "value", "900000")
    look(live_archive, clock, 1)
    look(live_archive, clock, 2)
    look(live_archive, clock, 1.9)
    assert store.numbers() == [1]
    look(live_archive, clock, 0.5)
    assert store.numbers() == [1, 2]
    assert total(look(live_archive, clock, 4)) == 70000


def test_the_folder_is_looked_at_twice_a_second_at_most(
    live_archive: LiveArchive, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[Path] = []

    def counted(folder: Path) -> folder_watch.FolderState:
        looks.append(folder)
        return {}

    monkeypatch.setattr(folder_watch, "folder_state", counted)
    look(live_archive, clock, 1)
    for _ in range(4):
        look(live_archive, clock, 0.1)
    assert len(looks) == 1
    look(live_archive, clock, 0.2)
    assert len(looks) == 2


def test_files_of_systems_are_not_looked_at(
    book: Book, live_archive: LiveArchive, clock: Clock, reads: list[Path]
) -> None:
    for name in (".visitors.csv.swp", "~$visitors.csv", "~$gaps.xlsx", "Thumbs.db", ".git/x.csv"):
        book.write(name, "x")
    look(live_archive, clock, 1), look(live_archive, clock, 3)
    assert reads == []


def test_nothing_stands_at_first(book: Book, store: ReleaseStore, clock: Clock, reads: list[Path]) -> None:
    book.write("editions.csv", "")
    live_archive = open_archive(book.folder, store, clock)
    for _ in range(3):
        with pytest.raises(ArchiveError, match=r"editions\.csv:1"):
            look(live_archive, clock, 1)
    assert len(reads) == 1
    assert live_archive.problems[0].file == "editions.csv"
    book.write("editions.csv", FILES["editions.csv"])
    assert total(look(live_archive, clock, 1)) == 80000
    assert live_archive.problems == ()


def test_what_started_broken_is_replaced_by_what_is_still_broken(book: Book, store: ReleaseStore, clock: Clock) -> None:
    book.write(VISITORS, "")
    live_archive = open_archive(book.folder, store, clock)
    assert live_archive.archive().numbers == (2,)
    assert not list(live_archive.problems)
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(settle(live_archive, clock)) == 90000
    assert not list(live_archive.problems)
    book.write(NUMBERS, "")  # now nothing stands: that is not better
    assert total(settle(live_archive, clock)) == 90000
    assert {problem.file for problem in live_archive.problems} == {VISITORS, NUMBERS}


def test_a_fault_of_the_check_is_not_the_reader_s(
    book: Book,
    live_archive: LiveArchive,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    cell = "2650000 is in a file that is not served"

    def broken(folder: Path) -> ArchiveCheck:
        raise ValueError(cell)

    monkeypatch.setattr(folder_watch, "check_archive", broken)
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(settle(live_archive, clock)) == 80000
    assert "could not be checked" in live_archive.problems[0].message
    assert live_archive.state().status == "degraded"
    assert "ValueError" in caplog.text
    assert cell not in caplog.text


def test_one_thread_reads_and_the_others_go_on(
    book: Book, live_archive: LiveArchive, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    reading, go_on = threading.Event(), threading.Event()
    folders: list[Path] = []

    def slow(folder: Path) -> ArchiveCheck:
        folders.append(folder)
        reading.set()
        assert go_on.wait(10)
        return check_archive(folder)

    monkeypatch.setattr(folder_watch, "check_archive", slow)
    book.cell(NUMBERS, 2, "value", "90000")
    look(live_archive, clock, 1)
    clock.now += 2
    served: list[Archive] = []
    thread = threading.Thread(target=lambda: served.append(live_archive.archive()))
    thread.start()
    assert reading.wait(10)
    clock.now += 5
    assert total(live_archive.archive()) == 80000  # while the other thread reads
    go_on.set()
    thread.join(10)
    assert total(served[0]) == 80000
    assert total(look(live_archive, clock, 4)) == 90000
    assert len(folders) == 1


def test_readers_that_come_first_together_read_once(book: Book, store: ReleaseStore, reads: list[Path]) -> None:
    live_archive = open_archive(book.folder, store, Clock())
    together = threading.Barrier(8)
    served: list[Archive] = []

    def arrive() -> None:
        together.wait(10)
        served.append(live_archive.archive())

    threads = [threading.Thread(target=arrive) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert len(reads) == 1
    assert len(served) == 8
    assert len(set(map(id, served))) == 1


def test_a_new_edition_is_seen(book: Book, live_archive: LiveArchive, clock: Clock) -> None:
    (book.folder / "3-fes-2023").mkdir()
    look(live_archive, clock, 1)
    assert look(live_archive, clock, 2).numbers == (1, 2)
    assert [problem.column for problem in live_archive.problems] == ["folder"]
    assert FIRST in folder_watch.folder_state(book.folder)


def test_an_archive_is_made_ready_before_it_takes_the_place_of_another(
    book: Book, live_archive: LiveArchive, clock: Clock
) -> None:
    """Readers have the one before while everything of the next one is computed, even if that fails."""
    seen: list[tuple[float, float]] = []

    def prepare(archive: Archive) -> None:
        shown = live_archive.watched_archive()
        assert shown
        seen.append((total(archive), total(shown)))
        raise ValueError("not everything")

    live_archive.prepare_by(prepare)
    live_archive.watch()
    assert seen == []
    book.cell(NUMBERS, 2, "value", "90000")
    for seconds in (1, 2, 5):
        clock.now += seconds
        live_archive.watch()
    assert seen == [(90000, 80000)]
    assert total(live_archive.archive()) == 90000
    clock.now += 40 * 24 * 3600  # another month: the same record book, with charts of its own
    live_archive.watch()
    assert seen == [(90000, 80000), (90000, 90000)]
