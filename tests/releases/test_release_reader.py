"""Releases by number: what cannot be read is told apart from what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.archive.publication import UnreadableReleaseError
from lib.releases import LiveArchive
from lib.releases.store import ReleaseStore, StoreError
from tests.archive.book import VISITORS, Book
from tests.support.releases import Time, publish_folder


class FailingStore(ReleaseStore):
    """A folder that can't be read any more once it is `failing`."""

    failing = False

    def get(self, key: str) -> bytes | None:
        if self.failing:
            raise StoreError("it does not answer")
        return super().get(key)


@pytest.fixture
def store(tmp_path: Path) -> FailingStore:
    return FailingStore(str(tmp_path / "store"))


@pytest.fixture
def live(book: Book, store: FailingStore) -> LiveArchive:
    """A server that serves the last of three releases, and has read no older one."""
    now = Time()
    for value in ("60000", "61000", "62000"):
        book.cell(VISITORS, 2, "value", value)
        publish_folder(book.folder, store, now, "revision")
    served = LiveArchive(book.folder, store, clock=now.seconds, now=now)
    served.archive()
    return served


def numbers(live: LiveArchive) -> list[int]:
    return [record.release.number for record in live.history(None, 10)]


def test_the_history_leaves_out_what_is_ruined_and_what_is_gone(live: LiveArchive, store: FailingStore) -> None:
    releases = Path(store.address) / "releases"
    (releases / "000001.zip").write_bytes(b"no ZIP")
    (releases / "000002.zip").unlink()
    assert numbers(live) == [3]


def test_a_release_that_is_gone_can_not_be_read(live: LiveArchive, store: FailingStore) -> None:
    (Path(store.address) / "releases" / "000002.zip").unlink()
    with pytest.raises(UnreadableReleaseError, match="release 2 holds no record book"):
        live.release(2)
    assert live.release(1)


def test_while_the_store_fails_nobody_is_told_that_there_was_nothing(live: LiveArchive, store: FailingStore) -> None:
    store.failing = True
    with pytest.raises(UnreadableReleaseError, match="it does not answer"):
        live.history(None, 10)
    store.failing = False
    assert numbers(live) == [3, 2, 1]
    store.failing = True
    assert numbers(live) == [3, 2, 1]  # they never change, and are kept


def test_while_the_store_fails_a_data_package_is_made_anew(live: LiveArchive, store: FailingStore) -> None:
    shown = live.archive()
    made = iter([b"first", b"second"])
    store.failing = True
    assert live.package(shown, lambda archive: next(made)) == b"first"
    store.failing = False
    assert live.package(shown, lambda archive: next(made)) == b"second"
    assert live.package(shown, lambda archive: b"another") == b"second"
