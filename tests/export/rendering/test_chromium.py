"""Chromium, kept warm: killed, missing, broken, overrun and closed."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import suppress
from contextvars import copy_context
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, Mock

import pytest
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.charts import ChartContext, View, build_chart
from lib.export.pictures.plotly_svg import parse_drawing
from lib.export.rendering.chromium import BusyError, Chromium, NoChromiumError, RenderingError
from lib.export.rendering.disk_cache import DiskCache
from lib.language import Language
from lib.releases import open_live_archive
from lib.server.client import CURRENT_CLIENT
from lib.web import routes
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from tests.conftest import until
from tests.support.html_document import Document
from tests.support.web_fixtures import BASE, LINKS, web_app

CHART = {"data": [{"type": "bar", "x": [1, 2], "y": [1, 2]}], "layout": {}}


@pytest.fixture
def fresh() -> Iterator[Chromium]:
    """A browser of this test's own."""
    browser = Chromium(patience=120)
    yield browser
    browser.close()


def children(of: int) -> set[int]:
    """The processes that a process started, and those that they started, which still run."""
    started: dict[int, list[int]] = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            words = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if words[0] != "Z":
            started.setdefault(int(words[1]), []).append(int(folder.name))
    found, left = set(), [of]
    while left:
        left += (new := started.get(left.pop(), []))
        found.update(new)
    return found


def killed(before: set[int]) -> None:
    """Kill every process that this one has started since."""
    for process in children(os.getpid()) - before:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


linux = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="finds its child processes in /proc")


@linux
def test_a_browser_that_is_killed_is_started_again(fresh: Chromium) -> None:
    before = children(os.getpid())
    first = fresh.draw(CHART, 300, 200).result(120)
    killed(before)
    assert len(fresh.draw(CHART, 300, 200).result(120)) == len(first)
    # And while it is at work, on more than it can draw before it is killed.
    large = f'<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="900">{"<rect/>" * 200_000}</svg>'
    picture = fresh.print_picture(large, 1600, 900)
    time.sleep(0.05)
    killed(before)
    assert picture.result(120).startswith(b"%PDF")


@linux
def test_no_page_is_loaded_for_a_window_that_nobody_sees(fresh: Chromium) -> None:
    before = children(os.getpid())
    fresh.draw(CHART, 300, 200).result(120)
    commands = [Path(f"/proc/{process}/cmdline").read_bytes() for process in children(os.getpid()) - before]
    assert any(b"--type=renderer" in command for command in commands)
    assert not any(b"--top-chrome-webui" in command for command in commands)


@linux
def test_a_closed_browser_leaves_nothing_running_and_fails_what_waits() -> None:
    fresh = Chromium(patience=120, at_once=1)
    before, held, begun = children(os.getpid()), threading.Event(), threading.Event()
    fresh.draw(CHART, 300, 200).result(120)
    assert children(os.getpid()) - before

    async def wait() -> None:
        begun.set()
        await asyncio.to_thread(held.wait)

    at_work, waiting = fresh._queue(wait), [fresh.draw(CHART, 300, 200) for _ in range(2)]
    assert begun.wait(60)
    closing = threading.Thread(target=fresh.close)
    closing.start()
    until(lambda: fresh._closings)
    held.set()
    closing.join(120)
    assert at_work.result(0) is None
    assert all(isinstance(each.exception(10), RenderingError) for each in waiting)
    until(lambda: children(os.getpid()) <= before, 20)


def test_closing_a_browser_that_never_started_ends_and_hinders_nothing() -> None:
    threads, browser = threading.active_count(), Ready()
    browser.close()
    browser.close()
    assert threading.active_count() == threads

    async def work() -> str:
        return "done"

    assert browser._queue(work).result(20) == "done"


class Ready(Chromium):
    """A browser that need not be started."""

    async def _start(self) -> None:
        return None


def test_one_client_leaves_places_and_turns_to_the_others() -> None:
    browser, held, done = Ready(waiting=4, at_once=1), threading.Event(), list[str]()

    def ask(client: str) -> Future[None]:
        async def work() -> None:
            await asyncio.to_thread(held.wait)
            done.append(client)

        def queue() -> Future[None]:
            CURRENT_CLIENT.set(client)
            return browser._queue(work)

        return copy_context().run(queue)

    asked = [ask("a") for _ in range(3)]
    with pytest.raises(BusyError) as busy:
        ask("a").result(10)
    assert busy.value.retry > 0
    asked.append(ask("b"))
    held.set()
    for each in asked:
        each.result(10)
    assert done == ["a", "a", "b", "a"]
    ask("a").result(10)  # there is room again


