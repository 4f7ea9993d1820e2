"""Bytes on disk: whole or not at all, and never in the way."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path
from threading import Thread

import pytest

from lib.server.file_store import FileStore


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "new" / "folder")
    assert store.read("a") is None
    assert store.write("a", b"1")
    assert store.read("a") == b"1"
    assert store.write("a", b"2")
    assert store.read("a") == b"2"
    assert [path.name for path in (tmp_path / "new" / "folder").iterdir()] == ["a"]


def test_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    store = FileStore(tmp_path)
    with caplog.at_level(logging.WARNING):
        assert not store.write("a", b"1" * 100)
        assert not store.write("b", b"1" * 100)
    assert store.read("a") is None
    assert list(tmp_path.iterdir()) == []  # nothing half written is left
    assert [record.getMessage() for record in caplog.records] == [
        f"nothing can be kept in {tmp_path} (No space left on device); it is made anew at each start"
    ]


def test_a_place_that_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    store = FileStore(tmp_path / "file")
    assert not store.write("a", b"1")
    assert store.read("a") is None


def test_readers_never_see_a_part(tmp_path: Path) -> None:
    """Ten thousand reads while the file is written again and again: each finds one whole value."""
    store, values = FileStore(tmp_path), {bytes([letter]) * 50_000 for letter in b"ab"}
    assert store.write("x", b"a" * 50_000)
    writer = Thread(target=lambda: [store.write("x", value) for value in [*values] * 20])
    writer.start()
    seen = {store.read("x") for _ in range(10_000)}
    writer.join()
    assert seen <= values
