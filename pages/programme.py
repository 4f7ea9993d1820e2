"""The programme: seminars, demonstrations, ceremonies and awards, and how far they reached."""

from lib.graphics.programme import lede, listings
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

lists = listings(archive, view.focus, language)
show.opening(language.term("topic", "programme"), lede(archive, view, language), language)
show.graphic("seminar_subjects", reader)
show.listing(lists["seminars"], language)
show.graphic("demonstration_units", reader)
show.listing(lists["demonstrations"], language)
show.listing(lists["ceremonies"], language)
show.graphic("reach", reader)
show.listing(lists["reached"], language)
