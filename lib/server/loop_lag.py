"""Lateness: how long whatever arrives now has waited for this process already."""

from __future__ import annotations

import asyncio

LAG_INTERVAL = 0.1  # seconds between two looks


class LoopLag:
    """How late the event loop comes to what is due. A connection that waits in the system's queue is seen by nothing
    else: while the loop is late, nobody counts it.
    """

    def __init__(self) -> None:
        self.seconds = 0.0

    async def watch(self) -> None:
        """Look all the time, until cancelled."""
        clock = asyncio.get_running_loop().time
        while True:
            due = clock() + LAG_INTERVAL
            await asyncio.sleep(LAG_INTERVAL)
            self.seconds = clock() - due
