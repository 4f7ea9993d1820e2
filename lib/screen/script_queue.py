"""Whose turn it is: so many scripts run at a time, and the others wait in the order in which they came.

All scripts of a process share one interpreter. Two hundred that run at once are no faster for it, each is done as late
as the last, and the event loop gets one part in two hundred: pictures and tables would wait for the dashboard. Who
waits for a turn takes nothing.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# One computes while the other waits for a lock or a disk.
MAX_RUNNING_SCRIPTS = 2


class ScriptQueue:
    """Turns for so many at a time. Safe to use from many threads."""

    def __init__(self, abreast: int) -> None:
        self._free = threading.BoundedSemaphore(abreast)
        self._counting = threading.Lock()
        self._held = threading.local()  # .now: whether this thread has a turn
        self.waiting = 0  # how many have no turn yet

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn, and have it until the end of the block, however that is left. Who has one waits for no
        other.
        """
        if getattr(self._held, "now", False):
            yield
            return
        self._count(1)
        try:
            self._free.acquire()
        finally:
            self._count(-1)
        self._held.now = True
        try:
            yield
        finally:
            self._held.now = False
            self._free.release()

    def _count(self, number: int) -> None:
        with self._counting:
            self.waiting += number


SCRIPT_QUEUE = ScriptQueue(MAX_RUNNING_SCRIPTS)
