"""Visitors: totals, per day, the pace, day by day, audiences."""

from lib.screen import current, show

reader = current()

show.front("visitors", reader)
for name in ("visitors_total", "visitors_per_day", "visitors_pace", "visitors_by_day", "visitors_audiences"):
    show.graphic(name, reader)
