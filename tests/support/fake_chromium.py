"""A fake Chromium for tests of press kits and of the static site."""

from __future__ import annotations

import datetime
import io
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pikepdf

from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.releases import open_live_archive
from lib.web.copies import CopyMaker
from lib.web.kit_jobs import KitJobs

DAY = datetime.date(2026, 11, 25)


class FakeChromium(Chromium):
    """Returns placeholder drawings at once. `before` is called before each job and may fail or delay it."""

    def __init__(self, before: Callable[[int], None] = lambda count: None) -> None:
        super().__init__()
        self.count = 0
        self._before = before

    def draw(self, figure: Mapping[str, Any], width: int, height: int) -> Future[str]:
        """An SVG as Plotly writes it, without a chart in it."""
        plot = f'<defs id="defs-a1b2c3"/><rect class="bg" x="8" y="8" width="{width - 16}" height="{height - 40}"/>'
        return self._result(f'<svg class="main-svg" width="{width}" height="{height}">{plot}</svg>')

    def print_picture(self, svg: str, width: int, height: int) -> Future[bytes]:
        """An empty page of that size, with the picture behind its end."""
        return self._result(_empty_page(width * 0.75, height * 0.75) + svg.encode())

    def print(self, html: str, width: float, height: float) -> Future[bytes]:
        """An empty page with the document behind its end."""
        return self._result(_empty_page(width * 0.75, height * 0.75) + html.encode())

    def _result(self, what: Any) -> Future[Any]:
        self.count += 1
        future: Future[Any] = Future()
        try:
            self._before(self.count)
            future.set_result(what)
        except Exception as error:
            future.set_exception(error)
        return future


def _empty_page(width: float, height: float) -> bytes:
    page = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page(page_size=(width, height))
        document.save(page, deterministic_id=True)
    return page.getvalue()


def make_copy_maker(folder: Path, chromium: Chromium, day: datetime.date = DAY) -> CopyMaker:
    """A maker of copies with its own cache folder."""
    return CopyMaker(open_live_archive(), DiskCache(folder / "press"), chromium, lambda: day)


def make_kit_jobs(folder: Path, chromium: Chromium, day: datetime.date = DAY) -> KitJobs:
    """Kit jobs with their own cache folder."""
    return KitJobs(DiskCache(folder / "kits"), lambda: make_copy_maker(folder, chromium, day))


def held(go: threading.Event) -> Callable[[int], None]:
    """Work that doesn't begin before it may."""

    def before(count: int) -> None:
        assert go.wait(60)

    return before
