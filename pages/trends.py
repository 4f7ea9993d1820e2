"""Trends: every measure over every edition, with how much it grew."""

from lib.screen import current_reader, page_parts, trends

reader = current_reader()

page_parts.show_page_front("trends", reader)
page_parts.show_as_fragment(trends.show_trends, reader)
