"""The dashboard over the draft, in the process of the desk: marked, behind its login, and gone with the draft."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest
from playwright.sync_api import APIResponse, Browser, Page, expect
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from benchmarks.local_server import free_port
from lib.content.site_map import PAGES
from lib.desk.acts.discard_draft import DiscardDraft
from lib.desk.person import THE_DESK
from lib.language import LANGUAGE_CODES, Language
from tests.browser.conftest import READY
from tests.conftest import until
from tests.desk.desk_client import DeskHouse
from tests.support.six_editions import SIX_EDITIONS
from tests.web.test_web_addresses import SAMPLES

# Seconds. The desk compares all charts of a draft meanwhile: 14 s alone, on a slow or busy machine far longer.
WAIT = 120
TOTAL = "7.visitors.2026-05-15.2026-05-19..all.visitors"
NEW_CHART = "/charts/visitors_total{form}?edition=7&lang=ar"


@dataclass(frozen=True)
class ServedDesk:
    house: DeskHouse
    address: str
    key: str
    scratch: Path

    def enter(self, page: Page, code: str) -> None:
        page.goto(f"{self.address}/desk/key?key={self.key}&lang={code}")
        page.locator("#name").fill("Samira")
        page.locator("#name").press("Enter")
        page.wait_for_url("**/desk")

    def kept(self) -> list[Path]:
        """The files that were made of the draft."""
        return [path for path in self.scratch.glob("abwab-draft-*/**/*") if path.is_file()]


@pytest.fixture(scope="module")
def served(drafted_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    """The desk as `make desk` starts it: with a release of six editions, and a draft with the seventh. To start it, and
    to compare the draft, takes as long as the tests.
    """
    folder = tmp_path_factory.mktemp("served")
    house = DeskHouse(shutil.copytree(drafted_folder, folder / "house"))
    # Chromium puts a socket there, whose path must be short.
    scratch, port = Path(mkdtemp(prefix="abwab-")), free_port()
    settings = {
        "ABWAB_DATA": str(SIX_EDITIONS),
        "ABWAB_STORE": str(house.folder / "public"),
        "ABWAB_DESK_STORE": str(house.folder / "desk"),
        "ABWAB_CACHE": str(folder / "cache"),
        "TMPDIR": str(scratch),
    }
    command = [sys.executable, "-m", "lib.desk", "serve", "--port", str(port)]
    with open(folder / "log", "wb") as log:
        process = subprocess.Popen(command, env=os.environ | settings, stdout=log, stderr=log)
    text = (folder / "log").read_text
    try:
        until(lambda: "running on" in text(), seconds=WAIT)
        found = re.search(r"key=(\S+)", text())
        assert found
        yield ServedDesk(house, f"http://localhost:{port}", found[1], scratch)
    finally:
        process.terminate()
        process.wait(timeout=WAIT)
    assert not list(scratch.glob("abwab-draft-*"))
    shutil.rmtree(scratch, ignore_errors=True)
    assert not (folder / "cache").exists()
    assert text().count("key=") == 1  # no request is logged, which might hold it


def picture(page: Page, address: str) -> APIResponse:
    """The answer of an address that asks to come again while the browser that draws is busy or starts."""
    answers: list[APIResponse] = []

    def is_ready() -> bool:
        answers.append(page.request.get(address))
        assert answers[-1].status in (200, 503), answers[-1].text()
        return answers[-1].status == 200

    until(is_ready, seconds=WAIT)
    return answers[-1]


@pytest.mark.timeout(600)
def test_what_a_link_shows_of_the_draft(browser: Browser, served: ServedDesk) -> None:
    """Pages and press addresses of one state of the draft, to look at only; it is cut off once the link is revoked."""
    staff, director = (browser.new_context(viewport={"width": 390, "height": 800}, locale="ar-MA") for _ in range(2))
    page, shown = staff.new_page(), director.new_page()
    for each in (page, shown):
        each.set_default_timeout(WAIT * 1000)
    served.enter(page, "ar")
    page.goto(f"{served.address}/desk/links")
    page.locator("[name=label]").fill("السيد المدير")
    page.locator("form[action='/desk/links'] button").click()
    link = page.locator("main code").first.inner_text().strip()
    shown.goto(link)
    assert shown.url == f"{served.address}/desk/look"
    shown.goto(f"{served.address}/visitors?edition=7&lang=ar")
    shown.wait_for_selector(READY)
    line = shown.locator(".abwab-draft span:visible")
    expect(line).to_contain_text("مسودة — غير منشورة")
    expect(shown.locator("body")).to_contain_text("2.650.000")
    for form in ("", ".csv", ".svg"):
        assert picture(shown, served.address + NEW_CHART.format(form=form)).headers["cache-control"] == "no-store"
    assert "/desk/figures/" not in shown.request.get(f"{served.address}/figures/{TOTAL}?lang=ar").text()
    for path in ("/desk/keep", "/visitors", "/_stcore/upload_file/x/y"):
        assert shown.request.post(served.address + path).status == 403, path
    for path in ("/desk/log", "/desk/workbook.xlsx?edition=7", f"/desk/figures/{TOTAL}"):
        assert shown.request.get(served.address + path).status == 403, path
    page.locator("form[action='/desk/links/revoke'] button").first.click()
    shown.wait_for_selector('.stApp:not([data-test-connection-state="CONNECTED"])', timeout=10_000)
    for address in (NEW_CHART.format(form=""), NEW_CHART.format(form=".csv"), "/visitors?edition=7"):
        answer = shown.request.get(served.address + address, max_redirects=0)
        assert (answer.status, answer.headers["location"]) == (303, "/desk/look"), address
    for address in (link, f"{served.address}/desk/look"):
        assert shown.request.get(address).status == 410, address
    staff.close()
    director.close()


@pytest.mark.timeout(600)
def test_the_dashboard_over_the_draft(browser: Browser, served: ServedDesk) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 800}, locale="ar-MA")
    page = context.new_page()
    page.set_default_timeout(WAIT * 1000)
    addresses = [*SAMPLES.values(), *(place.path for place in PAGES), NEW_CHART.format(form=".png")]
    for address in addresses:
        answer = page.request.get(served.address + address, max_redirects=0)
        assert (answer.status, answer.headers["location"]) == (303, "/desk/key"), address
    stream = f"{served.address.replace('http', 'ws')}/_stcore/stream"
    with pytest.raises(InvalidStatus) as refused, connect(stream):
        pass
    assert refused.value.response.status_code == 401

    served.enter(page, "ar")
    for code in LANGUAGE_CODES:
        text = Language(code).text
        page.goto(f"{served.address}/visitors?edition=7&lang={code}")
        page.wait_for_selector(READY)
        expect(page.locator("h1")).to_have_text(text("Visitors"))
        shown = page.locator(".abwab-draft span:visible")
        expect(shown).to_have_text(f"{text('draft — not published')} · {text('The desk')}")
    page.goto(served.address + NEW_CHART.format(form=""))
    expect(page.locator(".abwab-draft span:visible")).to_contain_text("مسودة — غير منشورة")
    for form in (".svg", ".png", ".csv"):
        answer = picture(page, served.address + NEW_CHART.format(form=form))
        assert answer.headers["cache-control"] == "no-store"
        assert 'filename="draft-not-published-' in answer.headers["content-disposition"]
        assert form == ".png" or "مسودة — غير منشورة" in answer.text()
    assert served.kept()

    # This comes last: the tests of this module share their desk.
    desk = served.house.desk()
    state = desk.state()
    desk.perform(DiscardDraft(state.draft), THE_DESK, state.number)
    until(lambda: not served.kept(), seconds=WAIT)
    page.goto(f"{served.address}/visitors?edition=7&lang=ar")
    assert page.url == f"{served.address}/desk"
    context.close()
