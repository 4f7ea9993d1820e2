"""Journey: the host cities on the map, the time and the way between them, where each edition stood."""

from lib.graphics import graphic
from lib.graphics.journey_map import host_places
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

mapped = graphic("journey_map", archive, view, language)
show.opening(mapped.headline, (), language)
show.graphic(mapped, language, headed=False)
show.graphic(graphic("journey_legs", archive, view, language), language)
show.table(host_places(archive, view, language), language)
