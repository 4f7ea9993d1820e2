"""Trends: every measure over every edition, with how much it grew."""

from lib.charts import ChartContext
from lib.screen import current_reader, page_parts, trends


def draw_trends(reader: ChartContext) -> None:
    chosen, form = trends.show_order_controls(reader)
    page_parts.show_chart("trends", chosen, headed=False, form=form)
    page_parts.show_chart("ranks", chosen)
    page_parts.show_meeting_documents("trends", chosen)


reader = current_reader()

page_parts.show_page_front("trends", reader)
page_parts.show_as_fragment(draw_trends, reader)
