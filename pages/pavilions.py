"""Pavilions: the number of stands, their themes, names and partners, and their density."""

from lib.screen import current_reader, page_parts, stands

reader = current_reader()

page_parts.show_page_front("pavilions", reader)
for name in ("stands_total", "stand_themes"):
    page_parts.show_chart(name, reader)
page_parts.show_as_fragment(stands.show_named_stands, reader)
stands.show_partners(reader)
page_parts.show_chart("stands_density", reader)
