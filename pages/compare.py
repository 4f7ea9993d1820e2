"""Compare: any measure of any editions on any basis, and two editions side by side."""

from lib.charts import ChartContext
from lib.screen import compare, current_reader, page_parts


def draw_comparison(reader: ChartContext) -> None:
    chosen, form = compare.show_comparison_controls(reader)
    if chosen is None:
        compare.show_no_edition(reader.language)
        return
    page_parts.show_meeting_documents("compare", chosen)
    page_parts.show_chart("comparison", chosen, form=form)
    page_parts.show_chart("measure_pair", compare.choose_other_measure(chosen))


reader = current_reader()

page_parts.show_page_front("compare", reader)
page_parts.show_as_fragment(draw_comparison, reader)
page_parts.show_as_fragment(compare.show_two_editions, reader)
