"""Programme: seminars, demonstrations, ceremonies and awards, and their reach."""

from lib.content.programme_lists import programme_lists
from lib.screen import current_reader, page_parts

reader = current_reader()

lists = programme_lists(reader)
page_parts.show_page_front("programme", reader)
page_parts.show_chart("seminar_subjects", reader)
page_parts.show_named_list(lists["seminars"], reader)
page_parts.show_chart("demonstration_units", reader)
page_parts.show_named_list(lists["demonstrations"], reader)
page_parts.show_named_list(lists["ceremonies"], reader)
page_parts.show_chart("reach", reader)
page_parts.show_named_list(lists["reached"], reader)