def test_two_work_at_a_time_and_sixty_of_one_client_find_a_place() -> None:
    browser, held = Ready(at_once=2), threading.Event()
    begun, at_work, most = threading.Barrier(3), 0, 0

    async def work() -> None:
        nonlocal at_work, most
        at_work += 1
        most = max(most, at_work)
        if not held.is_set():
            await asyncio.to_thread(begun.wait, 60)
            await asyncio.to_thread(held.wait, 60)
        at_work -= 1

    asked = [browser._queue(work) for _ in range(60)]
    begun.wait(60)  # two have begun, and no more
    held.set()
    for each in asked:
        each.result(60)
    assert most == 2


def test_a_browser_that_is_ended_by_one_job_is_started_once_for_both() -> None:
    started: list[object] = []

    class Counted(Chromium):
        async def _open(self) -> None:
            browser = Mock(subprocess=None, close=AsyncMock())
            started.append(browser)
            self._kaleido = browser

    browser, tries = Counted(at_once=2), list[int]()

    async def fail_first() -> str:
        tries.append(len(tries))
        mine = len(tries)
        while len(tries) < 2:  # both are at work in the same browser
            await asyncio.sleep(0)
        if mine <= 2:
            raise ValueError("the browser crashed")
        return "done"

    asked = [browser._queue(fail_first) for _ in range(2)]
    assert [each.result(60) for each in asked] == ["done", "done"]
    assert len(started) == 2


@linux
def test_a_browser_that_ended_by_itself_is_noticed_and_started_again(fresh: Chromium) -> None:
    fresh.revive()
    assert not fresh.broken  # it is not needed, and not started
    before = children(os.getpid())
    fresh.draw(CHART, 300, 200).result(120)
    assert not fresh.broken
    for child in children(os.getpid()) - before:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    until(lambda: fresh.broken)
    fresh.revive()
    until(lambda: not fresh.broken and children(os.getpid()) - before, 120)


def test_work_that_fails_or_hangs_is_tried_once_more_and_stops_nothing() -> None:
    browser, tries = Ready(patience=0.5), 0

    async def wrong() -> None:
        nonlocal tries
        tries += 1
        raise ValueError("wrong")

    async def forever() -> None:
        nonlocal tries
        tries += 1
        await asyncio.sleep(60)

    async def right() -> int:
        return 1

    for work in (wrong, forever):
        tries = 0
        with pytest.raises(RenderingError):
            browser._queue(work).result(20)
        assert tries == 2
        assert browser._queue(right).result(20) == 1


# Without a browser


