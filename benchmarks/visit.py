"""A visit to an address in Chromium over a given network, and the times at which its parts become visible."""

import shutil
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from benchmarks.relay import Relay, relay_to

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
VISIT_TIMEOUT_MS = 180_000  # milliseconds
QUIET_SECONDS = 1.5  # seconds without a byte after which a page is complete

# name -> (bits per second, latency in milliseconds); None for no limit
NETWORKS: Mapping[str, tuple[float, float] | None] = {
    "no limit": None,
    "fast 4G": (9e6, 60),
    "slow 4G": (1.6e6, 150),
}

# Checks in every frame what is visible, and notes when each part was first visible, in milliseconds since the
# navigation began. What is painted in a frame is visible at its end, so it counts in the next frame.
SIGHT_SCRIPT = """
(() => {
  const seen = window.sightTimes = {}
  const box = element => {
    const { top, bottom, left, right } = element.getBoundingClientRect()
    const tall = Math.min(bottom, innerHeight) - Math.max(top, 0)
    const wide = Math.min(right, innerWidth) - Math.max(left, 0)
    return tall >= 24 && wide >= 24 && element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  }
  const some = selector => [...document.querySelectorAll(selector)].some(box)
  const drawn = ".js-plotly-plot .main-svg:has(.xtick, .point, .annotation)"
  const things = {
    text: () => [...document.querySelectorAll("h1")].some(h1 => h1.textContent.trim() && box(h1)),
    chart: () => some(`${drawn}, svg.abwab-drawn`),
    live: () => !document.getElementById("abwab-first") && some(drawn),
  }
  const pending = new Set(Object.keys(things))
  const look = () => {
    if (!pending.size) return
    if (document.body) for (const name of pending) {
      if (things[name]()) {
        pending.delete(name)
        requestAnimationFrame(() => { seen[name] = performance.now() })
      }
    }
    requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})()
"""


@dataclass
class Visit:
    """Milliseconds until each part was visible (None: the page has none), bytes and requests until it was complete."""

    text: float | None
    chart: float | None
    live: float | None
    bytes: int
    requests: int

    def as_dict(self) -> dict[str, Any]:
        return asdict(self)


@contextmanager
def chromium_browser() -> Iterator[Browser]:
    """A Chromium browser, until the end of the block."""
    with sync_playwright() as playwright:
        path = next(filter(None, map(shutil.which, CHROMIUM)))
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"]
        browser = playwright.chromium.launch(executable_path=path, args=arguments)
        yield browser
        browser.close()


def visit_twice(browser: Browser, address: str, network: str, last: str) -> tuple[Visit, Visit]:
    """A first visit with an empty cache, and a second one. `last` is the part that comes last: "live" or "chart"."""
    # The content security policy forbids the way Playwright waits.
    context = browser.new_context(viewport=VIEWPORT, locale="ar-MA", bypass_csp=True)
    context.add_init_script(SIGHT_SCRIPT)
    with relay_to(address) as relay:
        try:
            return _visited(context, relay, network, last), _visited(context, relay, network, last)
        finally:
            context.close()


def _visited(context: BrowserContext, relay: Relay, network: str, last: str) -> Visit:
    page = context.new_page()
    before = relay.bytes
    count = TrafficCounter(page, network)
    page.goto(relay.address, wait_until="commit", timeout=VISIT_TIMEOUT_MS)
    page.wait_for_function("name => window.sightTimes?.[name]", arg=last, timeout=VISIT_TIMEOUT_MS)
    end = time.monotonic() + VISIT_TIMEOUT_MS / 1000
    while time.monotonic() < min(count.latest + QUIET_SECONDS, end):
        page.wait_for_timeout(100)
    seen = page.evaluate("window.sightTimes")
    page.close()
    return Visit(seen.get("text"), seen.get("chart"), seen.get("live"), relay.bytes - before, count.requests)


class TrafficCounter:
    """Counts of requests, including the WebSocket's, and the time of the latest answer or message."""

    def __init__(self, page: Page, network: str) -> None:
        self.requests = 0
        self.latest = time.monotonic()
        client = page.context.new_cdp_session(page)
        client.send("Network.enable")
        if limit := NETWORKS[network]:
            speed, latency = limit
            bandwidth = {"downloadThroughput": speed / 8, "uploadThroughput": speed / 8}
            client.send("Network.emulateNetworkConditions", {"offline": False, "latency": latency, **bandwidth})
        client.on("Network.requestWillBeSent", self._asked)
        client.on("Network.loadingFinished", self._came)
        client.on("Network.webSocketCreated", lambda _: self._asked({}))
        client.on("Network.webSocketFrameReceived", self._came)
        self._client = client

    def _asked(self, event: dict[str, Any]) -> None:
        if not event.get("request", {}).get("url", "").startswith("data:"):
            self.requests += 1
            self.latest = time.monotonic()

    def _came(self, _: object) -> None:
        self.latest = time.monotonic()
