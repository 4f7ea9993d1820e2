"""PNGs with a palette look the same, weigh a third, and still say what they are."""

from __future__ import annotations

import asyncio
import io
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image, ImageDraw

from lib.charts import View
from lib.export.pictures.palette_png import reduce_colours
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
    copy_maker: CopyMaker, name: str, code: LanguageCode, size: PictureSize, theme: ColourTheme
) -> None:
    address = ChartAddress(name, View(archive().focus), code, "png", size, theme)
    body = asyncio.run(copy_maker.copy(address, archive(), LINKS)).body
    reduced = reduce_colours(body)
    assert len(reduced) < min(len(body) / 2, MAX_BYTES)
    with Image.open(io.BytesIO(body)) as before, Image.open(io.BytesIO(reduced)) as after:
        after.load()
        assert after.mode == "P"
        assert structural_similarity(before, after) >= 0.99
        assert after.info["XML:com.adobe.xmp"] == before.info["XML:com.adobe.xmp"]
        assert after.info["dpi"] == before.info["dpi"]
        colours = np.abs(np.asarray(before, dtype=int) - np.asarray(after.convert("RGB"), dtype=int))
        assert colours.max() < 48  # no small mark in a colour of its own has taken another
