"""Vehicles: the published number, what it means in proportion, and what was on show."""

from lib.content.missing_figures import gaps
from lib.content.vehicles_on_show import on_show
from lib.screen import current, page_parts

reader = current()
archive, language = reader.archive, reader.language

page_parts.front("vehicles", reader)
for name in ("vehicles_proportions", "vehicles_total"):
    page_parts.graphic(name, reader)
page_parts.listing(on_show(archive, language), language)
page_parts.gaps(gaps("vehicles", archive, language), language)
