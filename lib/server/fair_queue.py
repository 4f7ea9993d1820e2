"""Fair queueing: what waits is taken in turns by client, so that one client who asks for much delays only itself.

J. Nagle, "On Packet Switches with Infinite Storage", RFC 970: a queue for each source, served round-robin.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Generic, TypeVar

Item = TypeVar("Item")

FIRST_GUESS = 0.3  # seconds of a piece of work, before the first one is done
NEWEST_WEIGHT = 0.1  # of the last piece of work in the average of their times


class FairQueue(Generic[Item]):
    """Items by client, first in, first out for each of them. Not thread-safe."""

    def __init__(self) -> None:
        self._lines: dict[str, deque[Item]] = {}  # none is empty; the client that is served next comes first

    def __len__(self) -> int:
        return sum(map(len, self._lines.values()))

    def put(self, client: str, item: Item) -> None:
        """Add an item."""
        self._lines.setdefault(client, deque()).append(item)

    def take(self) -> Item:
        """Remove the next item. Raises StopIteration if there is none."""
        client = next(iter(self._lines))
        line = self._lines.pop(client)
        item = line.popleft()
        if line:
            self._lines[client] = line  # behind all others
        return item

    def remove(self, client: str, item: Item) -> None:
        """Remove an item, wherever it stands. One that isn't there is no error."""
        line = self._lines.get(client, deque())
        if item in line:
            line.remove(item)
        if not line:
            self._lines.pop(client, None)

    def waiting(self, client: str) -> int:
        """How many items of a client wait."""
        return len(self._lines.get(client, ()))

    def ahead(self, client: str) -> int:
        """How many items would be taken before a new one of a client."""
        own = self.waiting(client)
        return own + sum(min(len(line), own + 1) for other, line in self._lines.items() if other != client)


class NoPlaceError(Exception):
    """A client has as many waiting as it may. `retry` is the number of seconds after which one of them is done."""

    def __init__(self, retry: float) -> None:
        super().__init__(retry)
        self.retry = retry


class Turn:
    """One piece of work that waits, or is done. `came` is done when its turn has come."""

    def __init__(self, client: str) -> None:
        self.client = client
        self.came: Future[None] = Future()
        self.began: float | None = None  # seconds of the monotonic clock


class FairSemaphore:
    """Turns for at most `at_once` pieces of work at a time. Thread-safe.

    Of `places` to wait, one client may take as many as it leaves to the others: a half if it is alone, a third if two
    do so, and so on, and a client that waits for nothing finds a place (A. Choudhury, E. Hahne, "Dynamic Queue Length
    Thresholds for Shared-Memory Packet Switches", 1998). None sets no limit.
    """

    def __init__(self, at_once: int, places: int | None = None) -> None:
        self._free = at_once
        self._at_once = at_once
        self._places = places
        self._queue: FairQueue[Turn] = FairQueue()
        self._lock = threading.Lock()
        self._usual = FIRST_GUESS  # seconds that a piece of work takes, on the average of the last ones

    def join(self, client: str) -> Turn:
        """Wait in line for a turn, which must be ended. Raises NoPlaceError."""
        turn = Turn(client)
        with self._lock:
            if self._free:
                self._free -= 1
                self._start(turn)
            elif self._places is not None and self._queue.waiting(client) >= self._places - len(self._queue):
                raise NoPlaceError(self._seconds(self._queue.ahead(client)))
            else:
                self._queue.put(client, turn)
        return turn

    def end(self, turn: Turn) -> None:
        """End a turn, or no longer wait for it."""
        with self._lock:
            if turn.began is None:
                self._queue.remove(turn.client, turn)
                return
            self._usual += NEWEST_WEIGHT * (time.monotonic() - turn.began - self._usual)
            while self._queue:
                if self._start(self._queue.take()):
                    return
            self._free += 1

    async def enter(self, client: str) -> Turn:
        """Wait on an event loop until it is one's turn, which must be ended. Raises NoPlaceError."""
        turn = self.join(client)
        try:
            await asyncio.wrap_future(turn.came)
        except BaseException:
            self.end(turn)
            raise
        return turn

    @contextmanager
    def turn(self, client: str) -> Iterator[None]:
        """Block until it is one's turn, and keep it until the end of the block. Raises NoPlaceError."""
        turn = self.join(client)
        try:
            turn.came.result()
            yield
        finally:
            self.end(turn)

    def ahead(self, client: str) -> int:
        """How many would have their turn before a client that comes now."""
        with self._lock:
            return self._queue.ahead(client)

    def seconds(self, client: str) -> float:
        """How long a client that comes now would wait."""
        with self._lock:
            return self._seconds(self._queue.ahead(client))

    def _seconds(self, ahead: int) -> float:
        return self._usual * ahead / self._at_once

    def _start(self, turn: Turn) -> bool:
        """Tell a turn that it has come, unless nobody waits for it any more."""
        if not turn.came.set_running_or_notify_cancel():
            return False
        turn.began = time.monotonic()
        turn.came.set_result(None)
        return True


class FairAdmission:
    """Lets work begin on the event loop, `pace` pieces in each of its rounds.

    The loop itself serves connections in the order in which they are heard, so that one client with a hundred of them
    would be served a hundred times before another one with one.
    """

    def __init__(self, pace: int) -> None:
        self._pace = pace
        self._queue: FairQueue[asyncio.Future[None]] = FairQueue()

    async def enter(self, client: str) -> None:
        """Wait until a piece of work may begin."""
        loop = asyncio.get_running_loop()
        if not self._queue:
            loop.call_soon(self._admit, loop)
        entered: asyncio.Future[None] = loop.create_future()
        self._queue.put(client, entered)
        await entered

    def _admit(self, loop: asyncio.AbstractEventLoop) -> None:
        for _ in range(min(self._pace, len(self._queue))):
            entered = self._queue.take()
            if not entered.cancelled():
                entered.set_result(None)
        if self._queue:
            loop.call_soon(self._admit, loop)


class FairShare:
    """What clients hold at the same time of something of which there is `most`, shared out as the places of a
    FairSemaphore. Not thread-safe.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[str, int] = {}
        self._whole = 0

    def has_room(self, client: str) -> bool:
        """Whether a client may have one more."""
        return self._held.get(client, 0) < self._most - self._whole

    @contextmanager
    def hold(self, client: str) -> Iterator[None]:
        """Hold one until the end of the block."""
        self._held[client] = self._held.get(client, 0) + 1
        self._whole += 1
        try:
            yield
        finally:
            self._whole -= 1
            self._held[client] -= 1
            if not self._held[client]:
                del self._held[client]
