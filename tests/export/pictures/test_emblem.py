"""The institution's emblem: taken from the data folder, and drawn above the headline where reading begins."""

from __future__ import annotations

import base64
import io
import logging
import shutil
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PIL import Image

from lib.archive import read_archive
from lib.archive.archive import check_archive
from lib.charts import ChartContext, View
from lib.export.pictures.emblem import read_emblem
from lib.export.pictures.layout import picture_layout
from lib.export.pictures.picture import picture_svg
from lib.export.pictures.picture_facts import collect_picture_facts
from lib.export.pictures.plotly_svg import Drawing
from lib.language import Language, LanguageCode
from tests.support.chart_cases import case_chart, provenance
from tests.support.six_editions import SIX_EDITIONS

SVG_EMBLEM = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><path d="M0 0h2v1z"/></svg>'
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"


def png_emblem() -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", (2, 1), "#123456").save(drawn, "PNG")
    return drawn.getvalue()


def test_it_is_svg_or_png_or_not_there(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert read_emblem(tmp_path) == ""
    (tmp_path / "emblem.png").write_bytes(png_emblem())
    assert read_emblem(tmp_path) == f"data:image/png;base64,{base64.b64encode(png_emblem()).decode()}"
    (tmp_path / "emblem.svg").write_bytes(b"\xef\xbb\xbf" + SVG_EMBLEM)
    assert read_emblem(tmp_path) == f"data:image/svg+xml;base64,{base64.b64encode(SVG_EMBLEM).decode()}"
    assert not caplog.records
    with caplog.at_level(logging.WARNING):
        (tmp_path / "emblem.svg").write_bytes(b"%PDF-1.7")
        assert read_emblem(tmp_path).startswith("data:image/png")
    assert [record.getMessage() for record in caplog.records] == [
        "emblem.svg is no picture of that kind, and is left out"
    ]


def test_it_may_lie_in_the_data_folder_and_is_a_fact_of_every_picture(tmp_path: Path) -> None:
    data = Path(shutil.copytree(SIX_EDITIONS, tmp_path / "data"))
    (data / "emblem.svg").write_bytes(SVG_EMBLEM)
    (data / "template.pptx").write_bytes(b"PK")
    assert not check_archive(data).problems
    context = ChartContext(read_archive(data), View(4), Language("fr"))
    facts = collect_picture_facts("stands_total", context, provenance("stands_total", 4, "fr"))
    assert facts.emblem == read_emblem(data)


@pytest.mark.parametrize(("code", "side"), [("ar", "xMaxYMid"), ("fr", "xMinYMid")])
def test_it_stands_above_the_headline_in_place_of_the_bar(code: LanguageCode, side: str) -> None:
    language, shown, drawing = (
        Language(code),
        case_chart("stands_total", 4, code),
        Drawing("", 400, 300, 0, 0, 400, 260),
    )
    emblem = "data:image/svg+xml;base64,AAAA"
    bare = picture_layout(shown, "square", language, provenance("stands_total", 4, code))
    plan = picture_layout(shown, "square", language, provenance("stands_total", 4, code), emblem)
    assert plan.lines[0].y == bare.lines[0].y - bare.mark + plan.mark
    root = ElementTree.fromstring(picture_svg(shown, plan, drawing, "square", "light", language))
    [image] = root.iter(f"{SVG}image")
    assert image.attrib[HREF] == emblem
    assert image.attrib["preserveAspectRatio"] == f"{side} meet"
    top, height = float(image.attrib["y"]), float(image.attrib["height"])
    assert 0 < top < top + height < plan.lines[0].y - plan.lines[0].size * 0.7
    drawn = picture_svg(shown, bare, drawing, "square", "light", language)
    assert not [*ElementTree.fromstring(drawn).iter(f"{SVG}image")]
