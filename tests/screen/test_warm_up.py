"""What stands is left alone by the garbage collector, and is collected all the same once it is gone."""

from __future__ import annotations

import asyncio
import gc
import logging
import threading
import weakref
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import AsyncMock, Mock

import pytest

from lib.archive import Archive, ArchiveError, Message, Problem, read_archive
from lib.charts import View
from lib.content.site_map import PAGES
from lib.export.rendering.disk_cache import DiskCache
from lib.language import Language
from lib.releases import LiveArchive, open_live_archive
from lib.releases.archive_state import ArchiveState
from lib.screen import warm_up
from lib.screen.first_paint import FirstPaints
from lib.screen.warm_up import freeze_live_objects, keep_warm
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from lib.web.links import Links
from tests.support.fake_chromium import FakeChromium

LINKS = Links("https://abwab.example")


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


class Ring:
    """Held by itself: only the collector ends it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_stands_is_no_longer_visited_until_it_is_gone() -> None:
    ring = Ring()
    seen = weakref.ref(ring)
    freeze_live_objects()
    assert gc.get_freeze_count() > 0
    del ring
    gc.collect()
    assert seen() is not None, "it was looked at, though it is frozen"
    freeze_live_objects()
    assert seen() is None, "what is gone stays in the memory"


def looked(monkeypatch: pytest.MonkeyPatch, *found: Archive | Exception) -> tuple[list[Archive], Mock]:
    """The archives that were made ready when the folder held one after the other, and what was drawn ahead."""
    made: list[Archive] = []
    monkeypatch.setattr(warm_up, "WATCH_INTERVAL", 0)
    monkeypatch.setattr(warm_up, "warm_front_page", lambda archive: None)
    monkeypatch.setattr(warm_up, "warm_archive", made.append)
    live_archive, first_paints = Mock(spec=LiveArchive), Mock(draw_ahead=AsyncMock())
    live_archive.watch.side_effect = [*found, KeyboardInterrupt]
    live_archive.state.side_effect = [
        ArchiveState("failing", 0, 2, 0, 1) if isinstance(each, ArchiveError) else ArchiveState("ok", 6, 0, 0, 0)
        for each in found
    ]

    async def until_the_end() -> None:
        ready = asyncio.Event()
        with pytest.raises(KeyboardInterrupt):
            await keep_warm(live_archive, first_paints, ready)
        assert ready.is_set()

    asyncio.run(until_the_end())
    return made, first_paints


def show_archive(first_paints: FirstPaints, maker: CopyMaker) -> weakref.ref[Archive]:
    """What is left of an archive that was warmed, taken away and shown: in a call of its own, whose variables go."""
    archive = read_archive()
    warm_up.warm_archive(archive)
    asyncio.run(maker.copy(ChartAddress("visitors_total", View(4), "ar", "csv"), archive, LINKS))
    asyncio.run(first_paints.html(PAGES[-1], archive, View(4), Language("ar"), LINKS.base))  # a page without a chart
    return weakref.ref(archive)


def test_an_archive_that_is_shown_no_longer_leaves_the_memory(tmp_path: Path) -> None:
    maker = CopyMaker(open_live_archive(), DiskCache(tmp_path), FakeChromium())
    first_paints = FirstPaints(maker)
    seen = show_archive(first_paints, maker)
    gc.collect()
    assert seen() is not None, "nothing is kept, and each run makes everything anew"
    first_paints.forget()
    gc.collect()
    assert seen() is None
    assert Language("ar").number(4) == "4"


def test_each_archive_is_made_ready_once(monkeypatch: pytest.MonkeyPatch, archive: Archive, grown: Archive) -> None:
    made, first_paints = looked(monkeypatch, archive, archive, grown)
    assert made == [archive, grown]
    assert [call.args for call in first_paints.draw_ahead.call_args_list] == [(archive,), (grown,)]
    first_paints.forget.assert_called_once_with()


def test_a_broken_folder_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        made, _ = looked(monkeypatch, ArchiveError(()), OSError("gone"), archive)
    assert made == [archive]
    assert [record.message for record in caplog.records if record.levelno == logging.ERROR] == [
        "not everything could be made ready"
    ]


def test_each_change_of_the_record_book_is_one_line_of_the_log_without_its_content(
    monkeypatch: pytest.MonkeyPatch, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    broken = ArchiveError((Problem("7-rabat-2026/visitors.csv", 2, "value", Message("26,5 is no number")),))
    with caplog.at_level(logging.INFO, "abwab.archive"):
        looked(monkeypatch, broken, broken, archive, archive)
    told = [record for record in caplog.records if record.name == "abwab.archive"]
    assert [(record.levelname, record.message) for record in told] == [
        ("WARNING", "record book failing"),
        ("INFO", "record book ok"),
    ]
    counts = ("status", "editions", "errors", "warnings", "held_back")
    assert [vars(told[0])[name] for name in counts] == ["failing", 0, 2, 0, 1]
    assert not any("rabat" in str(vars(record)) or "26,5" in str(vars(record)) for record in caplog.records)


def test_a_look_that_hangs_keeps_nothing_back_from_the_log(
    monkeypatch: pytest.MonkeyPatch, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(warm_up, "WATCH_INTERVAL", 0)
    monkeypatch.setattr(warm_up, "LOOK_PATIENCE", 0.01)
    for each in ("warm_front_page", "warm_archive"):
        monkeypatch.setattr(warm_up, each, lambda archive: None)
    back, live_archive, first_paints = threading.Event(), Mock(spec=LiveArchive), Mock()
    live_archive.watch = lambda: back.wait(60) and archive
    live_archive.state.return_value = ArchiveState("degraded", 6, 0, 0, 0, folder=False)

    async def until_the_end() -> None:
        ready = asyncio.Event()
        watching = asyncio.create_task(keep_warm(live_archive, first_paints, ready))
        await ready.wait()
        first_paints.draw_ahead.assert_not_called()
        back.set()
        while not first_paints.draw_ahead.called:
            await asyncio.sleep(0.01)
        watching.cancel()

    with caplog.at_level(logging.INFO, "abwab.archive"):
        asyncio.run(until_the_end())
    assert [record.message for record in caplog.records if record.name == "abwab.archive"] == ["record book degraded"]
    first_paints.draw_ahead.assert_called_once_with(archive)
