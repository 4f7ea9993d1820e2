"""Calls that read a disk which may hang: a share whose server is gone, a drive that fails. Such a call never returns,
and nothing can end it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, TypeVar

CallResult = TypeVar("CallResult")

MOST_PENDING = 2  # calls, and so threads, that a disk may hold up


class HangingError(Exception):
    """A call has not returned in time."""


@dataclass(frozen=True)
class PendingCall:
    """A call that began at an instant of the monotonic clock."""

    began: float
    result: Future[Any]


class DiskCalls:
    """Calls functions in threads of their own, and waits for each no longer than a given time.

    For one thread at a time.
    """

    def __init__(self) -> None:
        self._pending: dict[Hashable, PendingCall] = {}
        self.hanging = False  # whether the last call has not returned in time

    def call(self, key: Hashable, function: Callable[[], CallResult], patience: float) -> CallResult:
        """The result of a function. Raises HangingError after `patience` seconds, and what the function raises.

        A call that has not returned in time goes on. Asked for again by the same key, its result is that of the same
        call. No more than MOST_PENDING calls go on at once; another one is refused by a HangingError.
        """
        if key not in self._pending:
            self._pending = {other: call for other, call in self._pending.items() if not call.result.done()}
            if len(self._pending) >= MOST_PENDING:
                raise HangingError
            self._pending[key] = _start(function)
        pending = self._pending[key]
        try:
            pending.result.exception(max(0.0, pending.began + patience - time.monotonic()))
        except TimeoutError:
            self.hanging = True
            raise HangingError from None
        del self._pending[key]
        self.hanging = False
        result: CallResult = pending.result.result()
        return result


def _start(function: Callable[[], Any]) -> PendingCall:
    result: Future[Any] = Future()

    def run() -> None:
        try:
            done = function()
        except BaseException as error:
            result.set_exception(error)
        else:
            result.set_result(done)

    threading.Thread(target=run, name="disk", daemon=True).start()  # a thread that hangs must not hold up the exit
    return PendingCall(time.monotonic(), result)
