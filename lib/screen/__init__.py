"""What the pages share on the screen."""

from lib.screen import show
from lib.screen.reader import Reader, current

__all__ = ["Reader", "current", "show"]
