"""Vehicles: the published number, what it means in proportion, and what was on show."""

from lib.graphics.gap import gaps
from lib.graphics.on_show import on_show
from lib.screen import current, show

reader = current()
archive, language = reader.archive, reader.language

show.front("vehicles", reader)
for name in ("vehicles_proportions", "vehicles_total"):
    show.graphic(name, reader)
show.listing(on_show(archive, language), language)
show.gaps(gaps("vehicles", archive, language), language)
