"""The record: who came, what it took, and what became of it."""

from lib.graphics import graphic
from lib.graphics.cards import cards
from lib.graphics.story import aftermath
from lib.screen import current, show

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

total = graphic("visitors_total", archive, view, language)
show.opening(total.headline, aftermath(archive, view, language), language)
show.figures(cards(archive, view, language), language)
show.graphic("visitors_total", reader, headed=False)
show.graphic("record_reigns", reader)
show.graphic("scoreboard", reader)
