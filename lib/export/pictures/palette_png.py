"""PNGs with a palette: a picture has a thousand colours at most, nearly all of them shades at the edges of letters."""

from __future__ import annotations

import io
import zlib
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import numpy.typing as npt
from PIL import Image

# The colours of a picture, 0x..RRGGBB, of which the first byte is the same everywhere: (rows, columns).
PixelColours: TypeAlias = npt.NDArray[np.uint32]

PALETTE_COLOURS = 256
COLOURS = 1 << 24
# How far a colour may be from the one that stands for it in red, green and blue, of 255. Nobody sees it.
MAX_DIFFERENCE = 6


class Deflate(NamedTuple):
    """How zlib compresses the pixels of a PNG: its level, and its strategy (zlib.Z_…)."""

    level: int
    strategy: int


# A twentieth smaller than level 4 with zlib's usual strategy, in the same time.
PICTURE_DEFLATE = Deflate(5, zlib.Z_FILTERED)
# For the small pictures of slides, for which the usual strategy is better: up to eight times as long.
SLIDE_DEFLATE = Deflate(9, zlib.Z_DEFAULT_STRATEGY)


def palette_png(pixels: PixelColours, deflate: Deflate = PICTURE_DEFLATE) -> bytes:
    """The PNG of these pixels. Its commonest colours are exact, the others at most MAX_DIFFERENCE off.

    A picture for which a palette is too small, such as one with a photograph for an emblem, has none.
    """
    flat = pixels.ravel()
    # Neighbours of one colour are handled together: of six million pixels there are a quarter of a million runs.
    starts = np.concatenate(([0], np.flatnonzero(flat[1:] != flat[:-1]) + 1))
    lengths = np.diff(starts, append=flat.size)
    runs = flat[starts] & 0xFFFFFF
    colours = np.unique(runs)
    numbers = np.empty(COLOURS, np.uint32)  # the place of each colour; the others are never read
    numbers[colours] = np.arange(colours.size)
    places = numbers[runs]
    channels = np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.int16)
    chosen = _choose_colours(channels, np.bincount(places, lengths))
    written = io.BytesIO()
    if chosen is None:
        image = as_image(pixels)
    else:
        distances = np.abs(channels[:, None] - channels[chosen]).max(axis=2)
        nearest = distances.argmin(axis=1).astype(np.uint8)
        image = Image.fromarray(np.repeat(nearest[places], lengths).reshape(pixels.shape), "P")
        image.putpalette(channels[chosen].astype(np.uint8).tobytes())
    image.save(written, "PNG", compress_level=deflate.level, compress_type=deflate.strategy)
    return written.getvalue()


def as_image(pixels: PixelColours) -> Image.Image:
    """The picture of these pixels, without a palette."""
    return Image.fromarray(np.stack([pixels >> 16 & 255, pixels >> 8 & 255, pixels & 255], axis=2).astype(np.uint8))


def _choose_colours(channels: npt.NDArray[np.int16], weights: npt.NDArray[Any]) -> list[int] | None:
    """The places of the colours that stand for all, the commonest first; None if a palette has no room for them."""
    left = np.argsort(-weights, kind="stable")
    chosen: list[int] = []
    while left.size:
        if len(chosen) == PALETTE_COLOURS:
            return None
        chosen.append(int(left[0]))
        left = left[np.abs(channels[left] - channels[left[0]]).max(axis=1) > MAX_DIFFERENCE]
    return chosen
