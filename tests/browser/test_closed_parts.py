"""What stands closed under a chart is fetched when it is opened, and stays open where the chart is drawn anew."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.language import LANGUAGE_CODES, LanguageCode
from tests.browser.barriers import barriers
from tests.browser.conftest import Opener, until

ASKED = "**/charts/*.details.json?**"
CHART = ".st-key-graphic-visitors_total"


def part(page: Page, name: str) -> Locator:
    return page.locator(f"{CHART} details[data-part={name}]")


def choose_edition(page: Page, name: str) -> None:
    box = page.locator(".st-key-choice-edition").get_by_role("combobox")
    box.scroll_into_view_if_needed()
    page.evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    )  # scrolling closes a list
    box.click()
    page.get_by_role("option", name=name).click()


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_nothing_is_asked_for_until_a_part_is_opened(tab: Opener, code: LanguageCode) -> None:
    window, asked = tab(code), []
    window.page.on("request", lambda request: asked.append(request.url) if ".details.json" in request.url else None)
    page = window.open(f"/visitors?edition=4&lang={code}")
    assert asked == []
    for name in ("table", "definitions", "sources", "picture", "embed", "cite", "address"):
        part(page, name).locator("> summary").click()
        expect(part(page, name).locator("> div > *").first).to_be_visible()
        assert page.locator(f"{CHART} [aria-busy]").count() == 0
    assert [url.partition("/charts/")[2] for url in asked] == [f"visitors_total.details.json?edition=4&lang={code}"]
    expect(part(page, "table").locator("caption")).to_contain_text("2023")
    assert barriers(page) == []
    assert window.complaints == []


def test_an_open_table_stays_open_and_shows_the_new_content(tab: Opener) -> None:
    window = tab("ar")
    page = window.open("/visitors?edition=4&lang=ar")
    summary = part(page, "table").locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    rows = part(page, "table").locator("th[scope=row]")
    expect(rows).to_have_count(4)
    expect(summary).to_be_focused()
    page.evaluate(
        "window.least = Infinity; new MutationObserver(() => { window.least = Math.min(window.least,"
        f" document.querySelectorAll('{CHART} th[scope=row]').length) }})"
        ".observe(document.getElementById('root'), { childList: true, subtree: true })"
    )
    choose_edition(page, "طنجة 2019")
    expect(rows).to_have_count(3)
    expect(part(page, "table").locator("table")).to_be_visible()
    assert page.evaluate("window.least") == 3  # it never was empty
    assert part(page, "sources").get_attribute("open") is None
    assert window.complaints == []


def test_a_closed_part_shows_nothing_of_the_edition_before(tab: Opener) -> None:
    page = tab("en").open("/visitors?edition=4&lang=en")
    for _ in range(2):
        part(page, "cite").locator("summary").click()
    expect(part(page, "cite")).to_contain_text("edition=4")
    choose_edition(page, "Tangier 2019")
    until(page, f"() => document.querySelector('{CHART} [data-details]').dataset.details.includes('edition=3')")
    page.route(ASKED, lambda route: None)
    part(page, "cite").locator("summary").click()
    expect(part(page, "cite").locator("> div")).to_have_attribute("aria-busy", "true")
    expect(part(page, "cite").locator("> div")).to_be_empty()


def test_a_part_that_could_not_be_fetched_is_fetched_again(tab: Opener) -> None:
    page = tab("fr").open("/visitors?edition=4&lang=fr")
    page.route(ASKED, lambda route: route.abort())
    part(page, "table").locator("summary").click()
    page.wait_for_timeout(500)
    assert part(page, "table").locator("table").count() == 0
    page.unroute(ASKED)
    expect(part(page, "table").locator("th[scope=row]")).to_have_count(4)


def test_whoever_searches_the_page_finds_what_is_closed(tab: Opener) -> None:
    page = tab("en").open("/visitors?edition=4&lang=en")
    page.keyboard.press("Control+f")
    until(page, f"() => document.querySelectorAll('{CHART} [data-part=table] th[scope=row]').length === 4")
    assert part(page, "table").get_attribute("open") is None


def test_an_open_table_is_printed(tab: Opener) -> None:
    page = tab("ar").open("/visitors?edition=4&lang=ar")
    part(page, "table").locator("summary").click()
    expect(part(page, "table").locator("table")).to_be_visible()
    page.emulate_media(media="print")
    expect(part(page, "table").locator("table")).to_be_visible()
    expect(part(page, "sources")).to_be_hidden()
