"""What is computed from an archive is computed once, however many threads ask for it at once."""

from __future__ import annotations

import gc
import threading
import weakref
from concurrent.futures import ThreadPoolExecutor

import pytest

from lib.archive import Archive, cached_on_archive

THREADS = 16


def test_one_thread_computes_what_many_ask_for(archive: Archive) -> None:
    asked, computed = threading.Barrier(THREADS), []

    @cached_on_archive(maxsize=4)
    def slow(archive: Archive, number: int) -> object:
        computed.append(number)
        threading.Event().wait(0.05)  # long enough for the others to come
        return object()

    def ask(_: int) -> object:
        asked.wait(60)
        return slow(archive, 7)

    with ThreadPoolExecutor(THREADS) as threads:
        results = set(threads.map(ask, range(THREADS)))
    assert len(results) == 1
    assert computed == [7]
    for number in range(5):
        slow(archive, number)
    slow(archive, 7)  # it was the least recently used
    assert computed == [7, 0, 1, 2, 3, 4, 7]


def test_what_failed_is_tried_again_by_the_next(archive: Archive) -> None:
    tries = []

    @cached_on_archive()
    def fails_once(archive: Archive) -> str:
        tries.append(1)
        if len(tries) == 1:
            raise OSError("not now")
        return "done"

    with pytest.raises(OSError, match="not now"):
        fails_once(archive)
    assert [fails_once(archive), fails_once(archive)] == ["done", "done"]
    assert len(tries) == 2


def test_a_result_goes_with_its_archive(archive: Archive) -> None:
    class Result:
        pass

    @cached_on_archive()
    def result(archive: Archive) -> Result:
        return Result()

    copy = archive.published_as(None)  # type: ignore[arg-type]
    held = weakref.ref(result(copy))
    assert held() is not None
    del copy
    gc.collect()
    assert held() is None
