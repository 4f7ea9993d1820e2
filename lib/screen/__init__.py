"""What the pages share on the screen."""

from lib.screen import page_parts
from lib.screen.reader import current_reader

__all__ = ["current_reader", "page_parts"]
