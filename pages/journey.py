"""Journey: the host cities on the map, the time and the way between them, where each edition was held."""

from lib.content.venues import edition_venues
from lib.screen import current_reader, page_parts

reader = current_reader()

page_parts.show_page_front("journey", reader)
page_parts.show_chart_row(("journey_map", "journey_legs"), reader)
page_parts.show_venues(edition_venues(reader), reader.language)
