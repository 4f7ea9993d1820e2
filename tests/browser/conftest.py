"""The dashboard as readers meet it: the real server, and Chromium."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Response, expect

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
# For a server whose drawings nobody looks at: it finds no Chromium. Otherwise it draws the first charts of all pages in
# three languages, for each record book that comes, which takes half a minute of the processor.
NO_DRAWINGS = {"BROWSER_PATH": "/nowhere/chromium"}
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

    def __post_init__(self) -> None:
        self._listeners: dict[Any, Callable[..., None]] = {
            "request": self._note_request,
            "console": self._note_message,
            "pageerror": lambda error: self.complaints.append(str(error)),
            "response": self._note_answer,
        }
        for event, listener in self._listeners.items():
            self.page.on(event, listener)

    def _note_request(self, request: Request) -> None:
        if not request.url.startswith((self.server, self.server.replace("http", "ws"), "data:", "blob:", "about:")):
            self.foreign.append(request.url)

    def _note_message(self, said: ConsoleMessage) -> None:
        if said.type in ("error", "warning"):
            self.complaints.append(said.text)

    def _note_answer(self, answer: Response) -> None:
        if answer.status >= 400:
            self.complaints.append(answer.url)

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

    def empty(self) -> None:
        """Make the page what a new reader has: nothing allowed, stored, intercepted, emulated or pointed at."""
        page = self.page
        for event, listener in self._listeners.items():
            page.remove_listener(event, listener)
        page.unroute_all(behavior="ignoreErrors")
        page.evaluate("sessionStorage.clear(); localStorage.clear()")
        page.mouse.move(-1, -1)
        page.goto("about:blank")
        page.emulate_media(media="null", color_scheme="null", reduced_motion="null")
        page.context.clear_cookies()
        page.context.clear_permissions()


Opener = Callable[..., Tab]


@cache
def empty_pages(browser: Browser, code: str) -> list[Page]:
    """Pages of a language that no reader has, each in a context of its own.

    A new page takes three seconds of the processor until the dashboard stands, because it loads and compiles all
    scripts; one that had the dashboard before takes one.
    """
    return []


@contextmanager
def windows(browser: Browser, server: str) -> Iterator[Opener]:
    """Opens windows, each of another reader: tab("ar", 390), tab("fr", 1280, dark=True).

    One that a test listens to or puts scripts into is `alone`: its page is new, and nobody else's afterwards.
    """
    opened: list[tuple[str, bool, Tab]] = []

    def make(code: str = "ar", width: int = 1280, *, dark: bool = False, alone: bool = False) -> Tab:
        pages = empty_pages(browser, code)
        page = browser.new_context(locale=LOCALES[code]).new_page() if alone or not pages else pages.pop()
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="dark" if dark else "light")
        window = Tab(page, server)
        opened.append((code, alone, window))
        return window

    yield make
    for code, alone, window in opened:
        page = window.page
        for other in page.context.pages:
            if other is not page:
                other.close()
        if alone or page.is_closed() or not page.url.startswith(server):
            page.context.close()
        else:
            window.empty()
            empty_pages(browser, code).append(page)


@pytest.fixture
def tab(browser: Browser, server: str) -> Iterator[Opener]:
    """Opens windows for one test."""
    with windows(browser, server) as opener:
        yield opener
