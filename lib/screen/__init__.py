"""The parts of a page that are drawn with Streamlit, and the HTML document around them."""

from lib.screen import page_parts
from lib.screen.reader import current_reader

__all__ = ["current_reader", "page_parts"]
