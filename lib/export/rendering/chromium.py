"""A persistent Chromium: draws charts as SVG with Kaleido, and prints pictures and documents as PDF.

One browser does a job for each core at a time, on an event loop in its own thread, so that it blocks no other requests.
Clients take turns. If the browser crashes, it is restarted and the jobs are tried once more.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import math
import os
import threading
import time
from collections.abc import Callable, Coroutine, Mapping, Sequence
from concurrent.futures import Future
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import kaleido
from choreographer import Tab
from choreographer.browsers import chromium
from choreographer.errors import ChromeNotFoundError

from lib.charts.kinds.style import CHART_FONT
from lib.export.pictures import typeface
from lib.export.rendering.devtools import open_document, print_page, run_script
from lib.export.rendering.reproducible_pdf import make_reproducible
from lib.server.client import CURRENT_CLIENT
from lib.server.fair_queue import FairSemaphore, NoPlaceError

log = logging.getLogger(__name__)

WORK_TIMEOUT = 30.0  # seconds for one job, including the start of the browser
# Jobs at a time. Each has tabs of its own, in processes of their own; more of them than cores only cost memory.
JOBS_AT_ONCE = min(2, os.cpu_count() or 1)
MAX_WAITING_WORK = 240  # places for jobs that wait, some 20 seconds of work, of which one client may take a half
RESTART_DELAY = 30.0  # seconds before the next attempt to start a browser that failed to start
MISSING_RETRY = 3600  # seconds until it may help to ask again for a picture where no browser is installed
FAILURE_RETRY = 10  # seconds until it may help to ask again for a picture that could not be made
CHARTS_BEFORE_RELOAD = 100  # charts drawn before the page is reloaded

WorkResult = TypeVar("WorkResult")


class PictureError(RuntimeError):
    """A picture cannot be made now. `retry` is the number of seconds after which another try may help."""

    def __init__(self, reason: str = "", retry: float = FAILURE_RETRY) -> None:
        super().__init__(reason)
        self.retry = math.ceil(retry)


class NoChromiumError(PictureError):
    """Chromium is not installed or does not start."""


class BusyError(PictureError):
    """The client has too many jobs that wait."""


class RenderingError(PictureError):
    """The picture could not be made, or took too long."""


class KaleidoPage(kaleido.PageGenerator):  # type: ignore[misc]
    """Kaleido's page with our fonts embedded and loaded before the first chart is measured."""

    def __init__(self) -> None:
        super().__init__(mathjax=False)

    def generate_index(self) -> str:
        """The page as HTML."""
        page: str = super().generate_index()
        face = f"font-family:'{CHART_FONT}';position:absolute;opacity:0"
        used = "".join(f'<p style="{face};font-weight:{weight}">زئم aé1 ŒĲ</p>' for weight in (400, 600))
        return page.replace("</head>", f"<style>{typeface.full_font_css()}</style></head>").replace(
            "</body>", f"{used}</body>"
        )


# The page on which pictures are printed. The typeface is loaded once, and nothing is laid out for a screen.
PICTURE_PAGE = """<!DOCTYPE html><html><head><meta charset="utf-8"><style>%s
@page{margin:0}body{margin:0}svg{display:block}@media screen{svg{display:none}}</style></head><body></body></html>"""
LOAD_FONTS = "Promise.all([...document.fonts].map(face => face.load())).then(() => 1)"
SHOW_PICTURE = """document.body.innerHTML = %s;
Promise.all([...document.querySelectorAll("image")].map(image => image.decode())).then(() => 1)"""


class BareChromium(chromium.Chromium):
    """Chromium without the pages that prepare the suggestions of its address bar: nobody types there, and to load them
    takes a third of the start.
    """

    def get_cli(self) -> Sequence[str]:
        """The command that starts it."""
        return [*super().get_cli(), "--disable-features=WebUIOmniboxPopup,WebUIOmniboxAimPopup"]


