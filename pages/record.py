"""The record: who came, what it took, and what became of it."""

from lib.screen import current, page_parts

reader = current()

page_parts.front("record", reader)
page_parts.graphic("visitors_total", reader, headed=False)
for name in ("record_reigns", "scoreboard"):
    page_parts.graphic(name, reader)
