"""The evening at the desk in a real browser: without JavaScript, in Arabic on a telephone, in French at a desk."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from lib.archive import Archive
from lib.desk.server import desk_app
from lib.language import Language, LanguageCode
from tests.conftest import until
from tests.desk.desk_client import DeskHouse
from tests.desk.filled_workbooks import corrected_edition, seventh_edition

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
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
    house = DeskHouse(tmp_path)
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        held.listen()
        app = desk_app(house.desk(), house.entrance)
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


@pytest.mark.parametrize(("code", "width"), [("ar", 390), ("fr", 1280)])
def test_the_evening_without_javascript(
    browser: Browser, desk: RunningDesk, archive: Archive, tmp_path: Path, code: LanguageCode, width: int
) -> None:
    text = Language(code).text
    good, wrong = seventh_edition(archive, code), seventh_edition(archive, code)
    wrong.write("visitors", 9, value="?")
    (tmp_path / "wrong.xlsx").write_bytes(wrong.xlsx())
    (tmp_path / "good.xlsx").write_bytes(good.xlsx())
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    page = context.new_page()
    enter(page, desk, code, "Samira")
    send_workbook(page, desk, tmp_path / "wrong.xlsx")
    expect(page.locator(".desk-faults tbody th")).to_have_text(["G9"], timeout=WAIT)
    send_workbook(page, desk, tmp_path / "good.xlsx")
    page.get_by_role("button", name=text("It is right: keep it in the draft")).click()
    expect(page.get_by_role("status")).to_have_text(text("The workbook is in the draft."), timeout=WAIT)
    page.goto(f"{desk.address}/desk/review")
    page.locator("[name=gaps_meant]").check()
    page.get_by_role("button", name=text("Send to review")).click()
    expect(page.locator(".desk-stage strong")).to_have_text(text("In review"), timeout=WAIT)
    second = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=False)
    other = second.new_page()
    enter(other, desk, code, "Youssef")
    other.goto(f"{desk.address}/desk/review")
    other.locator("[name=reason]").fill("?")
    other.get_by_role("button", name=text("Send the draft back")).click()
    expect(other.locator(".desk-stage strong")).to_have_text(text("Draft"), timeout=WAIT)
    page.goto(f"{desk.address}/desk/review")
    page.locator("[name=gaps_meant]").check()
    page.get_by_role("button", name=text("Send to review")).click()
    expect(page.locator(".desk-others")).to_contain_text("Youssef", timeout=WAIT)
    other.goto(f"{desk.address}/desk/review")
    other.locator("[name=looked]").check()
    other.get_by_role("button", name=text("Approve the draft")).click()
    expect(other.locator(".desk-stage strong")).to_have_text(text("Approved"), timeout=WAIT)
    second.close()
    page.goto(f"{desk.address}/desk/publish")
    page.locator("[name=when][value=hour]").check()
    page.locator("[name=day]").fill("2026-11-20")
    page.locator("[name=time]").fill("21:00")
    page.get_by_role("button", name=text("Publish"), exact=True).click()
    expect(page.locator(".desk-stage strong")).to_have_text(text("Scheduled"), timeout=WAIT)
    releases = desk.house.desk()
    time.sleep(1.5)  # more than one look of the desk at what has come due
    assert releases.newest_release() == 0
    desk.house.clock.forward(minutes=90)
    # The line of the log is written after the release.
    until(lambda: len(releases.log.lines()) == 7, seconds=60)
    assert releases.newest_release() == 1
    page.goto(f"{desk.address}/desk/log")
    expect(page.locator(".desk-lines li")).to_have_count(7)
    context.close()


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
    result = Axe().run(page, options={"runOnly": RULES, "resultTypes": ["violations"]})
    found = [f"{fault['id']}: {node['html']}" for fault in result.response["violations"] for node in fault["nodes"]]
    return found + ["wider than the window"] * wide
