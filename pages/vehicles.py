"""Vehicles: the published number, what it means in proportion, and what was on show."""

from lib.graphics.gap import gaps
from lib.graphics.mobilised import coverage
from lib.graphics.on_show import on_show, on_show_sentences
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

lede = [coverage("vehicles", archive, language), *on_show_sentences(archive, view, language)]
show.opening(language.term("measure", "vehicles"), lede, language)
for name in ("vehicles_proportions", "vehicles_total"):
    show.graphic(name, reader)
show.listing(on_show(archive, language), language)
show.gaps(gaps("vehicles", archive, language), language)
