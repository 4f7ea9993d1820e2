"""A full server: its pages can be read all the same, and come to life when there is room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks import local_server
from tests.browser.conftest import READY, windows


@pytest.fixture
def small(tmp_path: Path) -> Iterator[str]:
    """The address of a server that has room for one reader."""
    with local_server.streamlit_server(log=tmp_path / "log", settings={"ABWAB_SESSIONS": "1"}) as served:
        yield served.address


@pytest.mark.timeout(240)
def test_who_finds_no_room_reads_the_beginning_and_has_the_rest_later(browser: Browser, small: str) -> None:
    with windows(browser, small) as tab:
        first, second = tab("ar"), tab("fr", 390)
        first.open("/visitors?edition=4&lang=ar")
        page = second.page
        page.goto(f"{small}/visitors?edition=4&lang=fr")
        expect(page.locator("#abwab-full")).to_contain_text("Voici le début de la page")
        expect(page.locator("h1")).to_have_text("Visiteurs")
        assert page.locator("#root").count() == 0
        first.page.close()
        page.wait_for_selector(READY, timeout=120_000)
        assert page.locator("#abwab-full").count() == 0
