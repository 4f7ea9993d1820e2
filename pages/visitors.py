"""Visitors: totals, per day, the pace, day by day, audiences."""

from lib.graphics import graphic
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

show.opening(language.term("measure", "visitors"), (), language)
for name in ("visitors_total", "visitors_per_day", "visitors_pace", "visitors_by_day", "visitors_audiences"):
    show.graphic(graphic(name, archive, view, language), language)
