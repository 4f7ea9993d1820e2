"""Following a data folder: what becomes a release, what is served meanwhile, and what a restart changes: nothing."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from lib.archive import Archive, ArchiveError
from lib.releases import LiveArchive
from lib.releases.publishing import load_release, publish_release
from lib.releases.release import PlannedRelease, hash_files
from lib.releases.store import ReleaseStore, StoreError
from lib.releases.verification import verify_releases
from tests.archive.book import FILES, SECOND, VISITORS, Book
from tests.releases.test_live_archive import NUMBERS, Clock, look, open_archive, settle, total


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def live_archive(book: Book, store: ReleaseStore, clock: Clock) -> LiveArchive:
    """A server that serves release 1."""
    live_archive = open_archive(book.folder, store, clock)
    settle(live_archive, clock)
    return live_archive


def values(store: ReleaseStore) -> list[float]:
    """The second edition's visitors in each release, in their order, once all of them are proved."""
    assert verify_releases(store).faults == {}
    found = []
    for number in store.numbers():
        stored = load_release(store, number)
        assert stored
        found.append(float(stored.files[NUMBERS].decode().splitlines()[1].split(",")[5]))
    return found


def publish(store: ReleaseStore, book: Book, value: str, clock: Clock) -> None:
    """Publish a record book with another value from elsewhere."""
    stored = load_release(store, store.newest_number(0))
    assert stored
    before = f",{values(store)[-1]:.0f},".encode()
    files = {**stored.files, NUMBERS: stored.files[NUMBERS].replace(before, f",{value},".encode(), 1)}
    plan = PlannedRelease(instant=stored.release.instant, kind="revision", files=hash_files(files))
    publish_release(store, plan, files, clock.utc)


def kinds(store: ReleaseStore) -> list[str]:
    return [stored.release.kind for number in store.numbers() if (stored := load_release(store, number))]


