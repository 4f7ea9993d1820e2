"""Pavilions: how many stands, on which themes, by which names, with whom, how close together."""

from lib.graphics.stand_themes import coverage_sentence
from lib.screen import current, show, stands

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

show.opening(language.term("topic", "pavilions"), [coverage_sentence(archive, view, language)], language)
for name in ("stands_total", "stand_themes"):
    show.graphic(name, reader)
stands.named(reader)
stands.partnered(reader)
show.graphic("stands_density", reader)
