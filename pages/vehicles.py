"""Vehicles: the published number, that number in proportion to others, and the vehicles on show."""

from lib.content.vehicles_on_show import vehicles_on_show
from lib.screen import current_reader, page_parts

reader = current_reader()

page_parts.show_page_front("vehicles", reader)
for name in ("vehicles_proportions", "vehicles_total"):
    page_parts.show_chart(name, reader)
page_parts.show_named_list(vehicles_on_show(reader.archive, reader.language), reader)
