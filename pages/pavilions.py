"""Pavilions: how many stands, on which themes, by which names, with whom, how close together."""

from lib.screen import current, show, stands

reader = current()

show.front("pavilions", reader)
for name in ("stands_total", "stand_themes"):
    show.graphic(name, reader)
show.apart(stands.named, reader)
stands.partnered(reader)
show.graphic("stands_density", reader)
