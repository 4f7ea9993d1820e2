"""The store, in a folder and at an S3 server: what is there stays, of several at once one wins, faults are named."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lib.releases.store import FileStore, NumberTakenError, ReleaseStore, StoreError, store_address


def test_an_empty_store(store: ReleaseStore) -> None:
    assert store.numbers() == []
    assert store.newest_number(0) == 0
    assert store.file(1) is None
    store.remove("releases/000001.zip")


def test_what_is_there_is_never_rewritten(store: ReleaseStore) -> None:
    store.publish(1, b"first")
    with pytest.raises(NumberTakenError, match="release 1 is there already"):
        store.publish(1, b"second")
    assert store.file(1) == b"first"


def test_the_newest_is_found_in_any_order_of_the_list(store: ReleaseStore) -> None:
    for number in (1, 3, 2, 10, 1_000_000):
        store.publish(number, b"")
    store.create("releases/notes.txt", b"")
    store.create("releases/4.zip", b"")
    assert store.numbers() == [1, 2, 3, 10, 1_000_000]
    assert store.newest_number(0) == 1_000_000
    assert store.newest_number(2) == 3
    assert store.newest_number(3) == 3


def test_of_sixteen_at_once_one_has_the_number(store: ReleaseStore) -> None:
    def publish(publisher: int) -> int | None:
        try:
            store.publish(1, b"%d" % publisher * 10_000)
        except NumberTakenError:
            return None
        return publisher

    with ThreadPoolExecutor(16) as threads:
        winners = [winner for winner in threads.map(publish, range(16)) if winner is not None]
    assert len(winners) == 1
    assert store.file(1) == b"%d" % winners[0] * 10_000


def test_a_file_is_removed_once(store: ReleaseStore) -> None:
    store.create("scheduled/a.zip", b"")
    store.remove("scheduled/a.zip")
    store.remove("scheduled/a.zip")
    assert store.keys("scheduled") == []


def test_what_a_crash_left_in_a_folder_is_no_release(tmp_path: Path) -> None:
    """The library writes beside the place of a file, and puts it there as a whole."""
    (tmp_path / "releases").mkdir()
    (tmp_path / "releases" / "000001.zip#1").write_bytes(b"half")
    store = ReleaseStore(str(tmp_path))
    assert store.numbers() == []
    store.publish(1, b"whole")
    assert store.file(1) == b"whole"


def test_a_store_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    store = ReleaseStore(str(tmp_path / "file" / "store"))
    assert store.numbers() == []
    with pytest.raises(StoreError, match="can't be written"):
        store.publish(1, b"")


def test_a_store_that_does_not_answer(s3_server: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")  # nobody listens there
    store = ReleaseStore(f"{s3_server}/gone")
    for ask in (store.numbers, lambda: store.file(1), lambda: store.newest_number(1), lambda: store.publish(1, b"")):
        with pytest.raises(StoreError) as fault:
            ask()
        assert "s3://abwab/gone can't be " in str(fault.value)
        assert "\n" not in str(fault.value)


@pytest.mark.parametrize("address", ["foo://bucket", "az://container", "s3:/bucket://x"])
def test_an_address_that_no_store_has(address: str) -> None:
    with pytest.raises(ValueError, match="is not the address of a store"):
        FileStore(address)


def test_a_copy_of_the_data_has_a_store_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ABWAB_STORE")
    monkeypatch.setenv("ABWAB_DATA", str(tmp_path / "data"))
    assert store_address() == str(tmp_path / ".abwab" / "store")
    monkeypatch.setenv("ABWAB_STORE", "s3://bucket/abwab")
    assert store_address() == "s3://bucket/abwab"
