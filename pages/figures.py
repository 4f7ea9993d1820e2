"""Figures: every claim with its sources, what was not published, and how the figures were chosen."""

from lib.content.rules import rules, rules_title
from lib.screen import current_reader, page_parts
from lib.screen.claims import show_claims

reader = current_reader()
archive, language = reader.archive, reader.language

page_parts.show_page_front("figures", reader)
page_parts.show_as_fragment(show_claims, reader)
page_parts.show_chart("coverage", reader)
page_parts.show_heading(rules_title(language), language)
page_parts.show_sentences(rules(archive, language), language)
