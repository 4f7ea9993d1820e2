"""Visitors: totals, per day, the pace, day by day."""

from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

show.opening(language.term("measure", "visitors"), (), language)
for name in ("visitors_total", "visitors_per_day", "visitors_pace", "visitors_by_day"):
    show.graphic(name, reader)
