"""PNGs of pictures: the PDF page that the browser prints, drawn by PDFium.

The browser prints a page in a third of the time in which it takes a photograph of it, most of which goes for carrying
the pixels. PDFium draws the letters of the same files with the same library (FreeType).
"""

from __future__ import annotations

import threading

import numpy as np
import pypdfium2
from PIL import Image

from lib.export.pictures.palette_png import PICTURE_LEVEL, PixelColours, as_samples, palette_png
from lib.export.rendering.devtools import PIXELS_PER_INCH

POINTS_PER_PIXEL = 72 / PIXELS_PER_INCH
# Device pixels per pixel of what is drawn to be made smaller: PDFium draws no line thinner than one of them.
SMALL_PICTURE_RATIO = 2
_pdfium = threading.Lock()  # PDFium does one thing at a time (its documentation, "Thread safety")


def picture_png(pdf: bytes, width: int, height: int, scale: float, level: int = PICTURE_LEVEL) -> bytes:
    """The PNG of a PDF page of `width` by `height` CSS pixels, with `scale` device pixels per pixel.

    `level` is that of libdeflate (1–12).
    """
    if scale >= 1:
        return palette_png(_draw(pdf, width, height, scale), level)
    drawn = Image.fromarray(as_samples(_draw(pdf, width, height, SMALL_PICTURE_RATIO)))
    small = drawn.resize((round(width * scale), round(height * scale)), Image.Resampling.BOX)
    pixels = np.asarray(small.convert("RGBA")).view(">u4")[..., 0].astype(np.uint32) >> np.uint32(8)
    return palette_png(pixels, level)


def _draw(pdf: bytes, width: int, height: int, scale: float) -> PixelColours:
    with _pdfium, pypdfium2.PdfDocument(pdf) as document:
        page = document[0]
        # The browser rounds the size of a page up to whole units of its own.
        top = page.get_height()
        page.set_cropbox(0, top - height * POINTS_PER_PIXEL, width * POINTS_PER_PIXEL, top)
        drawn = page.render(
            scale=scale / POINTS_PER_PIXEL,
            prefer_bgrx=True,
            may_draw_forms=False,
            bitmap_maker=pypdfium2.PdfBitmap.new_foreign,  # in memory of Python's, which outlives the page
        )
    pixels: PixelColours = drawn.to_numpy().view("<u4")[..., 0]
    return pixels
