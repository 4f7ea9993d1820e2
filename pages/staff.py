"""Police staff: the published number, what it means in proportion, and where none was published."""

from lib.graphics.gap import gaps
from lib.graphics.mobilised import coverage
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

show.opening(language.term("measure", "staff"), [coverage("staff", archive, language)], language)
for name in ("staff_proportions", "staff_total"):
    show.graphic(name, reader)
show.gaps(gaps("staff", archive, language), language)
