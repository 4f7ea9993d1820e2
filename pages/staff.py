"""Police staff: the published number, what it means in proportion, and where none was published."""

from lib.content.missing_figures import gaps
from lib.screen import current, page_parts

reader = current()

page_parts.front("staff", reader)
for name in ("staff_proportions", "staff_total"):
    page_parts.graphic(name, reader)
page_parts.gaps(gaps("staff", reader.archive, reader.language), reader.language)
