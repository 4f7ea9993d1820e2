"""On a slow connection, Streamlit's page may stand before a script of ours comes: it then finds what is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route

from tests.browser.conftest import READY, Opener, until


def open_before(page: Page, script: str, address: str) -> Route:
    """Open an address while a script is held back, until Streamlit's page stands still."""
    held: list[Route] = []
    page.route(f"**/{script}*", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    page.wait_for_selector(READY, state="attached", timeout=60_000)  # what is not whole is not shown
    page.wait_for_timeout(1_000)  # nothing more is written into the page, so nothing wakes what watches it
    (route,) = held
    return route


@pytest.mark.parametrize(
    ("script", "path", "effect"),
    [
        (
            "closed_parts.js",
            "/compare?edition=4&lang=ar&form=table",
            "Boolean(document.querySelector('details[open][data-part] > div > *'))",
        ),
        ("sorted_tables.js", "/trends?edition=4&lang=ar&form=table", "Boolean(document.querySelector('.abwab-sort'))"),
        (
            "live_charts.js",
            "/trends?edition=4&lang=ar",
            "[...document.querySelectorAll('.abwab-live')].every(chart => 'drawn' in chart.dataset)",
        ),
        (
            "streamlit_page.js",
            "/trends?edition=4&lang=ar",
            "Boolean(document.querySelector('.abwab-pages[data-kept]'))",
        ),
    ],
)
def test_a_script_that_comes_late_finds_the_page(tab: Opener, script: str, path: str, effect: str) -> None:
    window = tab("ar", alone=True)
    page = window.page
    route = open_before(page, script, window.server + path)
    assert not page.evaluate(effect)
    route.continue_()
    until(page, effect)
