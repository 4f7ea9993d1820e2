"""The desk: what it hands out when the day or the record book is another."""

from __future__ import annotations

import asyncio
import datetime
from pathlib import Path

import pytest

from lib.archive import read_archive
from lib.charts import View
from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.web.address import ChartAddress, CopyFormat
from lib.web.copies import Copy, CopyMaker
from tests.support.press_fixtures import DAY, LINKS

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
    desk = CopyMaker(None, DiskCache(tmp_path), chromium, calendar)  # type: ignore[arg-type]  # the archive is at hand

    def taken(day: datetime.date) -> Copy:
        calendar.day = day
        return asyncio.run(desk.copy(ChartAddress("staff_total", View(4), "en", form), archive, LINKS))

    first, back, again = taken(DAY), taken(BEFORE), taken(DAY)
    assert again == first
    assert back.etag != first.etag
    if form not in ("xlsx", "svg"):  # the one is packed, the other may break a line
        assert str(BEFORE.year).encode() in back.body
        assert not back.passing
