"""Chromium, kept warm: draws charts as SVG through Kaleido, and takes pictures and prints of what was drawn.

One browser, one thing at a time, in a thread of its own, so that no request waits for anything but its own picture.
A browser that dies is started again, and the piece of work at which it died is tried once more.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
import logging
import threading
import time
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

import kaleido
import plotly.graph_objects as go
from choreographer import Tab
from choreographer.browsers import chromium
from choreographer.errors import ChromeNotFoundError

from lib.charts.kinds.style import CHART_FONT
from lib.export.pictures import typeface
from lib.export.rendering.reproducible_pdf import make_reproducible

log = logging.getLogger(__name__)

WORK_TIMEOUT = 30.0  # seconds for one piece of work, the start of the browser included
MAX_WAITING_WORK = 24  # pieces of work that may wait; beyond it they are refused
RESTART_DELAY = 30.0  # seconds before another start is tried of a browser that did not start
CHARTS_BEFORE_RELOAD = 100  # that are drawn before the page on which they are is loaded anew
PIXELS_PER_INCH = 96  # CSS pixels

WorkResult = TypeVar("WorkResult")


class PictureError(RuntimeError):
    """No picture can be made now."""


class NoChromiumError(PictureError):
    """There is no Chromium on this machine, or none that starts."""


class BusyError(PictureError):
    """Too many pictures are waiting already."""


class RenderingError(PictureError):
    """The picture could not be made, or not in time."""


class KaleidoPage(kaleido.PageGenerator):  # type: ignore[misc]
    """Kaleido's page with our typeface in it, in use before the first chart is measured."""

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


class ReusingKaleido(kaleido.Kaleido):  # type: ignore[misc]
    """Kaleido that draws on where it drew before. It loads its page anew after each chart, 0.2 s in which nothing can
    be drawn; Plotly takes away all that it drew on, so that it is enough to do so now and then.
    """

    drawn = 0

    async def _return_kaleido_tab(self, tab: Any) -> None:
        self.drawn += 1
        if self.drawn % CHARTS_BEFORE_RELOAD == 0:
            await super()._return_kaleido_tab(tab)
        else:
            await self.tabs_ready.put(tab)


