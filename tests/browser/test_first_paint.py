"""A page arrives as a page, and gives way to the live one without a jump; what can be taken away from it."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.content.site_map import PAGES
from lib.language import LANGUAGE_CODES, Language
from tests.browser.conftest import Opener, until

PLACES = """places => places.map(place => {
  const found = document.querySelector(place)?.getBoundingClientRect()
  return found ? [Math.round(found.top), Math.round(found.height)] : null
})"""
FIRST = [f"#abwab-first {part}" for part in ("h1", ".abwab-cards", ".abwab-subtitle", "figure")]
LIVE = [f".stApp {part}" for part in ("h1", ".abwab-cards", ".abwab-subtitle", ".js-plotly-plot")]


def drawn(page: Page, address: str) -> str:
    """The address, once its first paint comes with a drawing: the first reader of a new server may get none."""
    for _ in range(40):
        if "abwab-drawn" in page.request.get(address).text():
            break
        page.wait_for_timeout(250)
    return address


def begun(page: Page, address: str) -> None:
    """Go to an address and see its first paint, which stays until the scripts of the live page are let through."""
    page.route("**/static/js/**", lambda route: None)
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#abwab-first h1")


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_nothing_jumps_when_the_live_page_stands(tab: Opener, code: str, width: int) -> None:
    opened = tab(code, width)
    page = opened.page
    address = drawn(page, f"{opened.server}/?edition=4&lang={code}")
    opened.open(f"/?edition=4&lang={code}")
    expect(page.locator("#abwab-first")).to_have_count(0)
    live = page.evaluate(PLACES, LIVE)
    begun(page, address)
    until(page, "() => document.fonts.status === 'loaded'")
    assert page.locator("#abwab-first svg.abwab-drawn:visible").count() == 1
    for before, after in zip(page.evaluate(PLACES, FIRST), live, strict=True):
        assert before == pytest.approx(after, abs=2)


def test_the_live_page_waits_for_nothing_it_can_do_without(tab: Opener) -> None:
    """Its socket for no answer of the server before; what draws its charts for none of them, and it comes once."""
    opened = tab("en", alone=True)
    page = opened.page
    order: list[str] = []
    page.on("request", lambda request: order.append(request.url) if "/plotly-basic.min.js" in request.url else None)
    page.on("websocket", lambda socket: socket.on("framereceived", lambda _: order.append("message")))
    page.route("**/_stcore/h*", lambda route: None)
    drawn(page, f"{opened.server}/?edition=4&lang=en")
    opened.open("/?edition=4&lang=en")
    assert order[0].startswith(f"{opened.server}/app/static/plotly/plotly-basic.min.js?v=")
    assert len([url for url in order if url != "message"]) == 1


def test_the_live_page_brings_no_other_letters(tab: Opener) -> None:
    """Those of the first paint, in the small files, are nearly always enough."""
    opened = tab("ar", alone=True)
    fonts: list[str] = []
    opened.page.on("request", lambda asked: fonts.append(asked.url) if asked.url.endswith(".woff2") else None)
    page = opened.open("/?edition=4&lang=ar")
    until(page, "() => document.fonts.status === 'loaded'")
    assert len(fonts) == len(set(fonts)) == 4  # two scripts, two weights
    assert all(url.endswith("-common.woff2") for url in fonts)


@pytest.mark.parametrize("path", [page.path for page in PAGES])
def test_without_scripts_there_is_a_page(browser: Browser, server: str, path: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}{path}?edition=4&lang=fr")
    expect(page.locator("h1")).to_be_visible()
    page.locator("#abwab-first select").select_option("3")
    page.get_by_role("button", name=Language("fr").text("Show"), exact=True).click()
    assert "edition=3" in page.url
    context.close()


def test_links_show_a_picture_and_other_languages(tab: Opener) -> None:
    page = tab("ar").page
    begun(page, f"{tab('ar').server}/visitors?edition=4&lang=ar")
    card = page.locator('meta[property="og:image"]').get_attribute("content")
    assert card
    assert "/charts/visitors_total.png?edition=4&lang=ar&size=card" in card
    assert page.locator('link[rel="alternate"][hreflang]').count() == len(LANGUAGE_CODES)


def test_the_take_away_bar_by_keyboard(tab: Opener) -> None:
    opened = tab("en")
    opened.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = opened.open("/?edition=4&lang=en")
    bar = page.locator(".abwab-takeaway").first
    bar.locator("summary", has_text="Cite").focus()
    page.keyboard.press("Enter")
    copy = bar.get_by_role("button", name="Copy").first
    expect(copy).to_be_visible()
    copy.press("Enter")
    expect(bar.get_by_role("button", name="Copied").first).to_be_visible()
    copied = page.evaluate("() => navigator.clipboard.readText()")
    assert "nearly\u00a01,150,000 visitors" in copied
    assert f"{opened.server}/charts/visitors_climb" in copied
