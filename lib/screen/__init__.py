"""What the pages share on the screen."""

from lib.screen import page_parts
from lib.screen.reader import Reader, current_reader

__all__ = ["Reader", "current_reader", "page_parts"]
