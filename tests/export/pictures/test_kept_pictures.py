"""Every picture looks as it did when somebody last looked at it (see tests/export/pictures/kept_pictures.py)."""

from __future__ import annotations

import asyncio

import pytest
from PIL import Image, ImageDraw

from lib.charts import CHARTS
from lib.language import LANGUAGE_CODES
from lib.web.copies import CopyMaker
from tests.export.pictures.kept_pictures import KEPT, TOLERATED, difference, drawn, path, share


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_looks_as_it_did(copy_maker: CopyMaker, name: str, subtests: pytest.Subtests) -> None:
    for code in LANGUAGE_CODES:
        with subtests.test(code=code):
            place = path(name, code)
            assert place.exists(), "no picture is kept: make pictures ACCEPT=1"
            new = asyncio.run(drawn(copy_maker, name, code))
            differs = share(difference(Image.open(place), new))
            assert differs <= TOLERATED, f"{differs:.2%} of it differ: make pictures shows where"


def test_no_picture_is_kept_of_what_is_gone() -> None:
    assert {place.stem for place in KEPT.glob("*.png")} == {
        f"{name}-{code}" for name in CHARTS for code in LANGUAGE_CODES
    }


def test_a_label_that_is_gone_is_seen() -> None:
    kept = Image.open(path("visitors_total", "ar")).convert("RGB")
    changed = kept.copy()
    # Over the highest column of the horizontal picture: the number and its word.
    ImageDraw.Draw(changed).rectangle((20, 25, 70, 48), fill="white")
    assert share(difference(kept, changed)) > TOLERATED
    assert share(difference(kept, kept)) == 0
    moved = Image.new("RGB", kept.size, "white")
    moved.paste(kept, (4, 0))
    assert share(difference(kept, moved)) > TOLERATED