def test_every_state_that_is_served_is_a_release(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    assert values(store) == [80000]
    assert live_archive.state().release == 1
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(settle(live_archive, clock)) == 90000
    book.cell(NUMBERS, 2, "value", "80000")
    assert total(settle(live_archive, clock)) == 80000
    assert values(store) == [80000, 90000, 80000]
    assert kinds(store) == ["new_edition", "revision", "revision"]
    stored = load_release(store, 3)
    assert stored
    assert (stored.release.author, stored.release.approver, stored.release.note) == ("", "", {})
    assert live_archive.state().release == 3


def test_a_restart_publishes_nothing(book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock) -> None:
    for _ in range(3):
        live_archive = open_archive(book.folder, store, clock)
        assert total(settle(live_archive, clock)) == 80000
    assert values(store) == [80000]
    assert live_archive.state().status == "ok"


def test_one_bad_row_and_a_restart_change_nothing_that_is_public(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    book.cell(NUMBERS, 2, "value", "2650000x")
    live_archive = open_archive(book.folder, store, clock)
    archive = live_archive.archive()
    assert archive.numbers == (1, 2)
    assert total(archive) == 80000
    assert not archive.problems
    state = live_archive.state()
    assert (state.status, state.release, state.editions, state.errors, state.held_back) == ("degraded", 1, 2, 1, 1)
    assert total(settle(live_archive, clock)) == 80000
    assert values(store) == [80000]
    assert "2650000" not in caplog.text
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(settle(live_archive, clock)) == 90000
    assert live_archive.state().status == "ok"


def test_a_folder_that_is_gone_and_a_restart(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    book.folder.rename(book.folder.with_name("away"))
    live_archive = open_archive(book.folder, store, clock)
    assert total(live_archive.archive()) == 80000
    assert live_archive.state().status == "degraded"


def test_a_change_while_no_server_ran_is_published_at_the_start(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    book.cell(NUMBERS, 2, "value", "90000")
    live_archive = open_archive(book.folder, store, clock)
    assert total(live_archive.archive()) == 80000
    assert total(settle(live_archive, clock)) == 90000
    assert values(store) == [80000, 90000]


def test_a_folder_that_lags_behind_does_not_go_back(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    publish(store, book, "90000", clock)
    assert total(settle(live_archive, clock)) == 90000
    other = open_archive(book.folder, store, clock)
    assert total(settle(other, clock)) == 90000
    assert values(store) == [80000, 90000]
    book.cell(NUMBERS, 2, "value", "90000")  # it has arrived here, too
    assert total(settle(other, clock)) == 90000
    assert values(store) == [80000, 90000]
    book.cell(NUMBERS, 2, "value", "80000")  # taken back by somebody who had it
    assert total(settle(other, clock)) == 80000
    assert values(store) == [80000, 90000, 80000]


def test_what_a_folder_lags_behind_by_two(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    publish(store, book, "90000", clock)
    publish(store, book, "95000", clock)
    settle(live_archive, clock)
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(settle(live_archive, clock)) == 95000
    assert values(store) == [80000, 90000, 95000]


def test_files_that_are_copied_one_by_one_are_no_mixture(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    """Each state on the way checks out, and none of them is served or published."""
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(look(live_archive, clock, 1)) == 80000
    for file in (f"{SECOND}/site.csv", "left_out.csv", VISITORS):
        for wait in (1.0, 0.9):
            assert total(look(live_archive, clock, wait)) == 80000
        book.write(file, FILES[file].replace("10000,exact", "10001,exact") + "\n")
    assert values(store) == [80000]
    settle(live_archive, clock)
    served = settle(live_archive, clock)
    assert total(served) == 90000
    assert served.claims("visitors")[2].value == 10001
    assert values(store) == [80000, 90000]


@pytest.mark.parametrize("servers", [2, 3])
def test_servers_on_one_store_change_over_together(book: Book, store: ReleaseStore, clock: Clock, servers: int) -> None:
    """A reader who is sent from one to the other at any moment never sees an older release again."""
    live_archives = [open_archive(book.folder, ReleaseStore(store.address), clock) for _ in range(servers)]
    for live_archive in live_archives:
        live_archive.archive()
    for live_archive in live_archives:
        look(live_archive, clock, 5)
    seen: list[float] = []
    changed: list[float] = []
    for value in ("90000", "80000", "70000"):
        book.cell(NUMBERS, 2, "value", value)
        began = clock.now
        for step in range(240):
            clock.now += 0.05
            if step % 13 == 0:  # each looks when its turn comes, not when it is asked
                live_archives[step // 13 % servers].watch()
            for live_archive in live_archives:
                archive = live_archive.watched_archive()
                assert archive or step < 13 * servers
                if archive and (not seen or total(archive) != seen[-1]):
                    seen.append(total(archive))
                    changed.append(clock.now - began)
    assert seen == [80000, 90000, 80000, 70000]
    assert values(store) == [80000, 90000, 80000, 70000]
    assert max(changed) < 10


def test_a_release_from_elsewhere_is_served_from_its_instant_on(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    publish(store, book, "90000", clock)
    assert total(look(live_archive, clock, 1)) == 80000
    assert total(look(live_archive, clock, 1.9)) == 80000
    assert total(look(live_archive, clock, 1.2)) == 90000
    late = open_archive(book.folder, store, clock)
    publish(store, book, "95000", clock)
    assert total(late.archive()) == 90000  # it starts between the publication and its instant
    assert total(look(late, clock, 4)) == 95000


def test_a_publisher_s_clock_that_is_ahead_keeps_a_release_back_for_seconds_only(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    ahead = Clock()
    ahead.now = clock.now + 3600
    publish(store, book, "90000", ahead)
    assert total(look(live_archive, clock, 1)) == 80000
    assert total(look(live_archive, clock, 5)) == 90000


def test_a_clock_that_is_set_back_brings_no_older_release(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    book.cell(NUMBERS, 2, "value", "90000")
    settle(live_archive, clock)
    assert total(look(live_archive, clock, 1)) == 90000
    earlier = clock.utc() - timedelta(days=1)
    live_archive._now = lambda: earlier
    assert total(look(live_archive, clock, 1)) == 90000


Fault = Callable[..., object]


def gone(*_: object) -> None:
    raise StoreError("the store can't be reached")


def test_a_store_that_goes_and_comes_back(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("keys", "holds", "get", "create"):
            patch.setattr(store, name, gone)
        book.cell(NUMBERS, 2, "value", "90000")
        for _ in range(5):
            assert total(settle(live_archive, clock)) == 80000
        state = live_archive.state()
        assert (state.status, state.store, state.errors) == ("degraded", False, 0)
    assert [record.message for record in caplog.records] == ["the store can't be reached; what was served before stays"]
    assert total(settle(live_archive, clock)) == 90000
    assert live_archive.state().status == "ok"
    assert values(store) == [80000, 90000]


def test_a_store_that_can_be_read_only(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "create", gone)
        book.cell(NUMBERS, 2, "value", "90000")
        assert total(settle(live_archive, clock)) == 80000
        assert live_archive.state().store is False
        live_archive = open_archive(book.folder, store, clock)
        assert total(settle(live_archive, clock)) == 80000
    assert total(settle(live_archive, clock)) == 90000
    assert values(store) == [80000, 90000]


def test_a_write_whose_answer_is_lost_is_made_once(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    create = store.create

    def slow(key: str, data: bytes) -> bool:
        create(key, data)
        raise StoreError("no answer in time")

    book.cell(NUMBERS, 2, "value", "90000")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "create", slow)
        look(live_archive, clock, 1)
        look(live_archive, clock, 2)
    assert total(settle(live_archive, clock)) == 90000
    assert values(store) == [80000, 90000]


def test_a_state_that_could_not_be_published_and_is_gone(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "create", gone)
        book.cell(NUMBERS, 2, "value", "90000")
        settle(live_archive, clock)
    book.cell(NUMBERS, 2, "value", "95000")
    assert total(settle(live_archive, clock)) == 95000
    assert values(store) == [80000, 95000]


def test_a_start_without_the_store_shows_nothing_rather_than_something_older(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(store, "keys", gone)
        started = open_archive(book.folder, store, clock)
        with pytest.raises(ArchiveError):
            started.archive()
        assert started.state().status == "failing"
    assert total(look(started, clock, 1)) == 80000


def test_a_project_that_cannot_be_written_serves_its_folder(
    book: Book, clock: Clock, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    store = ReleaseStore(str(tmp_path / "file" / "store"))
    live_archive = open_archive(book.folder, store, clock)
    assert total(live_archive.archive()) == 80000
    assert total(settle(live_archive, clock)) == 80000
    assert (live_archive.state().status, live_archive.state().release) == ("degraded", None)
    assert len([record for record in caplog.records if "can't be written" in record.message]) == 1
    book.cell(NUMBERS, 2, "value", "90000")
    assert total(settle(live_archive, clock)) == 90000
    book.cell(NUMBERS, 2, "value", "many")
    assert total(settle(live_archive, clock)) == 90000


def spoil(store: ReleaseStore, monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """The newest release is read as other bytes from now on."""
    key = f"releases/{store.newest_number(0):06d}.zip"
    get = store.get
    monkeypatch.setattr(store, "get", lambda asked: data if asked == key else get(asked))


def test_a_newest_release_that_cannot_be_read(
    book: Book,
    live_archive: LiveArchive,
    store: ReleaseStore,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    publish(store, book, "90000", clock)
    spoil(store, monkeypatch, b"cut off")
    assert total(settle(open_archive(book.folder, store, clock), clock)) == 80000
    assert "release 2" in caplog.text


def test_a_store_without_a_release_that_can_be_read(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil(store, monkeypatch, b"cut off")
    with pytest.raises(ArchiveError):
        open_archive(book.folder, store, clock).archive()


def test_a_release_of_a_program_that_checked_less_is_still_served(
    book: Book, live_archive: LiveArchive, store: ReleaseStore, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    publish(store, book, "many", clock)
    served = settle(open_archive(book.folder, store, clock), clock)
    assert served.numbers == (1,)
    assert "release 2 has 1 errors" in caplog.text


def test_the_log_says_what_was_published(
    book: Book, live_archive: LiveArchive, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        book.cell(NUMBERS, 2, "value", "90000")
        settle(live_archive, clock)
    assert [record.message for record in caplog.records if "release" in record.message] == ["release 2 is published"]


def test_an_archive_that_is_served_is_whole(live_archive: LiveArchive, archive: Archive) -> None:
    """Of the files that a release needs, none is missing."""
    served = live_archive.archive()
    assert set(served.files) == set(FILES)
    assert replace(served, cache={}).numbers == served.numbers
