"""The programme: seminars, demonstrations, ceremonies and awards, and how far they reached."""

from lib.content.programme_lists import listings
from lib.screen import current, page_parts

reader = current()
language = reader.language

lists = listings(reader.archive, reader.view.focus, language)
page_parts.front("programme", reader)
page_parts.graphic("seminar_subjects", reader)
page_parts.listing(lists["seminars"], language)
page_parts.graphic("demonstration_units", reader)
page_parts.listing(lists["demonstrations"], language)
page_parts.listing(lists["ceremonies"], language)
page_parts.graphic("reach", reader)
page_parts.listing(lists["reached"], language)
