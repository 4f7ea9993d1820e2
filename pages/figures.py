"""Figures: every claim with its sources, what was never published, how the figures were chosen."""

from lib.graphics.rules import extent, rules, rules_title
from lib.screen import current, show
from lib.screen.ledger import ledger
from lib.screen.problems import show_warnings

reader = current()
archive, view, language = reader.archive, reader.view, reader.language

show.opening(language.text("Figures"), extent(archive, language), language)
ledger(reader)
show.graphic("coverage", reader)
show.heading(rules_title(language), language)
show.sentences(rules(archive, language), language)
show_warnings(archive.problems, language)
