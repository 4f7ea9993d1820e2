"""The climb draws itself once, in less than a second, and never where the reader wants no motion."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY, Opener, until

# Each time that the climb began to draw itself, in the first paint or live: how, and for how long. It is listened for,
# and not looked for, because on a slow machine it is over before anybody looks.
LISTEN_FOR_STARTS = """
window.starts = []
document.addEventListener("animationstart", ({ target, animationName }) => {
  if (!animationName.startsWith("abwab-climb")) return
  const [animation] = target.getAnimations().filter(one => one.animationName === animationName)
  window.starts.push({ name: animationName, length: animation.effect.getComputedTiming().endTime })
})
"""
# Whatever begins with a drawing has begun when it has been on the screen twice.
TWO_FRAMES = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(true))))"
# The live page is held back, so that the first paint stays.
SCRIPTS = "**/static/js/**"


def starts(page: Page) -> list[dict[str, Any]]:
    """How often, and how, the climb began to draw itself in this document."""
    page.evaluate(TWO_FRAMES)
    found: list[dict[str, Any]] = page.evaluate("window.starts")
    return found


def open_first_paint(page: Page, address: str) -> None:
    """Go to an address, and hold the live page back."""
    page.route(SCRIPTS, lambda route: None)
    page.goto(address, wait_until="commit")
    page.wait_for_selector("#abwab-first svg.abwab-drawn:visible")


@pytest.mark.parametrize(("code", "name"), [("ar", "abwab-climb-rtl"), ("fr", "abwab-climb")])
def test_the_first_paint_draws_itself_once_in_under_a_second(tab: Opener, code: str, name: str) -> None:
    opened = tab(code, alone=True)
    address = f"{opened.server}/?edition=4&lang={code}"
    page = opened.open(f"/visitors?edition=4&lang={code}")
    page.goto(f"{opened.server}/charts/visitors_climb.svg?edition=4&lang={code}")  # it is drawn by now
    page.add_init_script(LISTEN_FOR_STARTS)
    open_first_paint(page, address)
    until(page, "window.starts.length > 0")
    # It was seen, so that the next visit is still.
    until(page, "() => sessionStorage.getItem('abwab-seen') === 'yes'")
    (start,) = starts(page)
    assert start["name"] == name
    assert start["length"] < 1000
    assert page.locator("#abwab-first h1").is_visible()
    open_first_paint(page, address)
    assert starts(page) == []


def test_it_is_still_where_the_reader_wants_no_motion(tab: Opener) -> None:
    opened = tab("ar", alone=True)
    opened.page.add_init_script(LISTEN_FOR_STARTS)
    opened.page.emulate_media(reduced_motion="reduce")
    open_first_paint(opened.page, f"{opened.server}/?edition=4&lang=ar")
    assert starts(opened.page) == []


def test_neither_the_live_page_nor_a_choice_draws_it_again(tab: Opener) -> None:
    opened = tab("en", alone=True)
    opened.page.add_init_script(LISTEN_FOR_STARTS)
    page = opened.open("/?edition=4&lang=en")
    expect(page.locator("#abwab-first")).to_have_count(0)
    seen = starts(page)  # the first paint, if it was seen before the live page came
    assert len(seen) <= 1
    page.locator(".st-key-choice-later label").click()
    page.wait_for_url("**later=1**")
    page.wait_for_selector(READY)
    assert starts(page) == seen


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
