"""An open tab learns of a new release, says so in a quiet line, and shows the new figures when its reader wants."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from benchmarks import local_server
from tests.browser.conftest import NO_DRAWINGS, READY
from tests.conftest import until
from tests.support.six_editions import SIX_EDITIONS

VISITORS = "4-fes-2023/visitors.csv"


def test_an_open_tab_learns_of_a_new_release(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = tmp_path / "data"
    shutil.copytree(SIX_EDITIONS, data)
    settings = {"ABWAB_DATA": str(data), "ABWAB_STORE": str(tmp_path / "store"), **NO_DRAWINGS}
    with local_server.streamlit_server(log=tmp_path / "log", settings=settings) as server:
        page = browser.new_page(locale="fr")
        # The state that the server found becomes release 1 when it has come to rest.
        until(lambda: page.request.get(f"{server.address}/releases.json").json()["releases"])
        page.goto(f"{server.address}/visitors?edition=4&lang=fr")
        page.wait_for_selector(READY)
        file = data / VISITORS
        file.write_text(file.read_text(encoding="utf-8").replace("1150000", "1160000"), encoding="utf-8")
        line = page.locator(".abwab-renewed")
        # The folder comes to rest in ten seconds; the tab is looked at again and again until it has heard of it.
        expect(line).to_have_count(0)
        for _ in range(60):
            page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
            page.wait_for_timeout(1000)
            if line.count():
                break
        expect(line).to_contain_text("Les chiffres ont changé.")
        assert "1\u202f160\u202f000" not in page.inner_text("body").replace("\xa0", "\u202f")
        line.get_by_role("link").click()
        page.wait_for_selector(READY)
        expect(page.locator("body")).to_contain_text("160")
        expect(line).to_have_count(0)
        page.close()