class Broken(Chromium):
    """A browser to which one thing always happens."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error
        self.asked = 0

    def _queue(self, work: Any) -> Future[Any]:
        self.asked += 1
        raise self.error


def reader(browser: Chromium, place: Path, patch: pytest.MonkeyPatch) -> TestClient:
    copy_maker = CopyMaker(open_live_archive(), DiskCache(place), browser)
    patch.setattr(routes, "shared_copy_maker", lambda: copy_maker)
    return TestClient(web_app(), base_url=BASE)


def program(folder: Path, does: str) -> Path:
    path = folder / "chromium"
    path.write_text(f"#!/bin/sh\n{does}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


@pytest.mark.parametrize("does", [None, "exit 1", "echo not a browser; exit 0"])
def test_no_browser_that_starts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, does: str | None) -> None:
    path = tmp_path / "nothing" if does is None else program(tmp_path, does)
    monkeypatch.setenv("BROWSER_PATH", str(path))
    browser = Chromium(patience=20)
    with pytest.raises(NoChromiumError):
        browser.draw(CHART, 300, 200).result(60)
    # A moment later nothing is tried, so that nobody waits for it.
    begun = time.monotonic()
    with pytest.raises(NoChromiumError):
        browser.draw(CHART, 300, 200).result(60)
    assert time.monotonic() - begun < 1


def test_when_to_ask_again_for_a_browser_that_does_not_start_comes_nearer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BROWSER_PATH", str(program(tmp_path, "exit 1")))
    browser = Chromium(patience=20)
    with pytest.raises(NoChromiumError) as first:
        browser.draw(CHART, 300, 200).result(60)
    browser._useless_until -= 20  # twenty seconds later
    with pytest.raises(NoChromiumError) as later:
        browser.draw(CHART, 300, 200).result(60)
    assert (first.value.retry, later.value.retry) == (30, 10)


def test_without_a_browser_only_pictures_are_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    client = reader(Broken(NoChromiumError("none")), tmp_path, monkeypatch)
    for form in ("svg", "png", "pdf"):
        answer = client.get(f"/charts/staff_total.{form}?lang=fr")
        assert answer.status_code == 503
        assert "apt-get install chromium" in answer.text
        assert int(answer.headers["retry-after"]) > 0
        assert answer.headers["cache-control"] == "no-store"
    for form in ("csv", "xlsx", "json"):
        assert client.get(f"/charts/staff_total.{form}?lang=fr").status_code == 200
    for address in ("/charts/staff_total?lang=fr", "/charts/staff_total/embed?lang=fr"):
        answer = client.get(address)
        assert answer.status_code == 200
        assert answer.headers["cache-control"] == "no-store"
        page = Document(answer.text)
        assert page.faults == []
        assert page.all("svg") == []
        assert any("2\u00a0300" in table.text for table in page.all("table"))
        assert "Le graphique ne peut pas être dessiné" in answer.text
    for address in ("/charts", "/charts.json", "/data.zip", "/health", "/sitemap.xml"):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("error", [NoChromiumError("none"), BusyError("many"), RenderingError("broken")])
def test_a_page_without_its_chart_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, archive: Archive, error: Exception
) -> None:
    browser = Broken(error)
    client = reader(browser, tmp_path, monkeypatch)
    for _ in range(2):
        assert Document(client.get("/charts/staff_total").text).all("svg") == []
    assert browser.asked == 2
    assert client.get("/charts/staff_total.svg").status_code == 503
    assert int(client.get("/charts/staff_total.svg").headers["retry-after"]) > 0


def test_a_page_has_its_chart_once_there_is_a_browser(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, chromium: Chromium
) -> None:
    client = reader(Broken(NoChromiumError("none")), tmp_path, monkeypatch)
    bare = client.get("/charts/staff_total")
    client = reader(chromium, tmp_path, monkeypatch)
    whole = client.get("/charts/staff_total")
    assert len(Document(whole.text).all("svg")) == 2
    assert whole.headers["cache-control"].startswith("public")
    assert whole.headers["etag"] != bare.headers["etag"]


def test_fifty_readers_of_a_picture_at_once(tmp_path: Path, chromium: Chromium, archive: Archive) -> None:
    drawn = 0

    class Counted(Chromium):
        def draw(self, figure: Mapping[str, Any], width: int, height: int) -> Future[str]:
            nonlocal drawn
            drawn += 1
            return chromium.draw(figure, width, height)

    copy_maker = CopyMaker(open_live_archive(), DiskCache(tmp_path), Counted())
    asked = ChartAddress("staff_total", View(4), "en", "svg")

    async def all_at_once() -> set[str]:
        return {
            copy.etag for copy in await asyncio.gather(*(copy_maker.copy(asked, archive, LINKS) for _ in range(50)))
        }

    assert len(asyncio.run(all_at_once())) == 1
    assert drawn == 1


def test_a_chart_is_drawn_the_same_every_time(
    fresh: Chromium, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before the page is loaded anew, after it, and in another browser."""
    monkeypatch.setattr("lib.export.rendering.chromium.CHARTS_BEFORE_RELOAD", 3)
    striped = build_chart("visitors_by_day", ChartContext(archive, View(4), Language("ar"))).plot.parts()
    first = parse_drawing(fresh.draw(striped, 720, 400).result(120), "striped")
    assert "url('#" in first.inside
    for _ in range(4):
        assert parse_drawing(fresh.draw(striped, 720, 400).result(120), "striped") == first
    fresh.close()
    assert parse_drawing(fresh.draw(striped, 720, 400).result(120), "striped") == first
