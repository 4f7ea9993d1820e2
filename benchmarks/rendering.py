"""Benchmark of rendering: makes documents and pictures in a warm process, without a network."""

import asyncio
import json
import tempfile
import time
from itertools import product
from pathlib import Path
from typing import Any

import streamlit
from starlette.responses import HTMLResponse
from starlette.types import Message

from benchmarks.measurement import Clock
from lib.archive import Archive
from lib.charts import View
from lib.content.site_map import PAGES
from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.language import LANGUAGE_CODES
from lib.releases import open_live_archive
from lib.screen.document import DocumentMiddleware
from lib.screen.first_paint import FirstPaints
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from lib.web.document_address import DocumentAddress
from lib.web.links import Links

BASE_ADDRESS = "http://127.0.0.1"
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
RENDERING_RUNS = 15
PAGE_DRAWING_TIMEOUT = 60.0  # seconds in which the drawings of a page must be finished
CHART_NAME = "visitors_total"
DECK_PAGES = ("record", "visitors")


async def measure_rendering() -> dict[str, Any]:
    """{"documents": {"record": [CPU seconds, …], …}, "pictures": [wall seconds, …], "kept": [wall seconds, …],
    "decks": [wall seconds, …], "deck_bytes": [bytes, …]}
    """
    archive = open_live_archive().watch()
    with tempfile.TemporaryDirectory(prefix="abwab-making-") as folder:
        store, chromium = DiskCache(Path(folder)), Chromium()
        copy_maker = CopyMaker(open_live_archive(), store, chromium)
        try:
            documents = await _documents(
                DocumentMiddleware(
                    HTMLResponse(INDEX.read_text("utf-8")), FirstPaints(copy_maker, PAGE_DRAWING_TIMEOUT)
                )
            )
            made = await _each(archive, copy_maker)
            decks, sizes = await _decks(archive, copy_maker)
            # Another maker of copies has the same folder and an empty memory.
            kept = await _each(archive, CopyMaker(open_live_archive(), store, chromium))
        finally:
            await asyncio.to_thread(copy_maker.close)
    return {"documents": documents, "pictures": made, "kept": kept, "decks": decks, "deck_bytes": sizes}


async def _documents(document: DocumentMiddleware) -> dict[str, list[float]]:
    """CPU seconds of each page's document, after a first one. Some of the addresses are new to the server."""
    found = {}
    for page in PAGES:
        await _answered(document, page.path, "lang=ar")
        times = []
        for run in range(RENDERING_RUNS):
            clock = Clock.start()
            await _answered(document, page.path, f"lang=ar&run={run}")
            times.append(clock.passed()[1])
        found[page.id] = times
    return found


async def _answered(document: DocumentMiddleware, path: str, query: str) -> None:
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"host", b"127.0.0.1")],
        "server": ("127.0.0.1", 80),
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        assert message.get("status", 200) == 200

    await document(scope, receive, send)


async def _each(archive: Archive, copy_maker: CopyMaker) -> list[float]:
    """Seconds for the picture of each edition in each language. The first starts the browser and is not counted."""
    asks = [
        ChartAddress(CHART_NAME, View(number), code, "png") for number, code in product(archive.numbers, LANGUAGE_CODES)
    ]
    times = []
    for asked in asks:
        start = time.perf_counter()
        await copy_maker.copy(asked, archive, Links(BASE_ADDRESS))
        times.append(time.perf_counter() - start)
    return times[1:]


async def _decks(archive: Archive, copy_maker: CopyMaker) -> tuple[list[float], list[int]]:
    """Seconds and bytes of the slides of two pages for each edition in each language, ten slides and more."""
    times, sizes = [], []
    for number, code in product(archive.numbers, LANGUAGE_CODES):
        start = time.perf_counter()
        copy = await copy_maker.document(DocumentAddress(DECK_PAGES, View(number), code), archive, Links(BASE_ADDRESS))
        times.append(time.perf_counter() - start)
        sizes.append(len(copy.body))
    return times[1:], sizes


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure_rendering())))
