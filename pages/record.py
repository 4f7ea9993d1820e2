"""Record: the main figures of an edition, and what became of its record of visitors."""

from lib.screen import current_reader, page_parts

reader = current_reader()

page_parts.show_page_front("record", reader)
page_parts.show_chart("visitors_total", reader, headed=False)
for name in ("record_reigns", "scoreboard"):
    page_parts.show_chart(name, reader)
