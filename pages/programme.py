"""Programme: seminars, demonstrations, ceremonies and awards, and their reach."""

from lib.content.programme_lists import programme_lists
from lib.screen import current_reader, page_parts

reader = current_reader()
language = reader.language

lists = programme_lists(reader)
page_parts.show_page_front("programme", reader)
page_parts.show_chart("seminar_subjects", reader)
page_parts.show_named_list(lists["seminars"], language)
page_parts.show_chart("demonstration_units", reader)
page_parts.show_named_list(lists["demonstrations"], language)
page_parts.show_named_list(lists["ceremonies"], language)
page_parts.show_chart("reach", reader)
page_parts.show_named_list(lists["reached"], language)
