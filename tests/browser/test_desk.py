"""The pages of the desk in a real browser: nothing keeps a reader out of them."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page

from lib.archive import Archive
from lib.desk.server import desk_app
from lib.language import LanguageCode
from tests.browser.barriers import barriers
from tests.conftest import until
from tests.desk.desk_client import DeskHouse
from tests.desk.filled_workbooks import corrected_edition, seventh_edition

WAIT = 120_000  # milliseconds: what a draft changes takes 14 s to find out, on a slow or busy machine far longer
PATHS = (
    "",
    "/workbook",
    "/changes",
    "/notice",
    "/live",
    "/rows",
    "/rows/visitors?edition=7&row=1",
    "/review",
    "/publish",
    "/links",
    "/look",
    "/calendar",
    "/releases",
    "/releases/1",
    "/log",
    "/log/1",
)


@dataclass(frozen=True)
class RunningDesk:
    house: DeskHouse
    address: str


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[RunningDesk]:
    """A desk that serves, whose clock stands until a test moves it."""
    with running_desk(DeskHouse(tmp_path)) as running:
        yield running


@contextmanager
def running_desk(house: DeskHouse) -> Iterator[RunningDesk]:
    """Serve a desk until the end of the block."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        app = desk_app(house.process, house.entrance)
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [held]})
        thread.start()
        until(lambda: server.started)
        yield RunningDesk(house, f"http://localhost:{held.getsockname()[1]}")
        server.should_exit = True
        thread.join()


def enter(page: Page, desk: RunningDesk, code: str, name: str) -> None:
    page.set_default_navigation_timeout(WAIT)
    page.goto(f"{desk.address}/desk/key?key=the-key&lang={code}")
    page.locator("#name").fill(name)
    page.locator("#name").press("Enter")
    page.wait_for_url("**/desk")


def send_workbook(page: Page, desk: RunningDesk, path: Path) -> None:
    page.goto(f"{desk.address}/desk/workbook")
    page.locator("#file").set_input_files(path)
    page.locator("form[enctype] button").click()


@pytest.mark.timeout(300)
@pytest.mark.parametrize(("code", "width", "scheme"), [("ar", 390, "light"), ("fr", 1280, "dark"), ("en", 390, "dark")])
def test_nothing_keeps_a_reader_out(
    browser: Browser, desk: RunningDesk, archive: Archive, tmp_path: Path, code: LanguageCode, width: int, scheme: str
) -> None:
    """No fault found by axe, and nothing wider than the window, on any page in any state of the draft."""
    client = desk.house.client("Samira", code)
    client.keep_workbook(seventh_edition(archive, code).xlsx())
    client.publish()
    changed = corrected_edition(archive, code)
    client.keep_workbook(changed.xlsx())
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(f"{desk.address}/desk/key?lang={code}")
    found = {"/desk/key": faults(page)}
    enter(page, desk, code, "Samira")
    client.send(client.get("/desk/links"), "/desk/links", label="M. le directeur")
    for path in PATHS:
        page.goto(f"{desk.address}/desk{path}")
        found[path] = faults(page)
    changed.write("visitors", 9, value="?")
    (tmp_path / "wrong.xlsx").write_bytes(changed.xlsx())
    send_workbook(page, desk, tmp_path / "wrong.xlsx")
    found["faults"] = faults(page)
    client.request_review()
    page.goto(f"{desk.address}/desk/review")
    found["in review"] = faults(page)
    desk.house.client("Youssef").approve()
    for path in ("review", "publish"):
        page.goto(f"{desk.address}/desk/{path}")
        found[f"approved, {path}"] = faults(page)
    client.publish_approved(when="hour", day="2026-11-21", time="10:00")
    page.goto(f"{desk.address}/desk/publish")
    found["scheduled"] = faults(page)
    assert {path: told for path, told in found.items() if told} == {}
    context.close()


def faults(page: Page) -> list[str]:
    """What axe finds, and whether something is wider than the window."""
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [f"{rule}: {element}" for rule, element in barriers(page)] + ["wider than the window"] * wide
