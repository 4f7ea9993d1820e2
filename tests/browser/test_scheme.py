"""The choice between light and dark: the page follows it, its charts too, and it is remembered."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.barriers import barriers
from tests.browser.conftest import Opener, until

FILLS = "[...document.querySelectorAll('.js-plotly-plot .point path')].map(p => getComputedStyle(p).fill)"
LIT_LIGHT, LIT_DARK = "rgb(18, 67, 109)", "rgb(111, 177, 234)"
PAPER = "getComputedStyle(document.querySelector('.stApp')).backgroundColor"
WHITE, NIGHT = "rgb(255, 255, 255)", "rgb(16, 24, 32)"


def follows(page: Page, paper: str, lit: str) -> None:
    """Wait until Streamlit's parts, ours and the drawings are all in one theme."""
    until(page, f"{PAPER} === '{paper}'")
    until(page, f"{FILLS}.includes('{lit}')")
    shown = page.evaluate("getComputedStyle(document.querySelector('.abwab-card:not(.abwab-record)')).borderTopColor")
    assert shown == lit


def test_the_choice_is_followed_at_once_and_remembered(tab: Opener) -> None:
    opened = tab("ar")
    page = opened.open("/?edition=4&lang=ar")
    follows(page, WHITE, LIT_LIGHT)
    page.locator("[data-scheme]").select_option("dark")
    follows(page, NIGHT, LIT_DARK)
    until(page, "!document.getAnimations().some(moving => moving instanceof CSSTransition)")
    assert barriers(page) == []
    page.locator("#root .abwab-pages a").nth(1).click()
    expect(page.locator("[data-scheme]")).to_have_value("dark")
    page.reload()
    opened.settled()
    until(page, f"{PAPER} === '{NIGHT}'")
    expect(page.locator("[data-scheme]")).to_have_value("dark")
    page.locator("[data-scheme]").select_option("")
    until(page, f"{PAPER} === '{WHITE}'")
    assert opened.complaints == []


def test_the_system_decides_until_the_reader_does(tab: Opener) -> None:
    page = tab("fr", dark=True).open("/?edition=4&lang=fr")
    follows(page, NIGHT, LIT_DARK)
    page.emulate_media(color_scheme="light")
    follows(page, WHITE, LIT_LIGHT)
    page.locator("[data-scheme]").select_option("light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(500)
    follows(page, WHITE, LIT_LIGHT)


def test_the_first_paint_has_the_choice_already(tab: Opener) -> None:
    opened = tab("en")
    page = opened.open("/?edition=4&lang=en")
    page.locator("[data-scheme]").select_option("dark")
    page.route("**/static/js/**", lambda route: None)
    page.goto(f"{opened.server}/?edition=4&lang=en", wait_until="commit")
    expect(page.locator("#abwab-first")).to_have_css("background-color", NIGHT)


def test_pages_of_plain_html_have_the_choice_too(tab: Opener) -> None:
    """One choice for all of them and the dashboard; embeds follow the page around them."""
    opened = tab("ar")
    page = opened.page
    page.goto(f"{opened.server}/charts/staff_total?edition=4&lang=ar")
    expect(page.locator("body")).to_have_css("background-color", WHITE)
    page.locator("[data-scheme]").select_option("dark")
    expect(page.locator("body")).to_have_css("background-color", NIGHT)
    assert barriers(page) == []
    for path in ("/releases", "/calendar", "/charts", "/figures/4.staff.all"):
        page.goto(f"{opened.server}{path}?lang=ar")
        expect(page.locator("body")).to_have_css("background-color", NIGHT)
        expect(page.locator("[data-scheme]")).to_have_value("dark")
        assert page.locator("[data-scheme]").evaluate("s => s.closest('label').getBoundingClientRect().width") <= 40
    page.goto(f"{opened.server}/charts/staff_total/embed?edition=4&lang=ar")
    expect(page.locator("body")).to_have_css("background-color", WHITE)
    expect(page.locator("[data-scheme]")).to_have_count(0)
    page = opened.open("/?edition=4&lang=ar")
    follows(page, NIGHT, LIT_DARK)
    assert opened.complaints == []