class Chromium:
    """The one browser of this process. Safe to use from any thread and any event loop.

    What it makes is a Future, which may raise NoChromiumError and FailedError.
    """

    def __init__(
        self, patience: float = WORK_TIMEOUT, waiting: int = MAX_WAITING_WORK, rest: float = RESTART_DELAY
    ) -> None:
        self._patience = patience
        self._waiting = waiting
        self._rest = rest
        self._useless_until = 0.0
        self._closing = False
        self._asked = 0
        self._counting = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._turn: asyncio.Lock | None = None
        self._kaleido: ReusingKaleido | None = None
        self._canvas: Tab | None = None

    def draw(self, chart: go.Figure, width: int, height: int) -> Future[str]:
        """The chart as SVG of that many CSS pixels, in its placeholder colours. Raises BusyError."""
        written = chart.to_plotly_json()
        # Plotly names each trace anew at each drawing, and its pattern after it; so each has its name here.
        traces = [{**trace, "uid": str(place)} for place, trace in enumerate(written["data"])]
        spec = {"data": traces, "layout": written["layout"]}
        options = {"format": "svg", "width": width, "height": height}

        async def work() -> str:
            assert self._kaleido
            # In a task of its own: when a browser dies, Kaleido cancels whatever task has called it.
            drawn: bytes = await asyncio.create_task(self._kaleido.calc_fig(spec, opts=options))
            return drawn.decode()

        return self._queue(work)

    def photograph(self, svg: str, width: int, height: int, scale: float) -> Future[bytes]:
        """A picture of an SVG of that many CSS pixels, as PNG with `scale` dots a pixel. Raises BusyError."""

        async def work() -> bytes:
            await self._show(svg, width, height, scale)
            # Packed quickly: a third larger, and there in two thirds of the time.
            taken = await self._tell("Page.captureScreenshot", format="png", optimizeForSpeed=True)
            return base64.b64decode(taken["data"])

        return self._queue(work)

    def print(self, html: str, width: float, height: float) -> Future[bytes]:
        """A document as PDF, on pages of that many CSS pixels. Raises BusyError."""

        async def work() -> bytes:
            await self._show(html, int(width), int(height))
            sheet = {"paperWidth": width / PIXELS_PER_INCH, "paperHeight": height / PIXELS_PER_INCH}
            margins = {f"margin{side}": 0 for side in ("Top", "Bottom", "Left", "Right")}
            printed = await self._tell("Page.printToPDF", printBackground=True, **sheet, **margins)
            return make_reproducible(base64.b64decode(printed["data"]))

        return self._queue(work)

    def close(self) -> None:
        """End the browser, and fail what still waits for it; the next piece of work starts it again."""
        if self._loop:
            asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(self._patience)

    def _queue(self, work: Callable[[], Coroutine[Any, Any, WorkResult]]) -> Future[WorkResult]:
        with self._counting:
            if self._asked >= self._waiting:
                raise BusyError(f"{self._asked} pictures are waiting")
            self._asked += 1
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                threading.Thread(target=self._loop.run_forever, name="chromium", daemon=True).start()
        return asyncio.run_coroutine_threadsafe(self._done(work), self._loop)

    async def _done(self, work: Callable[[], Coroutine[Any, Any, WorkResult]]) -> WorkResult:
        """The work done in its turn; in a new browser if the one at hand has died of old age or of this work."""
        self._turn = self._turn or asyncio.Lock()
        try:
            async with self._turn:
                try:
                    return await self._attempt(work)
                except RenderingError as failed:
                    log.info("tried again in a new browser: %r", failed.__cause__)
                    return await self._attempt(work)
        finally:
            with self._counting:
                self._asked -= 1

    async def _attempt(self, work: Callable[[], Coroutine[Any, Any, WorkResult]]) -> WorkResult:
        if self._closing:
            raise RenderingError("the browser is being closed")
        try:
            async with asyncio.timeout(self._patience):
                await self._start()
                return await work()
        except NoChromiumError:
            raise
        except (Exception, asyncio.CancelledError) as error:
            # Where a browser dies, what it was asked for is cancelled; where a reader is gone, this task is.
            if isinstance(error, asyncio.CancelledError) and (task := asyncio.current_task()) and task.cancelling():
                raise
            await self._end()
            raise RenderingError(str(error) or "it took too long") from error

    async def _start(self) -> None:
        if self._kaleido:
            return
        if time.monotonic() < self._useless_until:
            raise NoChromiumError("Chromium did not start a moment ago")
        try:
            browser = ReusingKaleido(page_generator=KaleidoPage(), timeout=self._patience)
        except ChromeNotFoundError as missing:
            raise NoChromiumError("Chromium is not installed") from missing
        try:
            await browser.open()
            self._kaleido, self._canvas = browser, await browser.create_tab()
        except Exception as error:
            self._kaleido = browser
            await self._end()
            self._useless_until = time.monotonic() + self._rest
            log.warning("Chromium does not start: %r", error)
            raise NoChromiumError("Chromium does not start") from error

    async def _close(self) -> None:
        self._closing = True
        try:
            self._turn = self._turn or asyncio.Lock()
            async with self._turn:
                await self._end()
        finally:
            self._closing = False

    async def _show(self, markup: str, width: int, height: int, scale: float = 1) -> None:
        """Put a document on the canvas and wait until its typeface is there."""
        frame = (await self._tell("Page.getFrameTree"))["frameTree"]["frame"]["id"]
        await self._tell(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )
        if markup.startswith("<svg"):
            markup = f"<!DOCTYPE html><style>*{{margin:0}}svg{{display:block}}</style>{markup}"
        await self._tell("Page.setDocumentContent", frameId=frame, html=markup)
        await self._tell(
            "Runtime.evaluate",
            expression="document.fonts.ready.then(() => new Promise(requestAnimationFrame)).then(() => 1)",
            awaitPromise=True,
        )

    async def _tell(self, command: str, **parameters: object) -> dict[str, Any]:
        assert self._canvas
        answer = await self._canvas.send_command(command, params=parameters)
        if "error" in answer:
            raise RuntimeError(f"{command}: {answer['error']}")
        result: dict[str, Any] = answer["result"]
        return result

    async def _end(self) -> None:
        browser, self._kaleido, self._canvas = self._kaleido, None, None
        if browser:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(browser.close(), 10)


@cache
def renderer_version() -> str:
    """What draws: the versions of Plotly and Kaleido, and which program Chromium is, by its size and date.

    Its date, because to ask it for its version takes half a second. "" in its place where there is no Chromium.
    """
    program = Path(chromium.Chromium.find_browser(skip_local=False) or "")
    state = program.stat() if program.is_file() else None
    return f"{version('plotly')} {version('kaleido')} {(state.st_size, state.st_mtime_ns) if state else ''}"


@cache
def shared_chromium() -> Chromium:
    """The one browser of this process."""
    return Chromium()
