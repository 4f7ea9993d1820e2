"""PNGs with a palette look the same, weigh little, and say what they are."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from lib.charts import View
from lib.export.pictures.palette_png import MAX_DIFFERENCE, PixelColours, as_samples, palette_png
from lib.export.pictures.sizes import ColourTheme, PictureSize
from lib.language import LanguageCode
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from tests.support.chart_cases import archive
from tests.support.web_fixtures import LINKS

WINDOW = 8
# Of the picture with the most words and marks. Of 63 in a language: under ten megabytes.
MAX_BYTES = 250_000


def means(values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """The mean of each window of 8 × 8 pixels."""
    sums = np.cumsum(np.cumsum(np.pad(values, ((1, 0), (1, 0))), axis=0), axis=1)
    windows = sums[WINDOW:, WINDOW:] - sums[:-WINDOW, WINDOW:] - sums[WINDOW:, :-WINDOW] + sums[:-WINDOW, :-WINDOW]
    result: npt.NDArray[Any] = windows / WINDOW**2
    return result


def structural_similarity(one: Image.Image, other: Image.Image) -> float:
    """The mean structural similarity of two pictures in grey (Wang et al. 2004, in windows of 8 × 8 pixels)."""
    x, y = (np.asarray(image.convert("L"), dtype=float) for image in (one, other))
    mean_x, mean_y = means(x), means(y)
    variance_x, variance_y = means(x * x) - mean_x**2, means(y * y) - mean_y**2
    covariance = means(x * y) - mean_x * mean_y
    steady, contrast = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    similarity = ((2 * mean_x * mean_y + steady) * (2 * covariance + contrast)) / (
        (mean_x**2 + mean_y**2 + steady) * (variance_x + variance_y + contrast)
    )
    return float(similarity.mean())


def test_the_measure_sees_a_word_that_is_gone() -> None:
    one = Image.new("RGB", (200, 100), "white")
    ImageDraw.Draw(one).text((20, 40), "1,150,000 visitors", fill="black")
    assert structural_similarity(one, one) == pytest.approx(1)
    assert structural_similarity(one, Image.new("RGB", (200, 100), "white")) < 0.97


@pytest.mark.parametrize(
    ("name", "code", "size", "theme"),
    [
        ("visitors_climb", "ar", "wide", "light"),
        ("stand_themes", "fr", "wide", "light"),
        ("scoreboard", "ar", "story", "dark"),
        ("journey_map", "en", "square", "light"),
    ],
)
def test_a_picture_of_few_colours_looks_the_same(
    copy_maker: CopyMaker,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    code: LanguageCode,
    size: PictureSize,
    theme: ColourTheme,
) -> None:
    drawn = []

    def keep(pixels: PixelColours, level: int) -> bytes:
        drawn.append(pixels.copy())
        return palette_png(pixels, level)

    monkeypatch.setattr("lib.export.pictures.raster.palette_png", keep)
    address = ChartAddress(name, View(archive().focus), code, "png", size, theme)
    monkeypatch.setattr("lib.web.copies.code_hash", lambda: f"{name} {code}")  # so that it is made here
    body = asyncio.run(copy_maker.copy(address, archive(), LINKS)).body
    assert len(body) < MAX_BYTES
    before = Image.fromarray(as_samples(drawn[0]))
    with Image.open(io.BytesIO(body)) as after:
        assert (after.mode, after.size) == ("P", before.size)
        assert after.info["XML:com.adobe.xmp"]
        assert after.info["dpi"] == pytest.approx((300, 300), abs=0.1)
        assert structural_similarity(before, after) >= 0.99
        assert difference(before, after).max() <= MAX_DIFFERENCE


def test_the_commonest_colours_are_exact_and_no_other_is_far_off() -> None:
    shades = np.arange(256, dtype=np.uint32) * 0x010101  # greys, of which every seventh has a place of its own
    pixels = np.concatenate([shades, np.full(4000, 0x114063), np.full(3000, 0x124164)]).astype(np.uint32)
    image = Image.open(io.BytesIO(palette_png(pixels.reshape(1, -1)))).convert("RGB")
    off = difference(Image.fromarray(as_samples(pixels.reshape(1, -1))), image)
    assert off[0, 256:4256].max() == 0  # the commonest
    assert 0 < off.max() <= MAX_DIFFERENCE


def test_a_picture_with_too_many_colours_for_a_palette_keeps_them_all() -> None:
    pixels = (np.arange(64 * 64 * 16, dtype=np.uint32) * 257).reshape(64, -1)
    image = Image.open(io.BytesIO(palette_png(pixels)))
    assert image.mode == "RGB"
    assert difference(Image.fromarray(as_samples(pixels)), image).max() == 0


def difference(one: Image.Image, other: Image.Image) -> npt.NDArray[Any]:
    """How far each colour is off in one of its channels, of 255."""
    off = np.abs(np.asarray(one, dtype=int) - np.asarray(other.convert("RGB"), dtype=int))
    worst: npt.NDArray[Any] = off.max(axis=2)
    return worst
