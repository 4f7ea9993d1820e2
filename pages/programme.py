"""The programme: seminars, demonstrations, ceremonies and awards, and how far they reached."""

from lib.graphics.programme import listings
from lib.screen import current, show

reader = current()
language = reader.language

lists = listings(reader.archive, reader.view.focus, language)
show.front("programme", reader)
show.graphic("seminar_subjects", reader)
show.listing(lists["seminars"], language)
show.graphic("demonstration_units", reader)
show.listing(lists["demonstrations"], language)
show.listing(lists["ceremonies"], language)
show.graphic("reach", reader)
show.listing(lists["reached"], language)
