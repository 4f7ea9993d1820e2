"""A name with signs of markup is text in every chart, and the plain name elsewhere."""

from __future__ import annotations

import json
import re
import shutil
from html import unescape

import pytest

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.export.pictures.plotly_svg import parse_drawing
from lib.export.rendering.chromium import Chromium
from lib.language import Language

NAME = "Fes <a href='https://elsewhere.example'>x</a> <i>y</i> &amp; %{x}"
ESCAPED = "Fes &lt;a href='https://elsewhere.example'&gt;x&lt;/a&gt; &lt;i&gt;y&lt;/i&gt; &amp;amp; %&#123;x}"


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory, archive: Archive) -> Archive:
    """The six editions, with a city that has signs of markup in its name."""
    folder = tmp_path_factory.mktemp("marked") / "data"
    shutil.copytree(archive.folder, folder)
    editions = folder / "editions.csv"
    text = editions.read_text(encoding="utf-8")
    assert ",Fez," in text or ",Fes," in text
    editions.write_text(re.sub(",Fe[sz],", f",{NAME},", text), encoding="utf-8")
    return read_archive(folder)


def test_no_name_becomes_markup_in_a_chart(marked: Archive) -> None:
    held = 0
    for name in CHARTS:
        shown = build_chart(name, ChartContext(marked, View(4), Language("en")))
        text = json.dumps(json.loads(shown.plot.spec), ensure_ascii=False)
        assert "<a" not in text, name
        assert "<i>" not in text, name
        held += ESCAPED in text
    assert held > 3


def test_the_table_and_the_alternative_text_keep_the_name(marked: Archive) -> None:
    shown = build_chart("visitors_total", ChartContext(marked, View(4), Language("en")))
    assert any(NAME in cell.text for row in shown.table.rows for cell in row)
    assert NAME in shown.alternative


def test_the_picture_shows_the_name_as_it_is(marked: Archive, chromium: Chromium) -> None:
    shown = build_chart("visitors_total", ChartContext(marked, View(4), Language("en")))
    drawn = parse_drawing(chromium.draw(shown.plot.parts(), 1600, 400).result(120), "marked").inside
    assert "<a" not in drawn
    assert NAME in unescape(drawn)
