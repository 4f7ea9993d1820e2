"""Press: all downloads, how to cite them, and whom to contact."""

from lib.screen import current_reader, page_parts, press

reader = current_reader()

page_parts.show_page_front("press", reader)
press.show_press_kit(reader)
press.show_chart_offers(reader)
press.show_data_links(reader)
press.show_contact(reader)
