"""The climb draws itself once, in less than a second, and never where the reader wants no motion."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY, Opener, until

# Every drawing of the climb that is seen, in the first paint or live: its animations.
ANIMATIONS = """() => [...document.querySelectorAll(".abwab-drawn, .st-key-opening .js-plotly-plot")]
  .filter(drawing => drawing.checkVisibility({ visibilityProperty: true }))
  .flatMap(drawing => drawing.getAnimations().map(one => ({
    name: one.animationName, length: one.effect.getComputedTiming().endTime, state: one.playState,
  })))"""
# The live page is held back, so that the first paint stays.
SCRIPTS = "**/static/js/**"


def first_paint(page: Page, address: str) -> list[dict[str, Any]]:
    """What moves in the first paint of the page at an address."""
    page.route(SCRIPTS, lambda route: None)
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#abwab-first svg.abwab-drawn:visible")
    found: list[dict[str, Any]] = page.evaluate(ANIMATIONS)
    return found


@pytest.mark.parametrize(("code", "name"), [("ar", "abwab-climb-rtl"), ("fr", "abwab-climb")])
def test_the_first_paint_draws_itself_once_in_under_a_second(tab: Opener, code: str, name: str) -> None:
    opened = tab(code)
    address = f"{opened.server}/?edition=4&lang={code}"
    page = opened.open(f"/visitors?edition=4&lang={code}")
    page.goto(f"{opened.server}/charts/visitors_climb.svg?edition=4&lang={code}")  # it is drawn by now
    found = first_paint(page, address)
    assert [one["name"] for one in found] == [name]
    assert found[0]["length"] < 1000
    until(page, f"() => ({ANIMATIONS})().length === 0")
    assert page.locator("#abwab-first h1").is_visible()
    # It was seen, so that the next visit is still.
    until(page, "() => sessionStorage.getItem('abwab-seen') === 'yes'")
    assert first_paint(page, address) == []


def test_it_is_still_where_the_reader_wants_no_motion(tab: Opener) -> None:
    opened = tab("ar")
    opened.page.emulate_media(reduced_motion="reduce")
    assert first_paint(opened.page, f"{opened.server}/?edition=4&lang=ar") == []


def test_neither_the_live_page_nor_a_choice_draws_it_again(tab: Opener) -> None:
    opened = tab("en")
    page = opened.open("/?edition=4&lang=en")
    expect(page.locator("#abwab-first")).to_have_count(0)
    assert page.evaluate(ANIMATIONS) == []
    page.locator(".st-key-choice-later label").click()
    page.wait_for_url("**later=1**")
    page.wait_for_selector(READY)
    assert page.evaluate(ANIMATIONS) == []


def test_who_comes_from_another_page_sees_it_draw_itself(tab: Opener) -> None:
    opened = tab("en")
    page = opened.open("/visitors?edition=4&lang=en")
    expect(page.locator("#abwab-first")).to_have_count(0)
    page.evaluate(
        """() => document.addEventListener("animationstart", ({ animationName, target }) => {
          if (animationName.startsWith("abwab-climb")) window.begun = (window.begun ?? 0) + 1
        })"""
    )
    page.get_by_role("link", name="The record", exact=True).click()
    until(page, "() => window.begun === 1")
    until(page, "() => document.documentElement.classList.contains('abwab-seen')")
    page.get_by_role("link", name="Visitors", exact=True).click()
    page.wait_for_selector(".st-key-graphic-visitors_total")
    page.get_by_role("link", name="The record", exact=True).click()
    page.wait_for_selector(".st-key-opening .js-plotly-plot .bars")
    assert page.evaluate("() => window.begun") == 1
