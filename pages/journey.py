"""Journey: the host cities on the map, the time and the way between them, where each edition was held."""

from lib.graphics import graphic
from lib.graphics.venues import venues
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

show.opening(language.text("Journey"), (), language)
show.abreast([graphic(name, archive, view, language) for name in ("journey_map", "journey_legs")], language)
show.venues(venues(archive, view, language), language)
