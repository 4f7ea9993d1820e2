"""The static site as readers meet it: real pictures, a plain file server, no script."""

from __future__ import annotations

import asyncio
import functools
import http.server
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from lib.archive import Archive
from lib.charts import ChartContext, View, build_chart
from lib.export.rendering.chromium import Chromium
from lib.language import Language
from lib.web import static_site
from lib.web.links import StaticLinks
from tests.support.fake_chromium import make_copy_maker, make_kit_jobs


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *said: object) -> None:
        pass


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, archive: Archive) -> Iterator[str]:
    """The address of a part of the site: one chart of the fourth edition, and what its pages load."""
    folder, chromium = tmp_path_factory.mktemp("site"), Chromium()
    handler = functools.partial(Quiet, directory=str(folder / "site"))
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    address = f"http://localhost:{server.server_port}"
    files = static_site.plan_site(
        archive, make_copy_maker(folder, chromium), make_kit_jobs(folder, chromium), StaticLinks(address)
    )
    wanted = ("static/", "index.html", "charts/4/ar.html", "charts/visitors_total/4/ar")
    pictures = ("abwab-visitors_total-4-ar.png", "abwab-visitors_total-4-ar.svg")
    part = [file for file in files if file.path.startswith(wanted) or file.path.endswith(pictures)]
    with ThreadPoolExecutor(1) as thread:  # the browser of the tests has the event loop of this one
        try:
            thread.submit(asyncio.run, static_site.build_site(folder / "site", part, lambda done: None)).result()
        finally:
            chromium.close()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield address
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_chart_is_read_and_taken_away_without_script(
    width: int, served: str, browser: Browser, archive: Archive
) -> None:
    headline = build_chart("visitors_total", ChartContext(archive, View(4), Language("ar"))).headline
    context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=False)
    page = context.new_page()
    failed: list[str] = []
    page.on("response", lambda answer: failed.append(answer.url) if answer.status >= 400 else None)
    page.on("request", lambda asked: None if asked.url.startswith(served) else failed.append(asked.url))
    page.goto(served)
    page.get_by_role("link", name=headline).click()
    assert page.url == f"{served}/charts/visitors_total/4/ar.html"
    assert page.locator("h1").inner_text() == headline
    drawn = page.locator("svg.abwab-drawn:visible")
    assert drawn.count() == 1
    box = drawn.bounding_box()
    assert box
    assert box["width"] <= width
    assert page.locator("html").get_attribute("dir") == "rtl"
    with page.expect_download() as taken:
        page.get_by_role("link", name="PNG").first.click()
    assert taken.value.suggested_filename == "abwab-visitors_total-4-ar.png"
    assert Path(taken.value.path()).read_bytes().startswith(b"\x89PNG")
    context.close()
    assert failed == []
