"""What a picture is made of, so that others than browsers draw it right: Inkscape and LibreOffice were looked at."""

from __future__ import annotations

import asyncio
import io
import re
from xml.etree import ElementTree

import pikepdf
import pytest

from lib.charts import ChartContext, View, build_chart
from lib.export.pictures.sizes import PICTURE_SIZES, PictureSize
from lib.language import Language, LanguageCode
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from tests.support.chart_cases import archive, bare
from tests.support.web_fixtures import LINKS

SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("size", PICTURE_SIZES)
@pytest.mark.parametrize("name", ["visitors_total", "scoreboard"])  # one block, and rows in columns
@pytest.mark.parametrize("code", ["ar", "fr"])
def test_it_needs_nothing_that_only_browsers_know(
    copy_maker: CopyMaker, name: str, code: str, size: PictureSize
) -> None:
    asked = ChartAddress(name, View(archive().focus), code, "svg", size=size)  # type: ignore[arg-type]
    root = ElementTree.fromstring(asyncio.run(copy_maker.copy(asked, archive(), LINKS)).body)
    assert len([*root.iter(f"{SVG}svg")]) == 1  # the edges of one inside it cut nothing off
    used = [root.find(f".//*[@id='{use.attrib['href'][1:]}']") for use in root.iter(f"{SVG}use")]
    # As a story in Arabic its rows have room under each other.
    assert bool(used) == (name == "scoreboard" and (code, size) != ("ar", "story"))
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
        # Inkscape needs the direction too, by a rule that programs without directions do not know.
        assert text.get("class") == (f"abwab-{text.get('text-anchor')}" if "\u202b" in words else None)
        # LibreOffice finds the marks only next to the words, and draws several styles of a line on top of each other.
        assert [*map(bool, (text.text, *(span.tail for span in text.iter(f"{SVG}tspan"))))].count(True) <= (
            0 if text.find(f"{SVG}tspan") is not None else 1
        )


def test_pictures_in_one_page_share_no_identifier(copy_maker: CopyMaker) -> None:
    focus = archive().focus
    asked = [
        ChartAddress("scoreboard", View(focus), "ar", "svg"),
        ChartAddress("scoreboard", View(focus), "fr", "svg"),
        ChartAddress("scoreboard", View(focus - 1), "ar", "svg"),
        ChartAddress("scoreboard", View(focus), "ar", "svg", theme="dark"),
        ChartAddress("scoreboard", View(focus), "ar", "svg", size="story"),
        ChartAddress("visitors_total", View(focus), "ar", "svg"),
        ChartAddress("comparison", View(focus), "ar", "svg"),
        ChartAddress("comparison", View(focus, measure="stands"), "ar", "svg"),
    ]
    known: list[str] = []
    for each in asked:
        svg = asyncio.run(copy_maker.copy(each, archive(), LINKS)).body.decode()
        root = ElementTree.fromstring(svg)
        own = [part.attrib["id"] for part in root.iter() if "id" in part.attrib]
        named = re.findall(r"""(?:href="#|url\((?:&quot;|["'])?#)([\w.:-]+)""", svg)
        assert set(named) <= set(own), each
        # The alternative text begins with the headline, which would be read twice.
        assert root.attrib["aria-labelledby"] == root.find(f"{SVG}desc").attrib["id"]  # type: ignore[union-attr]
        known += own
    assert len(known) == len(set(known))


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_a_pdf_has_the_title_and_the_language_of_its_chart(copy_maker: CopyMaker, code: LanguageCode) -> None:
    asked = ChartAddress("visitors_total", View(archive().focus), code, "pdf")
    shown = build_chart("visitors_total", ChartContext(archive(), asked.view, Language(code)))
    body = asyncio.run(copy_maker.copy(asked, archive(), LINKS)).body
    with pikepdf.open(io.BytesIO(body)) as document:
        assert len(document.pages) == 1
        assert str(document.docinfo["/Title"]) == bare(shown.headline)
        assert "/CreationDate" not in document.docinfo
        root = document.Root
        assert (str(root.Lang), bool(root.MarkInfo.Marked)) == (Language(code).tag, True)
        assert bool(root.ViewerPreferences.DisplayDocTitle)
        figure = root.StructTreeRoot.K.K  # the only element of the document
        assert (str(figure.S), bare(str(figure.Alt))) == ("/Figure", bare(shown.alternative))
