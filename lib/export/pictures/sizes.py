"""Sizes and colour themes of pictures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

from lib.language.translation_marks import mark_message

PictureSize = Literal["wide", "square", "story", "card"]
ColourTheme = Literal["light", "dark"]
PICTURE_SIZES: tuple[PictureSize, ...] = get_args(PictureSize)
COLOUR_THEMES: tuple[ColourTheme, ...] = get_args(ColourTheme)
# A PNG has two device pixels per pixel, for high-density screens and print.
PIXEL_RATIO = 2
# A preview shows at a glance what one gets: the horizontal picture is 400 pixels wide.
PREVIEW_RATIO = 0.25
SIZE_NAMES: Mapping[PictureSize, str] = {
    "wide": mark_message("Horizontal"),
    "square": mark_message("Square"),
    "story": mark_message("Vertical"),
    "card": mark_message("For link previews"),
}
