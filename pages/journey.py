"""Journey: the host cities on the map, the time and the way between them, where each edition was held."""

from lib.content.venues import venues
from lib.screen import current, page_parts

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

page_parts.front("journey", reader)
page_parts.abreast(("journey_map", "journey_legs"), reader)
page_parts.venues(venues(archive, view, language), language)
