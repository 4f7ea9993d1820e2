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
ABREAST = 2

_turns = threading.BoundedSemaphore(ABREAST)


@contextmanager
def turn() -> Iterator[None]:
    """Wait for a turn, and have it until the end of the block, however that is left."""
    with _turns:
        yield
