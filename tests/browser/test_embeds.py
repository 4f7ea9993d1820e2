"""Embeds with their points, as the page of a newspaper frames them: by mouse, by touch, by keyboard, in a sandbox."""

from __future__ import annotations

import gzip
import re
import urllib.request
from functools import cache
from html import escape

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.points import chart_points
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.copies import PAGE_WIDTHS
from tests.browser.barriers import barriers
from tests.browser.conftest import LOCALES, Opener, Tab
from tests.browser.conftest import until as until_so
from tests.browser.test_chart_points import accessible_links, spoken_along
from tests.conftest import await_drawing

SHOWN = "() => document.querySelector('.abwab-point')"
EMBED = "/charts/{name}/embed?edition=4&lang={code}&interactive=1"
# A page of another site. WordPress frames embeds so, without the rights of their own origin.
HOST = (
    "<!doctype html><title>A newspaper</title>"
    '<iframe sandbox="allow-scripts" style="width:100%;height:800px" src="{}"></iframe>'
)
COMPRESSED = (".woff2", ".png")


def open_embed(opened: Tab, name: str, code: str, more: str = "") -> Page:
    opened.page.goto(await_drawing(opened.server + EMBED.format(name=name, code=code) + more))
    until_so(opened.page, SHOWN)
    return opened.page


def marks(archive: Archive, name: str, code: LanguageCode) -> list[str]:
    """The words of the marks that a chart has where it is wide."""
    context = ChartContext(archive, View(4), Language(code))
    chart = build_chart(name, context)
    points = chart_points(chart, chart.for_width(PAGE_WIDTHS[0]).plot, context)
    return [" ".join(" ".join(point.lines).split()) for point in points if not point.is_label]


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_keyboard_reaches_every_mark_in_reading_order(tab: Opener, archive: Archive, code: LanguageCode) -> None:
    opened = tab(code)
    onwards = "ArrowLeft" if code == "ar" else "ArrowRight"
    for name in CHARTS:
        page = open_embed(opened, name, code)
        expected = marks(archive, name, code)
        assert spoken_along(page.locator(".abwab-point").first, onwards, len(expected) - 1) == expected, name
        assert set(expected) <= {re.sub(r"\s+", " ", said) for said in accessible_links(page)}, name
        expect(page.locator(".abwab-tip")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(".abwab-tip")).to_be_hidden()
    assert opened.complaints == []
    assert opened.foreign == []


@pytest.mark.parametrize("width", [358, 900])
def test_a_mark_lies_over_its_bar(tab: Opener, width: int) -> None:
    """At each width of the frame, and after a change of it: the place is part of the drawing."""
    page = open_embed(tab("ar", 640), "visitors_total", "ar")
    page.set_viewport_size({"width": width, "height": 900})
    until_so(page, f"() => Math.abs(document.querySelector('.abwab-embedded').clientWidth - {width}) < 40")
    drawing = page.locator("svg.abwab-drawn:visible")
    bars = [
        bar.bounding_box()
        for bar in drawing.locator('path[style*="--chart-focus"], path[style*="--chart-other"]').all()
    ]
    marks = [mark.bounding_box() for mark in page.locator(".abwab-point").all()]
    assert len(marks) == 4
    for mark in marks:
        assert mark
        assert any(
            bar
            and abs(bar["x"] - mark["x"]) < 2
            and abs(bar["width"] - mark["width"]) < 3
            and abs(bar["y"] + bar["height"] - mark["y"] - mark["height"]) < 2
            for bar in bars
        ), (mark, bars)


def test_a_pointer_sees_the_value_and_enter_opens_the_figure(tab: Opener) -> None:
    opened = tab("fr")
    page = open_embed(opened, "visitors_total", "fr")
    page.locator(".abwab-point").nth(2).hover()
    expect(page.locator(".abwab-tip")).to_contain_text("Tanger 2019")
    page.locator(".abwab-point").nth(2).focus()
    with page.context.expect_page() as opening:
        page.keyboard.press("Enter")
    opening.value.wait_for_url("**/figures/3.visitors.*lang=fr")
    expect(opening.value.locator("h1")).to_be_visible()
    assert "/embed" in page.url


def test_a_finger_sees_first_and_opens_second(browser: Browser, server: str) -> None:
    with browser.new_context(has_touch=True, viewport={"width": 390, "height": 844}, locale=LOCALES["ar"]) as context:
        page = context.new_page()
        page.goto(await_drawing(server + EMBED.format(name="visitors_total", code="ar")))
        until_so(page, SHOWN)
        mark = page.locator(".abwab-point").nth(3)
        mark.tap()
        expect(page.locator(".abwab-tip")).to_be_visible()
        assert len(context.pages) == 1
        with context.expect_page() as opening:
            mark.tap()
        opening.value.wait_for_url("**/figures/*")


def framed(opened: Tab, address: str) -> Frame:
    """The embed at an address in a sandboxed frame. The page around it is on this machine: browsers keep others out."""
    page, host = opened.page, f"{opened.server}/newspaper"
    page.route(host, lambda route: route.fulfill(body=HOST.format(escape(address)), content_type="text/html"))
    page.goto(host)
    element = page.wait_for_selector("iframe")
    frame = element.content_frame() if element else None
    assert frame
    frame.wait_for_selector(".abwab-point", state="attached")
    return frame


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_it_works_in_a_sandbox(tab: Opener, theme: str) -> None:
    """Scripts and typeface load though the frame has no origin, and no rule of the document forbids them."""
    opened = tab("ar")
    address = await_drawing(opened.server + EMBED.format(name="visitors_total", code="ar") + f"&theme={theme}")
    frame = framed(opened, address)
    frame.evaluate("document.fonts.ready.then(() => 1)")
    assert frame.evaluate("origin") == "null"
    assert frame.evaluate("[...document.fonts].filter(font => font.status === 'loaded').length") > 0
    frame.locator(".abwab-point").first.focus()
    opened.page.keyboard.press("ArrowLeft")
    expect(frame.locator(".abwab-tip")).to_contain_text("مراكش 2018")
    assert opened.complaints == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_nothing_bars_the_way(tab: Opener, code: LanguageCode, dark: bool) -> None:
    opened = tab(code)
    page = open_embed(opened, "visitors_total", code, "&theme=dark" if dark else "")
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.locator(".abwab-point").first.focus()
        assert barriers(page) == [], width
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert opened.complaints == []


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_it_is_light(tab: Opener, code: LanguageCode) -> None:
    """Under 120 kB compressed with its typeface, its scripts and its icon, whichever chart it is."""
    opened = tab(code, alone=True)
    asked: list[str] = []
    opened.page.on("response", lambda answer: asked.append(answer.url))
    for name in CHARTS:
        asked.clear()
        open_embed(opened, name, code)
        opened.page.evaluate("document.fonts.ready.then(() => 1)")
        sizes = {address: compressed_size(address) for address in asked}
        assert any("embed_points.js" in address for address in sizes)
        assert any(address.endswith(".woff2") for address in sizes)
        assert sum(sizes.values()) < 120_000, sizes


@cache
def compressed_size(address: str) -> int:
    """What an embed loads is mostly the same files again."""
    with urllib.request.urlopen(address) as answer:
        body = answer.read()
    return len(body) if address.endswith(COMPRESSED) else len(gzip.compress(body))
