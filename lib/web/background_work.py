"""Work behind readers' backs: many files, some at a time, while readers' pictures come first."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterable
from typing import TypeVar

from lib.export.rendering.chromium import JOBS_AT_ONCE, BusyError

BUSY_RETRY_PAUSE = 0.5  # seconds
# While a picture of one is drawn, that of another is compressed.
FILES_AT_ONCE = 2 * JOBS_AT_ONCE

FileContent = TypeVar("FileContent")


async def make_in_order(makers: Iterable[Callable[[], Awaitable[FileContent]]]) -> AsyncGenerator[FileContent, None]:
    """What each of the makers gives, in their order, with FILES_AT_ONCE of them at work.

    If one fails, its exception is raised in its turn, and those that were begun after it are cancelled.
    """
    begun: deque[asyncio.Future[FileContent]] = deque()
    try:
        for make in makers:
            begun.append(asyncio.ensure_future(retry_while_busy(make)))
            if len(begun) == FILES_AT_ONCE:
                yield await begun.popleft()
        while begun:
            yield await begun.popleft()
    finally:
        for task in begun:
            task.cancel()
        await asyncio.gather(*begun, return_exceptions=True)


async def retry_while_busy(make: Callable[[], Awaitable[FileContent]]) -> FileContent:
    """The result of `make`, retried while the browser's queue is full: readers' pictures come first."""
    while True:
        try:
            return await make()
        except BusyError:
            await asyncio.sleep(BUSY_RETRY_PAUSE)
