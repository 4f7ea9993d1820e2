"""Visitors: totals, per day, the pace, day by day, audiences."""

from lib.screen import current, page_parts

reader = current()

page_parts.front("visitors", reader)
for name in ("visitors_total", "visitors_per_day", "visitors_pace", "visitors_by_day", "visitors_audiences"):
    page_parts.graphic(name, reader)
