"""The address holds what the reader chose: through choices, pages, reload, back, and in somebody else's browser."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener


def query(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_first_visit_gets_focus_and_language_of_the_browser(tab: Opener) -> None:
    for code in ("ar", "fr", "en"):
        page = tab(code).open("/")
        assert query(page) == {"edition": "4", "lang": code}


def test_first_visit_leaves_no_trap_for_the_back_button(tab: Opener) -> None:
    window = tab("fr")
    window.page.goto("about:blank")
    window.open("/")
    window.page.go_back()
    assert window.page.url == "about:blank"


def test_choice_of_language(tab: Opener) -> None:
    window = tab("ar")
    page = window.open("/?edition=4&lang=ar")
    page.get_by_role("radio", name="Français").click()
    expect(page.locator("h1")).to_contain_text("Fès 2023")
    expect(page.locator("html")).to_have_attribute("dir", "ltr")
    expect(page.locator("html")).to_have_attribute("lang", "fr-MA")
    expect(page).to_have_title("Le record — Abwab")
    assert query(page) == {"edition": "4", "lang": "fr"}
    page.go_back()
    expect(page.locator("h1")).to_contain_text("فاس 2023")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    window.settled()  # the words come before the script has ended, and a step in that moment can be lost
    page.go_forward()
    expect(page.locator("h1")).to_contain_text("Fès 2023")
    page.reload()
    expect(window.settled().locator("h1")).to_contain_text("Fès 2023")
    assert window.complaints == []


def test_choice_of_focus_by_keyboard(tab: Opener) -> None:
    window = tab("en")
    page = window.open("/?edition=4&lang=en")
    box = page.locator(".st-key-choice-edition").get_by_role("combobox")
    box.focus()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("option").first).to_be_visible()
    page.get_by_role("option", name=re.compile("Tangier 2019")).click()
    expect(page.locator("h1")).to_contain_text("to about\u00a0515,000 visitors")
    assert query(page) == {"edition": "3", "lang": "en"}
    page.go_back()
    expect(page.locator("h1")).to_contain_text("Fes 2023")


def test_choices_survive_a_change_of_page(tab: Opener) -> None:
    window = tab("ar")
    page = window.open("/?edition=3&lang=en&later=1")
    page.get_by_role("link", name="Visitors", exact=True).click()
    expect(page.locator("h1")).to_have_text("Visitors")
    expect(page).to_have_url(re.compile(r"/visitors\?"))
    assert query(page) == {"edition": "3", "lang": "en", "later": "1"}
    expect(page.locator("h2").first).to_contain_text("Tangier 2019")
    page.go_back()
    expect(page.locator("h1")).to_contain_text("to about\u00a0515,000 visitors")
    assert query(page) == {"edition": "3", "lang": "en", "later": "1"}


def test_links_to_pages_hold_the_choices(tab: Opener) -> None:
    page = tab("ar").open("/?edition=2&lang=fr")
    href = page.get_by_role("link", name="Visiteurs", exact=True).get_attribute("href")
    assert href
    assert parse_qs(urlsplit(href).query) == {"edition": ["2"], "lang": ["fr"]}


def test_a_link_shows_somebody_else_the_same(tab: Opener) -> None:
    for code in ("ar", "en"):
        page = tab(code).open("/visitors?edition=3&lang=fr")
        expect(page.locator("h1")).to_have_text("Visiteurs")
        expect(page.locator("h2").first).to_contain_text("Tanger 2019")
        assert query(page) == {"edition": "3", "lang": "fr"}


def test_an_address_that_is_wrong_is_mended(tab: Opener) -> None:
    page = tab("en").open("/?edition=77&lang=klingon")
    expect(page.locator("h1")).to_contain_text("Fes 2023")
    assert query(page) == {"edition": "4", "lang": "en"}


def test_later_editions(tab: Opener) -> None:
    page = tab("en").open("/visitors?edition=4&lang=en")
    ticks = page.locator(".js-plotly-plot").first.locator(".xtick")
    expect(ticks).to_have_count(4)
    page.get_by_text("Later editions too").click()
    expect(ticks).to_have_count(6)
    assert query(page)["later"] == "1"


def test_table_and_sources_open_by_keyboard(tab: Opener) -> None:
    page = tab("fr").open("/visitors?edition=4&lang=fr")
    summary = page.locator(".abwab-below").first.locator("summary").first
    summary.focus()
    page.keyboard.press("Enter")
    table = page.locator(".abwab-below table").first
    expect(table).to_be_visible()
    expect(table.locator("caption")).to_contain_text("Fès 2023")
    expect(table.locator("th[scope=col]")).to_have_count(3)
    expect(table.locator("th[scope=row]")).to_have_count(4)
    page.locator(".abwab-below").first.locator("[data-part=sources] summary").focus()
    page.keyboard.press("Enter")
    link = page.locator(".abwab-sources a").first
    expect(link).to_be_visible()
    assert link.get_attribute("href").startswith("http")  # type: ignore[union-attr]


def test_a_link_to_another_page_loads_no_document(tab: Opener) -> None:
    page = tab("ar", 390).open("/?edition=4&lang=ar")
    page.locator("#abwab-first").wait_for(state="detached")
    page.evaluate("window.same = true")
    pages = page.locator("#root .abwab-pages")
    link = pages.get_by_role("link", name="المركبات")
    link.focus()
    pages.evaluate("row => { row.scrollLeft = -150 }")
    page.keyboard.press("Enter")
    expect(pages.locator("[aria-current=page]")).to_have_text("المركبات")
    expect(pages.locator("[aria-current=page]")).to_be_focused()
    assert pages.evaluate("row => row.scrollLeft") == -150
    assert (urlsplit(page.url).path, query(page)) == ("/vehicles", {"edition": "4", "lang": "ar"})
    expect(page.locator(".st-key-graphic-vehicles_total")).to_be_visible()
    page.go_back()
    expect(page.locator(".st-key-graphic-visitors_climb")).to_be_visible()
    expect(pages.locator("[aria-current=page]")).to_have_text("الرقم القياسي")
    assert page.evaluate("window.same")
    with page.context.expect_page() as opened:
        link.click(modifiers=["ControlOrMeta"])
    assert urlsplit(opened.value.url).path in ("/vehicles", "blank")
    assert urlsplit(page.url).path == "/"
