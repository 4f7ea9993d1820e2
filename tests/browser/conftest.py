"""The dashboard as readers meet it: the real server, and Chromium."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lib.content.site_map import PAGES

LOCALES = {"ar": "ar-MA", "fr": "fr-FR", "en": "en-GB"}
expect.set_options(timeout=30_000)  # a slow minute of the machine is no fault of the code
READY = '.stApp[data-test-connection-state="CONNECTED"][data-test-script-state="notRunning"]'
LISTEN = """
window.violations = []
document.addEventListener("securitypolicyviolation", said =>
  window.violations.push(`${said.violatedDirective} ${said.blockedURI} ${said.sourceFile.replace(/.*[/]/, "")}`))
"""
# Streamlit's protobuf has a faster way to reckon with 64 bits, in WebAssembly, tries whether it may, and does without.
TRIED = "script-src wasm-eval protobuf."
BARE = [f"/{page.id}" for page in PAGES if not page.charts]  # without a chart to wait for


def until(page: Page, condition: str, seconds: float = 60) -> None:
    """Wait until JavaScript says so. (Playwright's wait_for_function evaluates inside the page, where the content
    security policy forbids it; its evaluate comes from outside.)
    """
    deadline = time.monotonic() + seconds
    while not page.evaluate(condition):
        assert time.monotonic() < deadline, f"{seconds} seconds passed and it is not so: {condition}"
        page.wait_for_timeout(50)


@dataclass
class Tab:
    """One reader's browser window, and what it complained of or asked of other hosts."""

    page: Page
    server: str
    complaints: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        """Go to an address of the dashboard and wait until it stands still."""
        self.page.goto(self.server + path)
        return self.settled()

    def settled(self) -> Page:
        """Wait until the script has run and every chart is drawn."""
        self.page.wait_for_selector(READY, timeout=60_000)
        until(
            self.page,
            "() => { const charts = [...document.querySelectorAll('.abwab-live')];"
            f" return (charts.length || {BARE}.includes(location.pathname))"
            " && charts.every(chart => 'drawn' in chart.dataset) }",
        )
        return self.page


Opener = Callable[..., Tab]


@contextmanager
def windows(browser: Browser, server: str) -> Iterator[Opener]:
    """Opens windows: tab("ar", 390), tab("fr", 1280, dark=True)."""
    contexts: list[BrowserContext] = []

    def make(code: str = "ar", width: int = 1280, *, dark: bool = False) -> Tab:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            locale=LOCALES[code],
            color_scheme="dark" if dark else "light",
        )
        contexts.append(context)
        opened = Tab(context.new_page(), server)
        here = (server, server.replace("http", "ws"), "data:", "blob:", "about:")
        opened.page.on(
            "request", lambda request: None if request.url.startswith(here) else opened.foreign.append(request.url)
        )
        opened.page.on(
            "console", lambda said: opened.complaints.append(said.text) if said.type in ("error", "warning") else None
        )
        opened.page.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.page.on(
            "response", lambda answer: opened.complaints.append(answer.url) if answer.status >= 400 else None
        )
        return opened

    yield make
    for context in contexts:
        context.close()


@pytest.fixture
def tab(browser: Browser, server: str) -> Iterator[Opener]:
    """Opens windows for one test."""
    with windows(browser, server) as opener:
        yield opener
