"""Press: every chart as a picture to take, the press kit, all data, and whom to contact."""

from lib.screen import current_reader, page_parts, press

reader = current_reader()

page_parts.show_page_front("press", reader)
press.show_gallery(reader)
press.show_ready_texts(reader)
press.show_press_kit(reader)
press.show_data_links(reader)
press.show_contact(reader)
