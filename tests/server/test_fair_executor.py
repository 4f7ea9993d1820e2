"""Threads work for clients in turns."""

from __future__ import annotations

import asyncio
import threading
import time

import pytest

from lib.server.client import CURRENT_CLIENT
from lib.server.fair_executor import FairExecutor


def test_work_is_taken_in_turns_by_client() -> None:
    held, done = threading.Event(), list[str]()

    async def ask(client: str) -> None:
        CURRENT_CLIENT.set(client)
        await asyncio.to_thread(done.append, CURRENT_CLIENT.get())

    async def scene() -> None:
        asyncio.get_running_loop().set_default_executor(FairExecutor(1))
        blocking = asyncio.create_task(asyncio.to_thread(held.wait))
        asked = [asyncio.create_task(ask(client)) for client in "aaaabb"]
        await asyncio.sleep(0.01)
        held.set()
        await asyncio.gather(blocking, *asked)

    asyncio.run(scene())
    assert done == ["a", "b", "a", "b", "a", "a"]


def test_errors_come_back_and_what_was_cancelled_is_not_done() -> None:
    done: list[int] = []

    def fail() -> None:
        raise ValueError("wrong")

    with FairExecutor(1) as executor:
        held = threading.Event()
        executor.submit(held.wait)
        cancelled = executor.submit(done.append, 1)
        failing, last = executor.submit(fail), executor.submit(time.monotonic)
        cancelled.cancel()
        held.set()
        with pytest.raises(ValueError, match="wrong"):
            failing.result(10)
        assert last.result(10) > 0
    assert done == []
