"""Charts of seven, twelve and forty editions: no label is cut off or covered, on a phone and from 1,040 pixels on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks import local_server
from tests.browser.conftest import READY, until
from tests.browser.test_layout import COVERED, CUT_OFF, FITTED
from tests.support.six_editions import SIX_EDITIONS
from tests.support.synthetic_archives import make_editions_archive


@pytest.fixture(scope="module", params=[7, 12, 40])
def book(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, str]]:
    """How many editions there are, and the address of a dashboard that serves them."""
    folder = tmp_path_factory.mktemp("many")
    data = make_editions_archive(request.param, SIX_EDITIONS, folder / "data")
    settings = {"ABWAB_DATA": str(data), "ABWAB_STORE": "memory:///"}
    with local_server.streamlit_server(log=Path(folder) / "log", settings=settings) as served:
        yield request.param, served.address


@pytest.mark.parametrize("code", ["ar", "fr"])
def test_every_label_is_legible(browser: Browser, book: tuple[int, str], code: str) -> None:
    number, address = book
    page = browser.new_page(locale="fr-FR")
    for path in ("/", "/visitors"):
        for width, columns in ((390, 7), (1120, 12)):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(f"{address}{path}?edition=4&later=1&lang={code}")
            page.wait_for_selector(READY)
            until(page, "!document.getElementById('abwab-first')")
            until(page, FITTED)
            assert page.evaluate(CUT_OFF) == [], (path, width)
            assert page.evaluate(COVERED) == [], (path, width)
            if path == "/visitors":
                first = page.locator(".js-plotly-plot:visible").first
                expect(first.locator(".xtick")).to_have_count(min(number, columns))
    page.close()
