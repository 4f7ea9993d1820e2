"""Charts of seven, twelve and forty editions: no label is cut off, covered or too small at any width."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks import local_server
from tests.browser.conftest import NO_DRAWINGS, READY, until
from tests.browser.test_layout import COVERED, CUT_OFF, FITTED
from tests.support.six_editions import SIX_EDITIONS
from tests.support.synthetic_archives import make_editions_archive


@pytest.fixture(scope="module", params=[7, 12, 40])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """How many editions there are, and the address of a dashboard that serves them."""
    folder = tmp_path_factory.mktemp("many")
    data = make_editions_archive(request.param, SIX_EDITIONS, folder / "data")
    settings = {"ABWAB_DATA": str(data), "ABWAB_STORE": "memory:///", **NO_DRAWINGS}
    with local_server.streamlit_server(log=Path(folder) / "log", settings=settings) as served:
        yield request.param, served.address


# Texts on the page that are smaller than 11 pixels.
SMALL = """() => [...document.querySelectorAll('main *')].filter(part =>
  [...part.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.textContent.trim())
  && part.checkVisibility({checkVisibilityCSS: true, checkOpacity: true})
  && parseFloat(getComputedStyle(part).fontSize) < 11
).map(part => [part.textContent, getComputedStyle(part).fontSize])"""
PAGES_WITH_EDITIONS = ("/", "/visitors", "/journey", "/trends", "/compare", "/staff")


def lasting(page: Page, rule: str, seconds: float = 60) -> list[object]:
    """What breaks a rule and stays: the drawing follows the width of its place a moment later."""
    deadline = time.monotonic() + seconds
    found: list[object] = page.evaluate(rule)
    while found and time.monotonic() < deadline:
        page.wait_for_timeout(50)
        found = page.evaluate(rule)
    return found


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_every_label_is_legible(browser: Browser, book: tuple[int, str], code: str) -> None:
    number, address = book
    page = browser.new_page(locale="fr-FR")
    for path in PAGES_WITH_EDITIONS:
        page.set_viewport_size({"width": 390, "height": 900})
        page.goto(f"{address}{path}?edition=4&later=1&lang={code}")
        page.wait_for_selector(READY)
        until(page, "!document.getElementById('abwab-first')")
        until(page, "document.querySelector('.js-plotly-plot .main-svg')")
        for width, columns in ((390, 7), (820, 12), (1040, 12), (1280, 12), (1920, 12)):
            page.set_viewport_size({"width": width, "height": 900})
            until(page, FITTED)
            for rule in (CUT_OFF, COVERED, SMALL):
                assert lasting(page, rule) == [], (path, width)
            if path == "/visitors":
                first = page.locator(".js-plotly-plot:visible").first
                expect(first.locator(".xtick")).to_have_count(min(number, columns))
    page.close()
