"""The record: who came, what it took, and what became of it."""

from lib.screen import current, show

reader = current()

show.front("record", reader)
show.graphic("visitors_total", reader, headed=False)
for name in ("record_reigns", "scoreboard"):
    show.graphic(name, reader)
