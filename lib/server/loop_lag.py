"""Lag of the event loop: how long a task that is due waits until it runs."""

from __future__ import annotations

import asyncio

LAG_INTERVAL = 0.1  # seconds between two measurements


class LoopLag:
    """Measures how late the event loop runs tasks that are due. Nothing else reveals connections that wait in the
    system's queue, because the loop itself accepts them.
    """

    def __init__(self) -> None:
        self.seconds = 0.0

    async def watch(self) -> None:
        """Measure until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            due = clock() + LAG_INTERVAL
            await asyncio.sleep(LAG_INTERVAL)
            self.seconds = clock() - due
