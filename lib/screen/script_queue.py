"""A limit on how many page scripts run at a time. The others wait, and clients take turns.

All scripts of a process share one interpreter. Two hundred that run at once are no faster, each finishes as late as the
last, and the event loop gets one part in two hundred, so that pictures and tables would wait for the dashboard. A
script that waits for its turn uses no CPU time.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.server.client import client_key
from lib.server.fair_queue import FairSemaphore

# One can compute while the other waits for a lock or the disk.
MAX_RUNNING_SCRIPTS = 2

SCRIPT_QUEUE = FairSemaphore(MAX_RUNNING_SCRIPTS)
_thread = threading.local()  # .now: whether this thread has its turn


@contextmanager
def script_turn(queue: FairSemaphore = SCRIPT_QUEUE) -> Iterator[None]:
    """Wait for a turn of the reader's client and keep it until the end of the block. A thread that has a turn doesn't
    wait again.
    """
    if getattr(_thread, "now", False):
        yield
        return
    with queue.turn(client_key(st.context.ip_address)):
        _thread.now = True
        try:
            yield
        finally:
            _thread.now = False
