"""Visitors: totals, per day, the pace, day by day, audiences."""

from lib.screen import current_reader, page_parts

reader = current_reader()

page_parts.show_page_front("visitors", reader)
for name in ("visitors_total", "visitors_per_day", "visitors_pace", "visitors_by_day", "visitors_audiences"):
    page_parts.show_chart(name, reader)
