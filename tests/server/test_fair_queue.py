"""Clients take turns, and none can take all places."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from lib.server.fair_queue import FairAdmission, FairQueue, FairSemaphore, FairShare, NoPlaceError

ABREAST = 2


def test_items_are_taken_in_turns_by_client() -> None:
    queue: FairQueue[str] = FairQueue()
    for item in ("a1", "a2", "a3", "a4", "b1", "b2", "c1"):
        queue.put(item[0], item)
    # Before a fifth one of a, before a third one of b, before a second one of c, before the first one of d
    assert [queue.ahead(client) for client in "abcd"] == [7, 6, 5, 3]
    assert [queue.take() for _ in range(4)] == ["a1", "b1", "c1", "a2"]
    queue.put("d", "d1")
    queue.remove("a", "a3")
    queue.remove("a", "a3")
    assert [queue.take() for _ in range(len(queue))] == ["b2", "a4", "d1"]
    assert (len(queue), queue.ahead("a")) == (0, 0)


def test_a_limited_number_runs_at_a_time_and_all_get_their_turn() -> None:
    running, most, done = 0, 0, 0
    counting, turns = threading.Lock(), FairSemaphore(ABREAST)

    def work() -> None:
        nonlocal running, most, done
        with turns.turn("a"):
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
    assert turns.ahead("a") >= 10 - ABREAST - done
    for thread in threads:
        thread.join(10)
    assert (most, done, turns.ahead("a")) == (ABREAST, 10, 0)


def test_work_that_fails_gives_its_turn_back() -> None:
    turns = FairSemaphore(ABREAST)
    for _ in range(ABREAST + 1):
        with pytest.raises(RuntimeError), turns.turn("a"):
            raise RuntimeError


def test_a_client_that_comes_late_waits_for_one_piece_of_work_of_another() -> None:
    turns = FairSemaphore(1)
    first, *rest = [turns.join("a") for _ in range(5)]
    late = turns.join("b")
    turns.end(first)
    assert [turn.came.done() for turn in (*rest, late)] == [True, False, False, False, False]
    turns.end(rest[0])
    assert [turn.came.done() for turn in (*rest[1:], late)] == [False, False, False, True]


def test_a_turn_that_nobody_waits_for_any_more_is_nobodys() -> None:
    turns = FairSemaphore(1)
    first, given_up, cancelled, last = (turns.join("a") for _ in range(4))
    turns.end(given_up)
    cancelled.came.cancel()
    assert not last.came.done()
    turns.end(first)
    assert last.came.done()
    turns.end(cancelled)
    turns.end(last)
    assert turns.join("b").came.done()


def test_who_gives_up_waiting_on_the_loop_leaves_the_turn_to_the_next() -> None:
    async def scene() -> bool:
        turns = FairSemaphore(1)
        first = await turns.enter("a")
        given_up, last = (asyncio.create_task(turns.enter("a")) for _ in range(2))
        await asyncio.sleep(0)
        given_up.cancel()
        with pytest.raises(asyncio.CancelledError):
            await given_up
        turns.end(first)
        turns.end(await asyncio.wait_for(last, 60))
        return turns.join("b").came.done()

    assert asyncio.run(scene())


def test_one_client_leaves_places_to_the_others() -> None:
    turns = FairSemaphore(1, places=8)
    turns.join("a")
    waits: list[float] = []

    def come(client: str) -> bool:
        try:
            turns.join(client)
        except NoPlaceError as full:
            waits.append(full.retry)
            return False
        return True

    assert [come("a") for _ in range(5)] == [True] * 4 + [False]
    assert [come("b") for _ in range(3)] == [True] * 2 + [False]
    assert [come("c") for _ in range(2)] == [True, False]
    assert come("d")
    assert not come("e")
    assert min(waits) > 0


def test_how_long_one_waits_is_measured() -> None:
    turns = FairSemaphore(1)
    assert turns.seconds("a") == 0
    for _ in range(60):
        turns.end(turns.join("a"))
    for _ in range(3):
        turns.join("a")
    assert 0 < turns.seconds("a") < 0.1 < FairSemaphore(1)._usual


def test_what_is_held_is_given_back() -> None:
    share = FairShare(2)
    with share.hold("a"):
        assert (share.has_room("a"), share.has_room("b")) == (False, True)
        with share.hold("b"):
            assert not share.has_room("c")
    assert share.has_room("a")
    assert share._held == {}


def test_a_limited_number_is_admitted_in_a_round_of_the_loop_and_clients_take_turns() -> None:
    rounds: list[list[str]] = []

    async def scene() -> None:
        admission = FairAdmission(2)

        async def enter(client: str) -> None:
            await admission.enter(client)
            rounds[-1].append(client)

        tasks = [asyncio.create_task(enter(client)) for client in "aaaaab"]
        tasks[4].cancel()
        while not all(task.done() for task in tasks):
            rounds.append([])
            await asyncio.sleep(0)

    asyncio.run(scene())
    assert [entered for entered in rounds if entered] == [["a", "b"], ["a", "a"], ["a"]]


def test_who_comes_alone_is_admitted_in_the_next_round() -> None:
    async def scene() -> None:
        admission = FairAdmission(1)
        for _ in range(3):
            entered = asyncio.create_task(admission.enter("a"))
            for _ in range(3):
                await asyncio.sleep(0)
            assert entered.done()

    asyncio.run(scene())
