"""Each rule of static/streamlit.css does what it is there for: taken out, its effect is gone, in a real page.

So a class or test id that Streamlit no longer writes is noticed, and so is a rule that has come to do nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY, Opener, until
from tests.browser.style_effects import EFFECTS

pytestmark = pytest.mark.timeout(400)  # every rule is taken out and measured

FIND_SHEET = 'const sheet = [...document.styleSheets].find(sheet => sheet.href?.includes("streamlit.css"))'

# Colours and sizes on their way from one value to the other are neither.
STILL = """() => {
  const still = new CSSStyleSheet()
  still.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important }")
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, still]
}"""

# Every rule for elements, as (where it holds, its selector): ["", ".st-key-pages"], ["print", …]
RULES = f"""() => {{
  {FIND_SHEET}
  const walk = (rules, where) => [...rules].flatMap(rule =>
    rule instanceof CSSMediaRule ? walk(rule.cssRules, rule.conditionText)
    : rule instanceof CSSStyleRule ? [[where, rule.selectorText, rule]] : [])
  window.abwabRules = walk(sheet.cssRules, "")
  return window.abwabRules.map(([where, selector]) => [where, selector])
}}"""

# Of each rule and property: [with the rule, without it] of the first element on which that differs, else of the first
# that the rule chooses; null where it chooses none.
MEASURE = """wanted => wanted.map(([where, selector, property]) => {
  const [, , rule] = window.abwabRules.find(([place, name]) => place === where && name === selector)
  const [chooses, pseudo] = selector.split(/(?=::(?:before|after)$)/)
  const elements = [...document.querySelectorAll(chooses)]
  const read = () => elements.map(element => getComputedStyle(element, pseudo).getPropertyValue(property))
  const within = read()
  rule.selectorText = "nothing"
  const without = read()
  rule.selectorText = selector
  const place = Math.max(0, within.findIndex((value, place) => value !== without[place]))
  return elements.length ? [within[place], without[place]] : null
})"""


# The rule @font-face for a script, by the name of its file.
DELETE_FACE_RULE = f"""script => {{
  {FIND_SHEET}
  sheet.deleteRule([...sheet.cssRules].findIndex(rule => rule.cssText.includes(`sans-arabic-${{script}}-`)))
}}"""

# A text in Streamlit's own face, in which it writes until its theme is there.
WRITE = """text => {
  const written = document.body.appendChild(document.createElement("p"))
  written.style.fontFamily = '"Source Sans"'
  written.textContent = text
  return document.fonts.ready.then(() => new Promise(requestAnimationFrame)).then(() => true)
}"""

DELETE_PAGE_RULE = f"""() => {{
  {FIND_SHEET}
  const print = [...sheet.cssRules].find(rule => rule.conditionText === "print")
  print.deleteRule([...print.cssRules].findIndex(rule => rule instanceof CSSPageRule))
}}"""


def _open_details(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    until(
        page, "[...document.querySelectorAll('details[open][data-part]')].every(part => part.querySelector('div > *'))"
    )


def _type_into_the_filter(page: Page) -> None:
    _open_details(page)
    page.locator(".st-key-claims").get_by_role("textbox").press_sequentially("ا")
    expect(page.get_by_test_id("InputInstructions")).to_have_count(1)


def _type_into_the_search(page: Page) -> None:
    page.locator(".st-key-choice-find").get_by_role("searchbox").press_sequentially("ا")
    expect(page.get_by_test_id("InputInstructions")).to_have_count(1)


def _point_at_what_is_chosen(page: Page) -> None:
    page.locator('.stButtonGroup button[data-selected="true"]').first.hover()


def _go_by_keyboard(page: Page) -> None:
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")


@dataclass(frozen=True, slots=True)
class PageState:
    """A page as a reader has it before him."""

    path: str
    width: int = 1280
    media: Literal["screen", "print"] = "screen"
    dark: bool = False
    act: Callable[[Page], None] = _open_details


# The second page of the claims has some that count nothing.
FIGURES, PAVILIONS = "/figures?edition=4&lang=ar&page=2", "/pavilions?edition=4&lang=ar"
DISPUTES, TABLE = "/figures?edition=4&lang=ar&show=disagreements", "/compare?edition=4&lang=ar&form=table"
# Those of one path stand together: it is opened once.
STATES = {
    "figures on a phone": PageState(FIGURES, 390),
    "figures on paper": PageState(FIGURES, media="print"),
    "figures, typing": PageState(FIGURES, act=_type_into_the_filter),
    "disagreements": PageState(DISPUTES),
    "pavilions, typing": PageState(PAVILIONS, act=_type_into_the_search),
    "pavilions on a phone": PageState(PAVILIONS, 390),
    "journey": PageState("/journey?edition=4&lang=ar"),
    "vehicles on a phone": PageState("/vehicles?edition=4&lang=ar", 390),
    "programme": PageState("/programme?edition=4&lang=ar"),
    "trends": PageState("/trends?edition=4&lang=ar"),
    "record on a very wide screen": PageState("/?edition=4&lang=ar", 1920),
    "record on a phone": PageState("/?edition=4&lang=ar", 390),
    "record, by keyboard": PageState("/?edition=4&lang=ar", act=_go_by_keyboard),
    "comparison in the dark": PageState(TABLE, dark=True, act=_point_at_what_is_chosen),
    "comparison on a phone": PageState(TABLE, 390),
}


def test_each_rule_has_its_effect(tab: Opener) -> None:
    window = tab("ar")
    page, path = window.page, ""
    rules: set[tuple[str, str]] = set()
    faults: list[tuple[str, ...]] = []
    for name, state in STATES.items():
        scheme: Literal["dark", "light"] = "dark" if state.dark else "light"
        page.emulate_media(media=state.media, color_scheme=scheme)
        page.set_viewport_size({"width": state.width, "height": 900})
        if state.path != path:
            path = state.path
            page.goto(window.server + path)
            page.wait_for_selector(READY)
            until(page, "!document.getElementById('abwab-first')")
            page.evaluate(STILL)
            rules = {(where, selector) for where, selector in page.evaluate(RULES)}
        until(page, f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{scheme}'")
        state.act(page)
        wanted = [(*rule, *effect) for rule, effect in EFFECTS[name].items() if rule in rules]
        measured = page.evaluate(MEASURE, [one[:3] for one in wanted])
        for (where, selector, property_name, value), values in zip(wanted, measured, strict=True):
            if not values or values[0] != value or values[1] == value:
                said = f"{property_name} in {name}: {value} expected, [with the rule, without it] is {values}"
                faults.append((where, selector, said))
    named = [rule for effects in EFFECTS.values() for rule in effects]
    faults += [(*rule, "is measured, and is no rule of the sheet") for rule in set(named) - rules]
    faults += [(*rule, "is a rule of the sheet, and measured nowhere") for rule in rules - set(named)]
    faults += [(*rule, "is measured twice") for rule in set(named) if named.count(rule) > 1]
    assert faults == []


@pytest.mark.parametrize(("script", "text"), [("latin", "Visitors 1,150,000"), ("arabic", "الزوار")])
def test_streamlits_own_face_is_not_fetched(tab: Opener, script: str, text: str) -> None:
    """The rules @font-face: without them the browser fetches 170 kB that nobody sees."""
    window, fetched = tab("ar", alone=True), []
    page = window.page
    page.on("request", lambda request: fetched.append(request.url) if "SourceSans" in request.url else None)
    window.open("/?edition=4&lang=ar")
    page.evaluate(WRITE, text)
    assert fetched == []
    page.evaluate(DELETE_FACE_RULE, script)
    with page.expect_request("**/SourceSans*"):
        page.evaluate(WRITE, text)


def paper(page: Page) -> tuple[str, str]:
    """Width and height of the printed page, in whole points."""
    written = page.pdf(prefer_css_page_size=True)
    width, height = re.findall(rb"/MediaBox \[0 0 (\d+)[.\d]* (\d+)", written)[0]
    return width.decode(), height.decode()


def test_a_page_is_printed_on_a4(tab: Opener) -> None:
    """The rule @page: without it the paper is the browser's own."""
    page = tab("ar").open("/visitors?edition=4&lang=ar")
    assert paper(page) == ("594", "841")
    page.evaluate(DELETE_PAGE_RULE)
    assert paper(page) == ("612", "792")
