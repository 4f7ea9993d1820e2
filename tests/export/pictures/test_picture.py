"""What a picture is made of, so that others than browsers draw it right: Inkscape and LibreOffice were looked at."""

from __future__ import annotations

import asyncio
import re
from xml.etree import ElementTree

import pytest

from lib.charts import View
from lib.export.pictures.sizes import PICTURE_SIZES, PictureSize
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from tests.support.chart_cases import archive
from tests.support.press_fixtures import LINKS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("size", PICTURE_SIZES)
@pytest.mark.parametrize("name", ["visitors_total", "scoreboard"])  # one block, and rows in columns
@pytest.mark.parametrize("code", ["ar", "fr"])
def test_it_needs_nothing_that_only_browsers_know(desk: CopyMaker, name: str, code: str, size: PictureSize) -> None:
    asked = ChartAddress(name, View(archive().focus), code, "svg", size=size)  # type: ignore[arg-type]
    root = ElementTree.fromstring(asyncio.run(desk.copy(asked, archive(), LINKS)).body)
    assert len([*root.iter(f"{SVG}svg")]) == 1  # the edges of one inside it cut nothing off
    used = [root.find(f".//*[@id='{use.attrib['href'][1:]}']") for use in root.iter(f"{SVG}use")]
    assert bool(used) == (name == "scoreboard")
    assert not [part for part in used if part is None or part.find(f".//{SVG}defs") is not None]  # would be shown, too
    assert not [span for span in root.iter(f"{SVG}tspan") if "dy" in span.attrib]  # lines would cover each other
    for text in root.iter(f"{SVG}text"):
        words = "".join(text.itertext())
        # WebKit tears the lines of one text; resvg knows no direction, and WebKit no isolating marks in an SVG.
        assert not [span for span in text.iter(f"{SVG}tspan") if "x" in span.attrib or "y" in span.attrib]
        assert not {"lang", "direction"} & text.attrib.keys()
        # The words of an Arabic picture end at its right margin, in an embedding that every program knows.
        if re.search("[ء-ي]", words) and "font-size" in text.attrib:  # those of a chart have it as a style
            assert text.get("text-anchor") == "end"
            assert (words[0], words[-1]) == ("\u202b", "\u202c")
