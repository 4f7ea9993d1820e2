"""The web addresses as readers meet them: chart pages, embeds, the list of charts; without JavaScript, on a phone."""

from __future__ import annotations

import gzip
import urllib.request

import pytest
from playwright.sync_api import Browser

from lib.charts import CHARTS
from tests.browser.barriers import barriers
from tests.browser.conftest import LOCALES, Opener

PAGES = ("/charts/visitors_total", "/charts/visitors_total/embed", "/charts")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("code", LOCALES)
def test_nothing_bars_the_way(tab: Opener, code: str, dark: bool) -> None:
    window = tab(code, dark=dark)
    for path in PAGES:
        theme = "&theme=dark" if dark and path.endswith("embed") else ""
        window.page.goto(f"{window.server}{path}?edition=4&lang={code}{theme}")
        window.page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
        for width in (390, 1280):
            window.page.set_viewport_size({"width": width, "height": 900})
            assert barriers(window.page) == [], (path, width)
            assert window.page.evaluate("document.documentElement.scrollWidth") <= width, path
    assert window.complaints == []
    assert window.foreign == []


@pytest.mark.parametrize("code", LOCALES)
def test_a_chart_page_is_complete_without_javascript(browser: Browser, server: str, code: str) -> None:
    context = browser.new_context(
        java_script_enabled=False, locale=LOCALES[code], viewport={"width": 390, "height": 800}
    )
    page = context.new_page()
    page.goto(f"{server}/charts/visitors_total?edition=4&lang={code}")
    shown = [drawing for drawing in page.locator("svg.abwab-drawn").all() if drawing.is_visible()]
    assert len(shown) == 1  # the one for a phone
    box = shown[0].bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    assert page.locator("table").first.is_visible()
    assert page.get_by_role("link", name="PNG").first.is_visible()
    assert page.locator("[data-scheme]").is_hidden()  # the device decides
    context.close()


@pytest.mark.parametrize("name", ["visitors_total", "stand_themes"])  # the first of all, and the heaviest
def test_a_chart_page_is_light(tab: Opener, name: str) -> None:
    """At most 60 kB sent compressed, and at most 100 kB with the typeface."""
    for code in LOCALES:
        window = tab(code, 390, alone=True)
        sizes: dict[str, int] = {}

        def weighed(address: str, kinds: dict[str, int] = sizes) -> None:
            with urllib.request.urlopen(address) as answer:
                body = answer.read()
            kinds[address] = len(body) if address.endswith((".woff2", ".png")) else len(gzip.compress(body))

        window.page.on("response", lambda answer: weighed(answer.url))
        window.page.goto(f"{window.server}/charts/{name}?edition=4&lang={code}", wait_until="networkidle")
        typeface = sum(size for address, size in sizes.items() if address.endswith(".woff2"))
        assert typeface > 0
        assert sum(sizes.values()) - typeface <= 60_000, sizes
        assert sum(sizes.values()) <= 100_000, sizes


# The texts of a drawing that reach out of it by more than half a pixel, with how far.
CUT_OFF = """() => [...document.querySelectorAll("svg.abwab-drawn")].flatMap(drawing => {
  if (!drawing.clientWidth) return []  // it is for another width
  const {left, right} = drawing.getBoundingClientRect()
  return [...drawing.querySelectorAll("text")].flatMap(text => {
    const box = text.getBoundingClientRect(), out = Math.max(left - box.left, box.right - right)
    return out > 0.5 ? [[text.textContent, out]] : []
  })
})"""


@pytest.mark.parametrize("code", LOCALES)
def test_labels_are_whole_where_web_fonts_are_blocked(tab: Opener, code: str) -> None:
    """Another typeface is wider: a label grows from the side at which it stands, into the drawing."""
    window = tab(code)
    window.page.route("**/*.woff2*", lambda route: route.abort())
    for name in CHARTS:
        window.page.goto(f"{window.server}/charts/{name}/embed?edition=4&lang={code}")
        assert window.page.evaluate("document.fonts.check('16px \\'IBM Plex Sans Arabic\\'')") is False
        for width in (390, 800):
            window.page.set_viewport_size({"width": width, "height": 900})
            assert window.page.evaluate(CUT_OFF) == [], (name, width)