class ReusingKaleido(kaleido.Kaleido):  # type: ignore[misc]
    """A Kaleido that reuses its page. Kaleido itself reloads the page after each chart, which blocks drawing for 0.2 s.
    Plotly removes everything it draws, so an occasional reload is enough.
    """

    drawn = 0

    async def _return_kaleido_tab(self, tab: Any) -> None:
        self.drawn += 1
        if self.drawn % CHARTS_BEFORE_RELOAD == 0:
            await super()._return_kaleido_tab(tab)
        else:
            await self.tabs_ready.put(tab)


class Chromium:
    """A browser. Safe to use from any thread and any event loop.

    Results are Futures, which may raise BusyError, NoChromiumError and RenderingError.
    """

    def __init__(
        self,
        patience: float = WORK_TIMEOUT,
        waiting: int = MAX_WAITING_WORK,
        rest: float = RESTART_DELAY,
        at_once: int = JOBS_AT_ONCE,
    ) -> None:
        self._patience = patience
        self._rest = rest
        self._at_once = at_once
        self._useless_until = 0.0
        self._closings = 0  # how often it was closed; work that was asked for before fails
        self._failed = False  # its last work
        self._turns = FairSemaphore(at_once, waiting)
        self._starting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._changing: asyncio.Lock | None = None  # held while the browser is started or ended
        self._at_work: set[asyncio.Task[Any]] = set()
        self._kaleido: ReusingKaleido | None = None
        self._picture_pages: asyncio.Queue[Tab] = asyncio.Queue()

    def draw(self, figure: Mapping[str, Any], width: int, height: int) -> Future[str]:
        """Draw a Plotly figure, {"data": […], "layout": {…}}, as SVG of `width` by `height` CSS pixels."""
        # Fixed ids, because Plotly gives traces random ones, which appear in the names of their patterns.
        traces = [{**trace, "uid": str(place)} for place, trace in enumerate(figure["data"])]
        spec = {"data": traces, "layout": figure["layout"]}
        options = {"format": "svg", "width": width, "height": height}

        async def work() -> str:
            assert self._kaleido
            # In a separate task, because Kaleido cancels the calling task when the browser crashes.
            drawn: bytes = await asyncio.create_task(self._kaleido.calc_fig(spec, opts=options))
            return drawn.decode()

        return self._queue(work)

    def print_picture(self, svg: str, width: int, height: int) -> Future[bytes]:
        """Print an SVG of that size in CSS pixels as a PDF page, from which a PNG can be made. Its text needs no
        embedded typeface, and is not tagged.
        """

        async def work() -> bytes:
            pages = self._picture_pages
            page = await pages.get()
            try:
                await run_script(page, SHOW_PICTURE % json.dumps(svg))
                return await print_page(page, width, height, generateTaggedPDF=False)
            finally:
                pages.put_nowait(page)

        return self._queue(work)

    def print(self, html: str, width: float, height: float) -> Future[bytes]:
        """Print a document as PDF on pages of `width` by `height` CSS pixels."""

        async def work() -> bytes:
            assert self._kaleido
            page = await self._kaleido.create_tab()
            try:
                await open_document(page, html)
                await run_script(page, "document.fonts.ready.then(() => 1)")
                return make_reproducible(await print_page(page, width, height))
            finally:
                await self._kaleido.close_tab(page.target_id)

        return self._queue(work)

    def close(self) -> None:
        """Close the browser and fail all waiting jobs. The next job starts it again."""
        if self._loop:
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(self._patience)

    @property
    def broken(self) -> bool:
        """Whether its last work failed, or it has ended by itself since."""
        return self._failed or _has_ended(self._kaleido)

    def revive(self) -> None:
        """Start the browser again if it has ended by itself."""
        if _has_ended(self._kaleido):
            self._queue(_do_nothing)

    def _queue(self, work: Callable[[], Coroutine[Any, Any, WorkResult]]) -> Future[WorkResult]:
        with self._starting:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="chromium", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(self._done(work, CURRENT_CLIENT.get()), self._loop)

    async def _done(self, work: Callable[[], Coroutine[Any, Any, WorkResult]], client: str) -> WorkResult:
        """Wait for the browser and do the work. If it fails, try once more in a new browser."""
        closings = self._closings
        try:
            turn = await self._turns.enter(client)
        except NoPlaceError as full:
            raise BusyError("too many pictures are waiting", full.retry) from full
        task = asyncio.current_task()
        assert task
        self._at_work.add(task)
        try:
            try:
                result = await self._attempt(work, closings)
            except RenderingError as failed:
                self._failed = True  # until the second attempt succeeds
                log.info("tried again in a new browser: %r", failed.__cause__)
                result = await self._attempt(work, closings)
            self._failed = False
            return result
        except NoChromiumError:
            self._failed = True
            raise
        finally:
            self._at_work.discard(task)
            self._turns.end(turn)

    async def _attempt(self, work: Callable[[], Coroutine[Any, Any, WorkResult]], closings: int) -> WorkResult:
        if self._closings != closings:
            raise RenderingError("the browser was closed")
        browser = None
        try:
            async with asyncio.timeout(self._patience):
                browser = await self._start()
                return await work()
        except NoChromiumError:
            raise
        except (Exception, asyncio.CancelledError) as error:
            # A browser crash cancels pending commands; a client that disconnects cancels this task.
            if isinstance(error, asyncio.CancelledError) and (task := asyncio.current_task()) and task.cancelling():
                raise
            await self._end(browser)
            raise RenderingError(str(error) or "it took too long") from error

    def _lock(self) -> asyncio.Lock:
        self._changing = self._changing or asyncio.Lock()
        return self._changing

    async def _start(self) -> ReusingKaleido | None:
        """The browser that does the work, started if there is none."""
        if _has_ended(self._kaleido):
            await self._end(self._kaleido)
        async with self._lock():
            if self._kaleido is None:
                await self._open()
            return self._kaleido

    async def _open(self) -> None:
        if (rest := self._useless_until - time.monotonic()) > 0:
            raise NoChromiumError("Chromium did not start a moment ago", rest)
        try:
            browser = ReusingKaleido(
                n=self._at_once, page_generator=KaleidoPage(), timeout=self._patience, browser_cls=BareChromium
            )
        except ChromeNotFoundError as missing:
            raise NoChromiumError("Chromium is not installed", MISSING_RETRY) from missing
        pages: asyncio.Queue[Tab] = asyncio.Queue()
        try:
            await browser.open()
            for _ in range(self._at_once):
                page = await browser.create_tab(window=True)
                await open_document(page, PICTURE_PAGE % typeface.full_font_css())
                await run_script(page, LOAD_FONTS)
                pages.put_nowait(page)
        except Exception as error:
            await _shut(browser)
            self._useless_until = time.monotonic() + self._rest
            log.warning("Chromium does not start: %r", error)
            raise NoChromiumError("Chromium does not start", self._rest) from error
        except asyncio.CancelledError:  # it took too long, or whoever asked has gone
            await _shut(browser)
            raise
        self._kaleido, self._picture_pages = browser, pages

    async def _close(self) -> None:
        self._closings += 1
        if self._at_work:
            await asyncio.wait(self._at_work)
        await self._end(self._kaleido)

    async def _end(self, browser: ReusingKaleido | None) -> None:
        """End a browser, unless another job has ended it: one that was started since goes on."""
        async with self._lock():
            if browser and browser is self._kaleido:
                self._kaleido = None
                await _shut(browser)


def _has_ended(browser: ReusingKaleido | None) -> bool:
    """Whether the process of a browser has ended, though nobody ended it."""
    process = getattr(browser, "subprocess", None)
    return process is not None and process.poll() is not None


async def _shut(browser: ReusingKaleido) -> None:
    with contextlib.suppress(Exception):
        await asyncio.wait_for(browser.close(), 10)


async def _do_nothing() -> None:
    """Work that only needs the browser to be started."""


@cache
def renderer_version() -> str:
    """The versions of Plotly and Kaleido, and the size and modification time of the Chromium executable.

    Asking Chromium for its version would take half a second. That part is "" if there is no Chromium.
    """
    program = Path(chromium.Chromium.find_browser(skip_local=False) or "")
    state = program.stat() if program.is_file() else None
    return f"{version('plotly')} {version('kaleido')} {(state.st_size, state.st_mtime_ns) if state else ''}"


@cache
def shared_chromium() -> Chromium:
    """The one browser of this process."""
    return Chromium()
