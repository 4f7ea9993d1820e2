"""Figures: every claim with its sources, what was never published, how the figures were chosen."""

from lib.content.rules import rules, rules_title
from lib.screen import current, page_parts
from lib.screen.claims import ledger
from lib.screen.problems import show_warnings

reader = current()
archive, language = reader.archive, reader.language

page_parts.front("figures", reader)
page_parts.apart(ledger, reader)
page_parts.graphic("coverage", reader)
page_parts.heading(rules_title(language), language)
page_parts.sentences(rules(archive, language), language)
show_warnings(archive.problems, language)
