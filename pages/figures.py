"""Figures: every claim with its sources, what was never published, how the figures were chosen."""

from lib.graphics.rules import rules, rules_title
from lib.screen import current, show
from lib.screen.ledger import ledger
from lib.screen.problems import show_warnings

reader = current()
archive, language = reader.archive, reader.language

show.front("figures", reader)
show.apart(ledger, reader)
show.graphic("coverage", reader)
show.heading(rules_title(language), language)
show.sentences(rules(archive, language), language)
show_warnings(archive.problems, language)
