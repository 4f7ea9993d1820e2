"""Scripts take turns."""

from __future__ import annotations

import threading

from lib.screen.script_queue import script_turn
from lib.server.fair_queue import FairSemaphore


def test_who_has_a_turn_waits_for_no_other() -> None:
    turns = FairSemaphore(1)
    with script_turn(turns):
        with script_turn(turns):
            pass
        other = threading.Thread(target=lambda: script_turn(turns).__enter__(), daemon=True)
        other.start()
        other.join(0.05)
        assert other.is_alive(), "the turn was given away inside"
    other.join(10)
    assert not other.is_alive()
