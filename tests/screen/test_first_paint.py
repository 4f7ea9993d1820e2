"""The first paint of a page: what it holds, and that it waits for nothing."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from lib.charts import ChartContext, View, build_chart
from lib.content.site_map import PAGES, DashboardPage
from lib.export.drawing_maker import DrawingMaker
from lib.export.pictures.plotly_svg import Drawing
from lib.export.rendering.chromium import NoChromiumError
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.screen import first_paint
from lib.screen.first_paint import FIRST_PAINT_WIDTHS, OPENING_WIDTHS, FirstPaints, choose_page_view
from lib.web.copies import CopyMaker
from tests.support.chart_cases import archive
from tests.support.html_document import Document

BASE = "https://abwab.example"
RECORD = PAGES[0]
CLAIM = {"class": "abwab-claim"}


class Drawer:
    """A maker of drawings that draws nothing but a mark with the width, after `pause` seconds, or can't."""

    draw_in_widths = DrawingMaker.draw_in_widths

    def __init__(self, pause: float = 0, *, able: bool = True) -> None:
        self.pause, self.able, self.asked = pause, able, 0

    async def draw_plot(self, name: str, chart: object, width: int, height: int) -> Drawing:
        self.asked += 1
        await asyncio.sleep(self.pause)
        if not self.able:
            raise NoChromiumError
        return Drawing(f'<text style="fill: rgb(0, 0, 1);">{name}</text>', width, height, 0, 0, width, height)


def first_paints(drawer: Drawer, patience: float = 5) -> FirstPaints:
    copy_maker = cast("CopyMaker", SimpleNamespace(drawings=drawer))
    return FirstPaints(copy_maker, patience)


def paint_html(place: DashboardPage = RECORD, code: LanguageCode = "ar", drawer: Drawer | None = None) -> str:
    made = first_paints(drawer or Drawer()).html(place, archive(), View(4), Language(code), BASE)
    return asyncio.run(made)


@pytest.mark.parametrize("place", PAGES, ids=lambda page: page.id)
def test_it_has_what_the_page_says_first(place: DashboardPage, language: Language) -> None:
    html = paint_html(place, code=language.code)
    assert html.count("<h1") == 1
    assert html.count('aria-current="page"') == 1
    for page in PAGES:
        assert f'href="{page.path}?edition=4&amp;lang={language.code}"' in html
    if place.id != "press":
        widths = OPENING_WIDTHS if place is RECORD else FIRST_PAINT_WIDTHS
        assert [int(width) for width in re.findall(r'viewBox="0 0 (\d+) ', html)] == list(widths)
        assert "var(--chart-focus)" in html
        assert "<table" in html


def test_its_values_are_those_of_the_graphic(language: Language) -> None:
    html = unescape(paint_html(code=language.code))
    shown = build_chart("visitors_climb", ChartContext(archive(), View(4), language))
    assert shown.alternative in html
    for row in shown.table.rows:
        assert all(cell.text in html for cell in row)


def test_its_cards_lead_to_the_pages_of_their_figures(language: Language) -> None:
    links = [link.attributes["href"] for link in Document(paint_html(code=language.code)).all("a", **CLAIM)]
    for figure in ("4.visitors.2023-05-17.2023-05-21..all.visitors", "4.staff.all", "4.vehicles.all"):
        assert f"/figures/{figure}?lang={language.code}" in links


def test_the_figures_in_its_sentences_lead_to_their_pages(language: Language) -> None:
    links = Document(paint_html(code=language.code)).all("a", **CLAIM)
    for element, editions in (("h1", {"3", "4"}), ("p", {"5", "6"})):
        hrefs = [link.attributes["href"] for link in links if element in link.inside]
        assert {href.removeprefix("/figures/").partition(".visitors.")[0] for href in hrefs} == editions
        assert all(href.endswith(f"?lang={language.code}") for href in hrefs)


def test_a_chart_that_is_not_there_in_time_is_a_table_and_there_for_the_next_reader() -> None:
    async def twice() -> tuple[str, str]:
        made = first_paints(Drawer(0.2), patience=0.05)
        first = await made.html(RECORD, archive(), View(4), Language("fr"), BASE)
        await asyncio.sleep(0.6)
        return first, await first_paints(Drawer()).html(RECORD, archive(), View(4), Language("fr"), BASE)

    early, late = asyncio.run(twice())
    assert "<svg" not in early
    assert early.count("<table") > late.count("<table")
    assert "<svg" in late


def test_without_a_browser_it_is_a_table() -> None:
    html = paint_html(drawer=Drawer(able=False))
    assert "<svg" not in html
    assert "<table" in html


def test_it_is_made_once() -> None:
    async def twice() -> int:
        drawer = Drawer()
        made = first_paints(drawer)
        for _ in range(2):
            await made.html(RECORD, archive(), View(4), Language("en"), BASE)
        return drawer.asked

    assert asyncio.run(twice()) == len(OPENING_WIDTHS)


def test_what_most_readers_see_first_is_drawn_ahead() -> None:
    async def drawn() -> int:
        drawer = Drawer()
        made = first_paints(drawer)
        await made.draw_ahead(archive())
        return drawer.asked

    others = [page for page in PAGES if page.charts and page is not RECORD]
    widths = len(OPENING_WIDTHS) + len(others) * len(FIRST_PAINT_WIDTHS)
    assert asyncio.run(drawn()) == len(LANGUAGE_CODES) * widths


def test_those_in_memory_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(first_paint, "MAX_FIRST_PAINTS", 2)

    async def drawn_for(*codes: LanguageCode) -> list[int]:
        drawer, counts = Drawer(), []
        made = first_paints(drawer)
        for code in codes:
            await made.html(RECORD, archive(), View(4), Language(code), BASE)
            counts.append(drawer.asked // len(OPENING_WIDTHS))
        return counts

    # The third puts out the one that was not asked for longest.
    assert asyncio.run(drawn_for("ar", "fr", "ar", "en", "ar", "fr")) == [1, 2, 2, 3, 3, 4]


def test_compare_shows_what_its_address_asks_for() -> None:
    compare = next(page for page in PAGES if page.id == "compare")
    view = choose_page_view(compare, View(4), "edition=4&lang=ar&measure=stands&basis=per_day&editions=2-4", archive())
    assert (view.measure, view.basis, view.editions) == ("stands", "per_day", (2, 4))
    assert choose_page_view(compare, View(4), "measure=nonsense", archive()).measure == "visitors"
    assert choose_page_view(RECORD, View(4), "measure=stands", archive()) == View(4)


def test_no_style_or_script_is_loaded_from_elsewhere() -> None:
    sheets = [
        Path(__file__).parents[2] / "static" / name for name in ("content.css", "standalone_page.css", "first_paint.js")
    ]
    assert not [path for path in sheets if re.search(r"https?://", path.read_text(encoding="utf-8"))]
