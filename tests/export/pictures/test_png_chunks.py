"""Pictures that are compressed anew are smaller, and the same."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from lib.export.pictures.palette_png import palette_png
from lib.export.pictures.png_chunks import png_chunk, recompress_png

DENSEST = 12


def test_pixels_palette_and_texts_stay() -> None:
    shades = np.random.default_rng(4).integers(0, 40, (300, 200), dtype=np.uint32).repeat(4, axis=1) * 0x050505
    png = palette_png(shades, 1)
    end = png.rindex(b"IEND") - 4
    png = (
        png[:33]
        + png_chunk(b"tEXt", b"Title\0Before")
        + png[33:end]
        + png_chunk(b"tEXt", b"Source\0Behind")
        + png[end:]
    )
    smaller = recompress_png(png, DENSEST)
    assert len(smaller) < len(png)
    before, after = (Image.open(io.BytesIO(data)) for data in (png, smaller))
    assert (after.mode, after.getpalette(), after.tobytes()) == ("P", before.getpalette(), before.tobytes())
    assert after.text == before.text == {"Title": "Before", "Source": "Behind"}  # type: ignore[attr-defined]
    assert recompress_png(smaller, DENSEST) == smaller
