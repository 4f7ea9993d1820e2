"""Journey: the host cities on the map, the time and distance between them, and each edition's venue."""

from lib.content.venues import edition_venues
from lib.screen import current_reader, page_parts

reader = current_reader()

page_parts.show_page_front("journey", reader)
page_parts.show_chart_row(("journey_map", "journey_legs"), reader)
page_parts.show_venues(edition_venues(reader), reader)
