"""Many files made some at a time: in order, and none left at work after a failure."""

from __future__ import annotations

import asyncio
from contextlib import aclosing
from functools import partial

import pytest

from lib.web.background_work import FILES_AT_ONCE, make_in_order

FILES = 4 * FILES_AT_ONCE


class Workshop:
    """Makes numbers, the even ones slowly, and fails at one of them."""

    def __init__(self, fails_at: int = -1) -> None:
        self._fails_at = fails_at
        self.begun = self.at_work = self.most = 0

    async def make(self, number: int) -> int:
        self.begun += 1
        self.at_work += 1
        self.most = max(self.most, self.at_work)
        try:
            await asyncio.sleep(0.01 if number % 2 else 0.02)
            if number == self._fails_at:
                raise OSError("no room")
        finally:
            self.at_work -= 1
        return number

    async def made(self) -> list[int]:
        async with aclosing(make_in_order(partial(self.make, number) for number in range(FILES))) as files:
            return [number async for number in files]


def test_files_come_in_order_and_some_are_made_at_once() -> None:
    shop = Workshop()
    assert asyncio.run(shop.made()) == list(range(FILES))
    assert shop.most == FILES_AT_ONCE


def test_after_a_failure_no_other_is_begun_and_none_is_left_at_work() -> None:
    shop = Workshop(fails_at=FILES_AT_ONCE)

    async def scene() -> int:
        with pytest.raises(OSError, match="no room"):
            await shop.made()
        return shop.at_work

    assert asyncio.run(scene()) == 0
    assert shop.begun <= 2 * FILES_AT_ONCE
