"""A limit on how many page scripts run at a time. The others wait in the order in which they came.

All scripts of a process share one interpreter. Two hundred that run at once are no faster, each finishes as late as the
last, and the event loop gets one part in two hundred, so that pictures and tables would wait for the dashboard. A
script that waits for its turn uses no CPU time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

# One can compute while the other waits for a lock or the disk.
MAX_RUNNING_SCRIPTS = 2


class ScriptQueue:
    """Turns for at most `abreast` threads at a time. Thread-safe."""

    def __init__(self, size: int) -> None:
        self._free = threading.BoundedSemaphore(size)
        self._counting = threading.Lock()
        self._thread = threading.local()  # .now: whether this thread has a turn
        self.waiting = 0  # how many have no turn yet

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and keep it until the end of the block. A thread that has a turn doesn't wait again."""
        if getattr(self._thread, "now", False):
            yield
            return
        self._count(1)
        try:
            self._free.acquire()
        finally:
            self._count(-1)
        self._thread.now = True
        try:
            yield
        finally:
            self._thread.now = False
            self._free.release()

    def _count(self, number: int) -> None:
        with self._counting:
            self.waiting += number


SCRIPT_QUEUE = ScriptQueue(MAX_RUNNING_SCRIPTS)
