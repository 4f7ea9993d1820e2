"""What the pages share on the screen."""

from lib.screen import page_parts
from lib.screen.reader import Reader, current

__all__ = ["Reader", "current", "page_parts"]
