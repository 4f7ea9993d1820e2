"""Police staff: the published number, what it means in proportion, and where none was published."""

from lib.graphics.gap import gaps
from lib.screen import current, show

reader = current()

show.front("staff", reader)
for name in ("staff_proportions", "staff_total"):
    show.graphic(name, reader)
show.gaps(gaps("staff", reader.archive, reader.language), reader.language)
