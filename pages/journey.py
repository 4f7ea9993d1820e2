"""Journey: the host cities on the map, the time and the way between them, where each edition was held."""

from lib.graphics.venues import venues
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

show.front("journey", reader)
show.abreast(("journey_map", "journey_legs"), reader)
show.venues(venues(archive, view, language), language)
