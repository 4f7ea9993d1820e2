"""Making: the piece that makes documents and pictures in a warm process, without a network."""

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
from lib.archive import Archive, open_shelf
from lib.charts import View
from lib.content.site_map import PAGES
from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import Store
from lib.language import CODES
from lib.screen.document import Document
from lib.screen.first_paint import Firsts
from lib.web.address import Ask
from lib.web.copies import Desk
from lib.web.links import Links

BASE = "http://127.0.0.1"
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
RUNS = 15
SETTLING = 60.0  # seconds in which the drawings of a page must be there
NAME = "visitors_total"


async def measured() -> dict[str, Any]:
    """{"documents": {"record": [CPU seconds, …], …}, "pictures": [wall seconds, …], "kept": [wall seconds, …]}"""
    archive = open_shelf().watch()
    with tempfile.TemporaryDirectory(prefix="abwab-making-") as folder:
        store, chromium = Store(Path(folder)), Chromium()
        desk = Desk(open_shelf(), store, chromium)
        try:
            documents = await _documents(Document(HTMLResponse(INDEX.read_text("utf-8")), Firsts(desk, SETTLING)))
            made = await _each(archive, desk)
            # Another desk has the same folder and nothing in memory.
            kept = await _each(archive, Desk(open_shelf(), store, chromium))
        finally:
            await asyncio.to_thread(desk.close)
    return {"documents": documents, "pictures": made, "kept": kept}


async def _documents(document: Document) -> dict[str, list[float]]:
    """CPU seconds of each page's document, once it has been made; addresses that nobody has asked for are in it."""
    found = {}
    for page in PAGES:
        await _answered(document, page.path, "lang=ar")
        times = []
        for run in range(RUNS):
            clock = Clock.start()
            await _answered(document, page.path, f"lang=ar&run={run}")
            times.append(clock.passed()[1])
        found[page.id] = times
    return found


async def _answered(document: Document, path: str, query: str) -> None:
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


async def _each(archive: Archive, desk: Desk) -> list[float]:
    """Seconds for the picture of each edition in each language; the first one starts the browser and does not count."""
    asks = [Ask(NAME, View(number), code, "png") for number, code in product(archive.numbers, CODES)]
    times = []
    for asked in asks:
        start = time.perf_counter()
        await desk.copy(asked, archive, Links(BASE))
        times.append(time.perf_counter() - start)
    return times[1:]


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measured())))
