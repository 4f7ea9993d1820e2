"""Scripts take turns."""

from __future__ import annotations

import threading
import time

import pytest

from lib.screen.script_queue import ScriptQueue

ABREAST = 2


def test_so_many_run_at_a_time_and_all_get_their_turn() -> None:
    running, most, done = 0, 0, 0
    counting, turns = threading.Lock(), ScriptQueue(ABREAST)

    def work() -> None:
        nonlocal running, most, done
        with turns.turn():
            with counting:
                running += 1
                most = max(most, running)
            time.sleep(0.01)
            with counting:
                running -= 1
                done += 1

    threads = [threading.Thread(target=work) for _ in range(10)]
    for thread in threads:
        thread.start()
    assert turns.waiting >= 10 - ABREAST - done
    for thread in threads:
        thread.join(10)
    assert (most, done, turns.waiting) == (ABREAST, 10, 0)


def test_a_script_that_fails_gives_its_turn_back() -> None:
    turns = ScriptQueue(ABREAST)
    for _ in range(ABREAST + 1):
        with pytest.raises(RuntimeError), turns.turn():
            raise RuntimeError


def test_who_has_a_turn_waits_for_no_other() -> None:
    turns = ScriptQueue(1)
    with turns.turn():
        with turns.turn():
            pass
        other = threading.Thread(target=lambda: turns.turn().__enter__(), daemon=True)
        other.start()
        other.join(0.05)
        assert other.is_alive(), "the turn was given away inside"
    other.join(10)
    assert not other.is_alive()
