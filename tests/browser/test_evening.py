"""The evening before the communiqué in real browsers: at the desk without JavaScript, in Arabic on a telephone and in
French at a desk; on the public side a second browser sees nothing, then all, then the correction.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from benchmarks import local_server
from lib.archive import Archive
from lib.archive.time_zone import morocco_zone
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from tests.browser.conftest import NO_DRAWINGS, READY
from tests.browser.test_desk import WAIT, RunningDesk, enter, running_desk
from tests.conftest import until
from tests.desk.desk_client import DeskHouse, HandClock
from tests.desk.filled_workbooks import FilledWorkbook, fill_seventh
from tests.support.six_editions import SIX_EDITIONS

ANNOUNCED, CORRECTED = 2_650_000, 2_560_000
TOTAL_ROW = 9  # of the sheet of visitors


@dataclass(frozen=True)
class Reader:
    """The second browser, on the public side."""

    page: Page
    address: str
    language: Language

    def sees(self, value: int) -> None:
        """The total of the seventh edition, on the dashboard and on the page of the chart."""
        shown = self.language.number(value)
        for path in ("/visitors", "/charts/visitors_total"):
            until(lambda path=path: shown in self._words(path), seconds=60)  # type: ignore[misc]

    def sees_nothing(self) -> None:
        """No word of the seventh edition."""
        for path in ("/visitors", "/charts/visitors_total", "/releases", "/calendar"):
            words = self._words(path)
            assert words
            told = [self.language.number(ANNOUNCED), self.language.number(CORRECTED), "Testville", "مدينة 2026"]
            assert not [word for word in told if word in words], path

    def _open(self, path: str) -> None:
        self.page.goto(f"{self.address}{path}?edition=7&lang={self.language.code}")

    def _words(self, path: str) -> str:
        self._open(path)
        if path == "/visitors":
            self.page.wait_for_selector(READY)
        return self.page.inner_text("body")


@pytest.fixture
def desk(tmp_path: Path, archive: Archive) -> Iterator[RunningDesk]:
    """A desk with the six editions as release 1. Its clock is three hours behind, so that a test may move it on."""
    house = DeskHouse(tmp_path, HandClock(datetime.now(UTC).replace(microsecond=0) - timedelta(hours=3)))
    house.publish(archive.files)
    with running_desk(house) as running:
        yield running


@contextmanager
def public_reader(browser: Browser, desk: RunningDesk, language: Language, width: int) -> Iterator[Reader]:
    """The public dashboard over the same store of releases, in a process that knows nothing of the desk."""
    settings = {"ABWAB_DATA": str(SIX_EDITIONS), "ABWAB_STORE": str(desk.house.folder / "public"), **NO_DRAWINGS}
    with local_server.streamlit_server(log=desk.house.folder / "public.log", settings=settings) as server:
        context = browser.new_context(viewport={"width": width, "height": 800}, locale=language.tag)
        context.set_default_timeout(WAIT)
        yield Reader(context.new_page(), server.address, language)
        context.close()


def fetch_workbook(page: Page, desk: RunningDesk, language: Language) -> FilledWorkbook:
    """The workbook of the seventh edition, as the browser saves it."""
    page.goto(f"{desk.address}/desk/workbook")
    page.locator("#out").select_option("7")
    with page.expect_download() as saved:
        page.get_by_role("button", name=language.text("Download")).click()
    return FilledWorkbook(language, openpyxl.load_workbook(io.BytesIO(Path(saved.value.path()).read_bytes())))


def send_back(page: Page, desk: RunningDesk, workbook: FilledWorkbook) -> None:
    file = desk.house.folder / "edition.xlsx"
    file.write_bytes(workbook.xlsx())
    page.goto(f"{desk.address}/desk/workbook")
    page.locator("#back").select_option("7")
    page.locator("#file").set_input_files(file)
    page.locator("form[enctype] button").click()


def keep(page: Page, language: Language) -> None:
    page.get_by_role("button", name=language.text("It is right: keep it in the draft")).click()
    expect(page.get_by_role("status")).to_have_text(language.text("The workbook is in the draft."), timeout=WAIT)


def request_review(page: Page, desk: RunningDesk, language: Language, kind: str, note: str = "") -> None:
    page.goto(f"{desk.address}/desk/review")
    page.locator("#kind").select_option(kind)
    for code in LANGUAGE_CODES:
        page.locator(f"#note_{code}").fill(note)
    page.locator("[name=gaps_meant]").check()
    page.get_by_role("button", name=language.text("Send to review")).click()
    expect(page.locator(".desk-stage strong")).to_have_text(language.text("In review"), timeout=WAIT)


def approve(other: Page, desk: RunningDesk, language: Language) -> None:
    other.goto(f"{desk.address}/desk/review")
    other.locator("[name=looked]").check()
    other.get_by_role("button", name=language.text("Approve the draft")).click()
    expect(other.locator(".desk-stage strong")).to_have_text(language.text("Approved"), timeout=WAIT)


def press_publish(page: Page, language: Language) -> None:
    page.get_by_role("button", name=language.text("Publish"), exact=True).click()


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("code", "width"), [("ar", 390), ("fr", 1280)])
def test_the_evening(browser: Browser, desk: RunningDesk, code: LanguageCode, width: int) -> None:
    language, releases = Language(code), desk.house.desk()
    text = language.text
    bare = {"viewport": {"width": width, "height": 800}, "java_script_enabled": False}
    contexts = [browser.new_context(**bare) for _ in range(2)]  # type: ignore[arg-type]
    page, other = (context.new_page() for context in contexts)
    with public_reader(browser, desk, language, width) as reader:
        # The workbook goes out, and comes back with the mistakes that offices make.
        enter(page, desk, code, "Samira")
        workbook = fill_seventh(fetch_workbook(page, desk, language))
        workbook.write("visitors", TOTAL_ROW, value="?", qualifier="??", sources="made-up-9")
        send_back(page, desk, workbook)
        faults = page.locator(".desk-faults tbody th")
        expect(faults).to_have_text([f"{letter}{TOTAL_ROW}" for letter in "GHK"], timeout=WAIT)
        expect(page.get_by_role("button", name=text("It is right: keep it in the draft"))).to_have_count(0)
        # It is mended, and what was understood is kept.
        fill_total(workbook, ANNOUNCED)
        send_back(page, desk, workbook)
        expect(page.locator(".desk-change").last).to_contain_text(language.number(ANNOUNCED), timeout=WAIT)
        keep(page, language)
        # A second person refuses it, it is mended again, and approved.
        request_review(page, desk, language, "new_edition")
        enter(other, desk, code, "Youssef")
        other.goto(f"{desk.address}/desk/review")
        other.locator("[name=reason]").fill("?")
        other.get_by_role("button", name=text("Send the draft back")).click()
        expect(other.locator(".desk-stage strong")).to_have_text(text("Draft"), timeout=WAIT)
        write_slogan(workbook)
        send_back(page, desk, workbook)
        keep(page, language)
        request_review(page, desk, language, "new_edition")
        expect(page.locator(".desk-others")).to_contain_text("Youssef", timeout=WAIT)
        approve(other, desk, language)
        reader.sees_nothing()
        # It is set for an hour, and public then.
        hour = (desk.house.clock.now + timedelta(minutes=90)).replace(second=0)
        local = hour.astimezone(morocco_zone())
        page.goto(f"{desk.address}/desk/publish")
        page.locator("[name=when][value=hour]").check()
        page.locator("[name=day]").fill(f"{local:%Y-%m-%d}")
        page.locator("[name=time]").fill(f"{local:%H:%M}")
        press_publish(page, language)
        expect(page.locator(".desk-stage strong")).to_have_text(text("Scheduled"), timeout=WAIT)
        page.wait_for_timeout(1500)  # more than one look of the desk at what has come due
        assert releases.newest_release() == 1
        reader.sees_nothing()
        desk.house.clock.now = hour
        # The line of the log is written after the release.
        until(lambda: releases.log.lines()[-1].act == "record_release", seconds=60)
        assert releases.newest_release() == 2
        reader.sees(ANNOUNCED)
        # It is corrected, with a reason.
        workbook = fetch_workbook(page, desk, language)
        total = next(cell for row in workbook.sheet("visitors").iter_rows() for cell in row if cell.value == ANNOUNCED)
        total.value = CORRECTED
        send_back(page, desk, workbook)
        keep(page, language)
        request_review(page, desk, language, "correction", "?")
        approve(other, desk, language)
        page.goto(f"{desk.address}/desk/publish")
        press_publish(page, language)
        expect(page.get_by_role("status")).to_have_text(text("It is published."), timeout=WAIT)
        reader.sees(CORRECTED)
        # It is taken back: a release itself, shown before it is done.
        page.goto(f"{desk.address}/desk/releases")
        page.get_by_role("link", name=text("Back to release {number}", number=2)).click()
        expect(page.locator("main")).to_contain_text(language.number(CORRECTED), timeout=WAIT)
        page.get_by_role("button", name=text("Back to release {number}", number=2)).click()
        expect(page.get_by_role("status")).to_have_text(text("It is published."), timeout=WAIT)
        reader.sees(ANNOUNCED)
        assert releases.newest_release() == 4
    page.goto(f"{desk.address}/desk/log")
    expect(page.locator(".desk-lines li")).to_have_count(len(releases.log.lines()))
    assert [(line.act, line.who) for line in releases.log.lines()] == [
        ("keep_draft", "Samira"),
        ("request_review", "Samira"),
        ("return_draft", "Youssef"),
        ("keep_draft", "Samira"),
        ("request_review", "Samira"),
        ("approve_draft", "Youssef"),
        ("schedule_release", "Samira"),
        ("record_release", ""),
        ("keep_draft", "Samira"),
        ("request_review", "Samira"),
        ("approve_draft", "Youssef"),
        ("schedule_release", "Samira"),
        ("record_release", ""),
        ("schedule_release", "Samira"),
        ("record_release", ""),
    ]
    for context in contexts:
        context.close()


def fill_total(workbook: FilledWorkbook, value: int) -> None:
    """The total of visitors as it should be."""
    qualifier = workbook.language.text("nearly {count}", count="").strip()
    workbook.write("visitors", TOTAL_ROW, value=value, qualifier=qualifier, sources="made-up-7")


def write_slogan(workbook: FilledWorkbook) -> None:
    """A slogan in each language."""
    row = next(row[0].row for row in workbook.sheet("editions").iter_rows() if row[1].value == 7)
    slogans = {"slogan_ar": "في خدمة المواطن", "slogan_fr": "Au service du citoyen", "slogan_en": "At your service"}
    workbook.write("editions", row, **slogans)
