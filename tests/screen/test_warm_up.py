"""What stands is left alone by the garbage collector, and is collected all the same once it is gone."""

from __future__ import annotations

import asyncio
import gc
import logging
import weakref
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import Mock

import pytest

from lib.archive import Archive, ArchiveError, LiveArchive, open_live_archive, read_archive
from lib.charts import View
from lib.content.site_map import PAGES
from lib.export.rendering.disk_cache import DiskCache
from lib.language import Language
from lib.screen import warm_up
from lib.screen.first_paint import FirstPaints
from lib.screen.warm_up import freeze_live_objects, keep_warm
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from lib.web.links import Links
from tests.support.fake_chromium import Pencil

LINKS = Links("https://abwab.example")


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


class Ring:
    """Held by itself: only the collector ends it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_stands_is_looked_at_no_more_until_it_is_gone() -> None:
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
    monkeypatch.setattr(warm_up, "warm_archive", made.append)
    shelf, firsts = Mock(spec=LiveArchive), Mock()
    shelf.watch.side_effect = [*found, KeyboardInterrupt]

    async def until_the_end() -> None:
        ready = asyncio.Event()
        with pytest.raises(KeyboardInterrupt):
            await keep_warm(shelf, firsts, ready)
        assert ready.is_set()

    asyncio.run(until_the_end())
    return made, firsts


def test_an_archive_that_is_shown_no_longer_leaves_the_memory(tmp_path: Path) -> None:
    desk = CopyMaker(open_live_archive(), DiskCache(tmp_path), Pencil())
    firsts = FirstPaints(desk)
    old = read_archive()
    seen = weakref.ref(old)
    warm_up.warm_archive(old)
    asked = ChartAddress("visitors_total", View(4), "ar", "csv")
    asyncio.run(desk.copy(asked, old, LINKS))
    asyncio.run(firsts.html(PAGES[-1], old, View(4), Language("ar"), LINKS.base))  # the page without a chart to draw
    del old
    gc.collect()
    assert seen() is not None, "nothing is kept, and each run makes everything anew"
    firsts.forget()
    gc.collect()
    assert seen() is None
    assert Language("ar").number(4) == "4"


def test_each_archive_is_made_ready_once(monkeypatch: pytest.MonkeyPatch, archive: Archive, grown: Archive) -> None:
    made, firsts = looked(monkeypatch, archive, archive, grown)
    assert made == [archive, grown]
    assert [call.args for call in firsts.draw_ahead.call_args_list] == [(archive,), (grown,)]
    firsts.forget.assert_called_once_with()


def test_a_broken_folder_ends_nothing(
    monkeypatch: pytest.MonkeyPatch, archive: Archive, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        made, _ = looked(monkeypatch, ArchiveError(()), OSError("gone"), archive)
    assert made == [archive]
    assert [record.message for record in caplog.records] == ["not everything could be made ready"]
