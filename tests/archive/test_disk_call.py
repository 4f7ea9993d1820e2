"""Calls that may hang: nobody waits for them longer than is given, and they are not made again and again."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from lib.archive.disk_call import MOST_PENDING, DiskCalls, HangingError


class Disk:
    """It hangs until `back`, and counts the calls that reached it."""

    def __init__(self) -> None:
        self.back = threading.Event()
        self.calls = 0

    def read(self) -> int:
        self.calls += 1
        assert self.back.wait(60)
        return self.calls


def test_a_call_that_hangs_is_given_up_and_its_result_is_taken_later() -> None:
    disk, calls = Disk(), DiskCalls()
    for _ in range(3):
        with pytest.raises(HangingError):
            calls.call("a", disk.read, 0.02)
        assert calls.hanging
    disk.back.set()
    assert calls.call("a", disk.read, 60) == 1
    assert not calls.hanging
    assert calls.call("a", disk.read, 60) == 2


def test_a_limited_number_of_calls_hang_at_once() -> None:
    disk, calls = Disk(), DiskCalls()
    before = threading.active_count()
    for key in range(MOST_PENDING + 3):
        with pytest.raises(HangingError):
            calls.call(key, disk.read, 0.02)
    assert threading.active_count() - before == MOST_PENDING
    disk.back.set()
    for thread in threading.enumerate():
        if thread.name == "disk":
            thread.join(10)
    assert calls.call("another", disk.read, 60) == MOST_PENDING + 1


def test_errors_come_back(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        DiskCalls().call("a", (tmp_path / "nothing").read_bytes, 60)
