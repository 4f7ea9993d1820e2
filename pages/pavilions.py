"""Pavilions: how many stands, on which themes, by which names, with whom, how close together."""

from lib.screen import current, page_parts, stands

reader = current()

page_parts.front("pavilions", reader)
for name in ("stands_total", "stand_themes"):
    page_parts.graphic(name, reader)
page_parts.apart(stands.named, reader)
stands.partnered(reader)
page_parts.graphic("stands_density", reader)
