"""Lag of the event loop: how long whatever arrives now has already waited for this process."""

from __future__ import annotations

import asyncio

LAG_INTERVAL = 0.1  # seconds between two measurements


class LoopLag:
    """Measures how late the event loop runs what is due. Nothing else notices a connection that waits in the system's
    queue, because it is accepted only when the loop has its turn.
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
