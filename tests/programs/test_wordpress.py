"""The address of a chart pasted into a post: WordPress's own files ask our server, and frame the chart in a sandbox."""

from __future__ import annotations

import json
import os
import re
import subprocess
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Frame, Page, Route

from benchmarks.local_server import free_port, wait_for_answer
from tests.conftest import until
from tests.programs.conftest import find_folder, find_program

pytestmark = pytest.mark.timeout(300)

POST = Path(__file__).parent / "wordpress" / "page.php"
ADDRESSES = [
    "/charts/visitors_total?edition=4&lang=ar",
    "/charts/journey_legs?edition=6&lang=fr&later=0",
    "/charts/scoreboard?edition=2&lang=en&utm_source=newsletter",
]
HEIGHT = "Math.ceil(document.documentElement.getBoundingClientRect().height)"


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a WordPress without a database."""
    php, files = find_program("php"), find_folder("usr/share/wordpress")
    address, log = f"127.0.0.1:{free_port()}", tmp_path_factory.mktemp("php") / "log"
    with log.open("wb") as file:
        server = subprocess.Popen(
            [php, "-S", address, str(POST)], env=os.environ | {"WORDPRESS": str(files)}, stdout=file, stderr=file
        )
    try:
        wait_for_answer(f"http://{address}/wp-includes/js/wp-embed.js", server)
        yield f"http://{address}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A reader of the post."""
    with browser.new_context(viewport={"width": 700, "height": 900}) as context:
        yield context.new_page()


def post(newsroom: str, chart: str) -> str:
    """The address of a post in which the address of a chart was pasted."""
    return f"{newsroom}/?paste={quote(chart, safe='')}"


def embedded(page: Page) -> Frame:
    """The frame of the chart, once its typeface has loaded."""
    element = page.wait_for_selector("iframe", state="attached")
    frame = element.content_frame() if element else None
    assert frame
    frame.wait_for_load_state()
    frame.evaluate("document.fonts.ready.then(() => 1)")
    return frame


@pytest.mark.parametrize("chart", ADDRESSES)
def test_a_pasted_address_becomes_a_frame(newsroom: str, server: str, chart: str) -> None:
    written = urllib.request.urlopen(post(newsroom, server + chart), timeout=60).read().decode()
    sent = re.search(r'id="requests">(.*?)</script>', written)
    assert sent
    (first, second) = json.loads(sent[1])
    assert first == {"address": server + chart, "status": 200}, "WordPress looks for the oEmbed address in the page"
    asked = urlsplit(second["address"])
    given = parse_qs(asked.query)
    assert (asked.path, second["status"]) == ("/oembed", 200)
    assert {"maxwidth", "maxheight", "dnt", "format"} <= set(given)
    frame = re.search(r'<iframe class="wp-embedded-content" sandbox="allow-scripts".*? src="([^"]+)"', written)
    assert frame
    assert re.fullmatch(rf"{server}/charts/\w+/embed\?[^#]+#\?secret=\w+", frame[1].replace("&#038;", "&"))
    assert "js/wp-embed" in written, "without its script WordPress takes no height"


@pytest.mark.parametrize("chart", ADDRESSES)
def test_the_frame_takes_the_height_of_the_chart(newsroom: str, server: str, page: Page, chart: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.goto(post(newsroom, server + chart))
    frame, shown = embedded(page), page.locator("iframe")
    until(lambda: shown.get_attribute("height") == str(frame.evaluate(HEIGHT)))
    assert not shown.get_attribute("style"), "WordPress hides the frame until a message comes"
    assert not page.locator("blockquote").is_visible()
    assert frame.evaluate("[...document.fonts].filter(font => font.status == 'loaded').length")
    assert not [said for said in complaints if server in said]


def test_the_height_comes_again_when_wordpress_loads_its_script_late(newsroom: str, server: str, page: Page) -> None:
    held: list[Route] = []
    page.route("**/wp-embed*", lambda route: held.append(route))
    page.goto(post(newsroom, server + ADDRESSES[0]), wait_until="commit")
    frame = embedded(page)
    page.wait_for_timeout(200)  # for the messages that are lost
    assert page.locator("iframe").get_attribute("style")
    held[0].continue_()
    until(lambda: page.locator("iframe").get_attribute("height") == str(frame.evaluate(HEIGHT)))


def test_a_link_in_the_frame_opens_the_chart_page(newsroom: str, server: str, page: Page) -> None:
    page.goto(post(newsroom, server + ADDRESSES[0]))
    frame = embedded(page)
    until(lambda: not page.locator("iframe").get_attribute("style"))
    frame.locator("footer a").last.click()
    page.wait_for_url(f"{server}/charts/visitors_total?edition=4&lang=ar")
