"""Police staff: the published number, what it means in proportion, and where none was published."""

from lib.content.missing_figures import missing_figures
from lib.screen import current_reader, page_parts

reader = current_reader()

page_parts.show_page_front("staff", reader)
for name in ("staff_proportions", "staff_total"):
    page_parts.show_chart(name, reader)
page_parts.show_missing_figures(missing_figures("staff", reader.archive, reader.language), reader.language)
