"""The programme: seminars, demonstrations, ceremonies and awards, and how far they reached."""

from lib.graphics import graphic
from lib.graphics.programme import lede, listings
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

lists = listings(archive, view.focus, language)
show.opening(language.term("topic", "programme"), lede(archive, view, language), language)
show.graphic(graphic("seminar_subjects", archive, view, language), language)
show.listing(lists["seminars"], language)
show.graphic(graphic("demonstration_units", archive, view, language), language)
show.listing(lists["demonstrations"], language)
show.listing(lists["ceremonies"], language)
show.graphic(graphic("reach", archive, view, language), language)
show.listing(lists["reached"], language)
