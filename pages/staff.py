"""Police staff: the published number, and that number in proportion to others."""

from lib.screen import current_reader, page_parts

reader = current_reader()

page_parts.show_page_front("staff", reader)
for name in ("staff_proportions", "staff_total"):
    page_parts.show_chart(name, reader)
