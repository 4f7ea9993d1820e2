"""Copies: what is made when the day or the record book is another."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import choreographer.browsers.chromium
import pytest

from lib.archive import read_archive
from lib.charts import View
from lib.export.rendering.chromium import Chromium, RenderingError, renderer_version
from lib.export.rendering.disk_cache import DiskCache
from lib.web import copies, copy_hashes
from lib.web.address import ChartAddress, CopyFormat
from lib.web.conditional import Copy
from lib.web.copies import CopyMaker
from tests.support.fake_chromium import FakeChromium
from tests.support.web_fixtures import DAY, LINKS

BEFORE = DAY - datetime.timedelta(days=400)


class Calendar:
    """A day that can be set, forwards and back."""

    def __init__(self) -> None:
        self.day = DAY

    def __call__(self) -> datetime.date:
        return self.day


@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "page", "svg"])
def test_a_clock_set_back(form: CopyFormat, tmp_path: Path, chromium: Chromium) -> None:
    """A copy is of the day on which it is taken, even if that day was before; the other day's is still the other's."""
    calendar, archive = Calendar(), read_archive()
    copy_maker = CopyMaker(None, DiskCache(tmp_path), chromium, calendar)  # type: ignore[arg-type]  # the archive is at hand

    def taken(day: datetime.date) -> Copy:
        calendar.day = day
        return asyncio.run(copy_maker.copy(ChartAddress("staff_total", View(4), "en", form), archive, LINKS))

    first, back, again = taken(DAY), taken(BEFORE), taken(DAY)
    assert again == first
    assert back.etag != first.etag
    if form not in ("xlsx", "svg"):  # the one is packed, the other may break a line
        assert str(BEFORE.year).encode() in back.body
        assert not back.is_fallback


def test_what_makes_a_copy_decides_whether_it_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A chart's code and another Chromium do; a comment in what only serves it doesn't."""
    for name in ("charts/visitors.py", "language/fr.po", "templates/page.html", "server/log.py", "screen/frame.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("# as it was")
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh")
    program.chmod(0o755)
    monkeypatch.setattr(copy_hashes, "LIB_FOLDER", tmp_path)
    monkeypatch.setattr(choreographer.browsers.chromium.Chromium, "find_browser", lambda **_: str(program))

    def code_hash() -> str:
        renderer_version.cache_clear()
        copy_hashes.code_hash.cache_clear()
        return copy_hashes.code_hash()

    try:
        before = code_hash()
        for name in ("server/log.py", "screen/frame.py"):
            (tmp_path / name).write_text("# another comment")
            assert code_hash() == before, name
        for name in ("charts/visitors.py", "language/fr.po", "templates/page.html", "chromium"):
            (tmp_path / name).write_text("# another version of it")
            after = code_hash()
            assert after != before, name
            before = after
    finally:
        renderer_version.cache_clear()
        copy_hashes.code_hash.cache_clear()


def test_the_copies_in_memory_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Those in memory go with what was not asked for longest; they come from the disk again."""
    monkeypatch.setattr(copies, "MEMORY_CACHE_BYTES", 6000)
    fake_chromium, archive = FakeChromium(), read_archive()
    maker = CopyMaker(None, DiskCache(tmp_path), fake_chromium, lambda: DAY)  # type: ignore[arg-type]  # the archive is at hand
    read: list[str] = []
    monkeypatch.setattr(maker, "_store", CountingCache(tmp_path, read))

    def taken(edition: int) -> Copy:
        return asyncio.run(maker.copy(ChartAddress("staff_total", View(edition), "en", "csv"), archive, LINKS))

    first = taken(1)
    assert 1000 < len(first.body) < 6000
    assert (taken(1), len(read)) == (first, 1)
    for edition in (2, 3, 4, 5, 6):
        taken(edition)
    assert (taken(1), len(read)) == (first, 7)


class Scribe(FakeChromium):
    """Draws what is no chart, the first time."""

    def draw(self, figure: Mapping[str, Any], width: int, height: int) -> Future[str]:
        return super().draw(figure, width, height) if self.count else self._result("<svg>half a chart")


def test_a_drawing_that_is_no_chart_is_not_kept(tmp_path: Path) -> None:
    archive, asked = read_archive(), ChartAddress("staff_total", View(4), "en", "svg")
    maker = CopyMaker(None, DiskCache(tmp_path), Scribe(), lambda: DAY)  # type: ignore[arg-type]  # the archive is at hand
    with pytest.raises(RenderingError):
        asyncio.run(maker.copy(asked, archive, LINKS))
    assert asyncio.run(maker.copy(asked, archive, LINKS)).body.startswith(b"<svg ")


@pytest.mark.parametrize("form", ["png", "svg", "pdf", "xlsx", "csv", "json", "page", "embed"])
def test_what_was_damaged_on_disk_is_made_again(form: CopyFormat, tmp_path: Path) -> None:
    """Copies, and the drawings that they are made of, after a restart."""
    archive = read_archive()

    def taken() -> Copy:
        maker = CopyMaker(None, DiskCache(tmp_path), FakeChromium(), lambda: DAY)  # type: ignore[arg-type]  # the archive is at hand
        return asyncio.run(maker.copy(ChartAddress("staff_total", View(4), "en", form), archive, LINKS))

    whole = taken()
    for content in (b"", b"\x89PNG", b"<svg width='1'"):
        kept = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert kept
        for path in kept:
            path.write_bytes(content)
        assert taken() == whole


class Sleeper(FakeChromium):
    """Answers nothing until it is woken."""

    def __init__(self) -> None:
        super().__init__()
        self.sleeping: list[Future[str]] = []

    def draw(self, figure: Mapping[str, Any], width: int, height: int) -> Future[str]:
        self.sleeping.append(Future())
        return self.sleeping[-1]


@pytest.mark.parametrize("form", ["page", "embed"])
def test_a_page_does_not_wait_for_a_browser_that_hangs(form: CopyFormat, tmp_path: Path) -> None:
    """It has the table in place of the drawing, is kept nowhere, and has the drawing once that is made."""
    archive, sleeper = read_archive(), Sleeper()
    asked = ChartAddress("staff_total", View(4), "en", form)
    maker = CopyMaker(None, DiskCache(tmp_path), sleeper, lambda: DAY, patience=0.05)  # type: ignore[arg-type]  # the archive is at hand

    async def scene() -> tuple[Copy, Copy]:
        bare = await maker.copy(asked, archive, LINKS)
        maker._patience = 60
        whole = asyncio.ensure_future(maker.copy(asked, archive, LINKS))
        drawn = 0
        while not whole.done():
            for waiting in sleeper.sleeping[drawn:]:
                waiting.set_result(FakeChromium().draw({}, 720, 400).result())
            drawn = len(sleeper.sleeping)
            await asyncio.sleep(0.01)
        return bare, await whole

    bare, whole = asyncio.run(scene())
    assert (bare.is_fallback, whole.is_fallback) == (True, False)
    assert b"<table" in bare.body
    assert b"<svg" not in bare.body
    assert b"<svg" in whole.body


class CountingCache(DiskCache):
    """Notes each key that is looked up on the disk."""

    def __init__(self, folder: Path, read: list[str]) -> None:
        super().__init__(folder)
        self._read = read

    def get(self, key: str) -> bytes | None:
        self._read.append(key)
        return super().get(key)
