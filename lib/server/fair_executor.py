"""Threads for work that would hold up the event loop, in turns by client."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from lib.server.client import CURRENT_CLIENT
from lib.server.fair_queue import FairQueue

Given = ParamSpec("Given")
Result = TypeVar("Result")


class FairExecutor(ThreadPoolExecutor):
    """A pool of threads that takes the work of the clients in turns. As the default executor of an event loop it is
    used by `asyncio.to_thread`.
    """

    def __init__(self, max_workers: int | None = None) -> None:
        super().__init__(max_workers, "fair")
        self._queue: FairQueue[Callable[[], None]] = FairQueue()
        self._lock = threading.Lock()

    def submit(self, fn: Callable[Given, Result], /, *args: Given.args, **kwargs: Given.kwargs) -> Future[Result]:
        """Have a function called in a thread, on behalf of the current client."""
        future: Future[Result] = Future()
        with self._lock:
            self._queue.put(CURRENT_CLIENT.get(), partial(_call, future, partial(fn, *args, **kwargs)))
        super().submit(self._work)  # one thread for each piece of work, but not for this one
        return future

    def _work(self) -> None:
        with self._lock:
            work = self._queue.take()
        work()


def _call(future: Future[Result], function: Callable[[], Result]) -> None:
    if not future.set_running_or_notify_cancel():
        return
    try:
        result = function()
    except BaseException as error:
        future.set_exception(error)
    else:
        future.set_result(result)
