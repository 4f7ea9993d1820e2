"""Record: the main figures of an edition, and what became of its record of visitors."""

from lib.screen import current_reader, page_parts

reader = current_reader()

page_parts.show_opening("record", "visitors_climb", reader)
page_parts.show_chart_row(("record_reigns", "scoreboard"), reader)
