"""PNGs with a palette: a picture has a thousand colours at most, nearly all of them shades at the edges of letters."""

from __future__ import annotations

import mmap
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from lib.export.pictures.png_chunks import encode_png

# The colours of a picture, 0x..RRGGBB, of which the first byte is the same everywhere: (rows, columns).
PixelColours: TypeAlias = npt.NDArray[np.uint32]

PALETTE_COLOURS = 256
COLOURS = 1 << 24
# How far a colour may be from the one that stands for it in red, green and blue, of 255. Nobody sees it.
MAX_DIFFERENCE = 6


# Levels of libdeflate. Level 7 takes half the time of zlib's level 5, and a tenth fewer bytes.
PICTURE_LEVEL = 7
# For the small pictures of slides: a tenth of the bytes, for eight times the time.
SLIDE_LEVEL = 10


def palette_png(pixels: PixelColours, level: int = PICTURE_LEVEL) -> bytes:
    """The PNG of these pixels. Its commonest colours are exact, the others at most MAX_DIFFERENCE off.

    A picture for which a palette is too small, such as one with a photograph for an emblem, has none.
    """
    flat = pixels.ravel()
    # Neighbours of one colour are handled together: of six million pixels there are a quarter of a million runs.
    starts = np.concatenate(([0], np.flatnonzero(flat[1:] != flat[:-1]) + 1))
    lengths = np.diff(starts, append=flat.size)
    runs = flat[starts] & 0xFFFFFF
    colours = np.unique(runs)
    # The place of each colour; the others are never read. An array of NumPy's would be cleared in pieces of two
    # megabytes, of which nearly all would hold one colour at least.
    numbers = np.frombuffer(mmap.mmap(-1, COLOURS * np.dtype(np.uint32).itemsize), np.uint32)
    numbers[colours] = np.arange(colours.size)
    places = numbers[runs]
    channels = np.stack([colours >> 16, colours >> 8 & 255, colours & 255]).astype(np.int16)
    chosen = _choose_colours(channels, np.bincount(places, lengths))
    if chosen is None:
        return encode_png(as_samples(pixels), None, level)
    nearest = _distances(channels, channels[:, chosen]).argmin(axis=1).astype(np.uint8)
    samples = np.repeat(nearest[places], lengths).reshape(pixels.shape)
    return encode_png(samples, channels[:, chosen].T.astype(np.uint8), level)


def as_samples(pixels: PixelColours) -> npt.NDArray[np.uint8]:
    """The red, green and blue of these pixels: (rows, columns, 3)."""
    return np.stack([pixels >> 16 & 255, pixels >> 8 & 255, pixels & 255], axis=2).astype(np.uint8)


def _choose_colours(channels: npt.NDArray[np.int16], weights: npt.NDArray[Any]) -> list[int] | None:
    """The places of the colours that stand for all, the commonest first; None if a palette has no room for them."""
    left = np.argsort(-weights, kind="stable")
    shades = channels[:, left]
    chosen: list[int] = []
    while left.size:
        if len(chosen) == PALETTE_COLOURS:
            return None
        chosen.append(int(left[0]))
        far = _distances(shades[:, :1], shades)[0] > MAX_DIFFERENCE
        left, shades = left[far], shades[:, far]
    return chosen


def _distances(ones: npt.NDArray[np.int16], others: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """How far each of the `ones` is from each of the `others`, in the channel in which it is farthest."""
    red, green, blue = (np.abs(one[:, None] - other) for one, other in zip(ones, others, strict=True))
    farthest: npt.NDArray[np.int16] = np.maximum(np.maximum(red, green), blue)
    return farthest
