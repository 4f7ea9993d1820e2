"""Press: everything that can be taken away, how to cite it, and whom to ask."""

from lib.screen import current, page_parts, press

reader = current()

page_parts.front("press", reader)
press.kit(reader)
press.charts(reader)
press.data(reader)
press.keeper(reader)
