"""Benchmark of rendering: makes documents and pictures in a warm process, without a network."""

import asyncio
import io
import json
import tempfile
import time
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Any

import streamlit
from starlette.responses import HTMLResponse
from starlette.types import Message

from benchmarks.measurement import Clock
from lib.archive import Archive
from lib.charts import CHARTS, View
from lib.content.site_map import PAGES
from lib.export.pictures.sizes import PICTURE_SIZES, PictureSize
from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.language import LANGUAGE_CODES, LanguageCode
from lib.releases import open_live_archive
from lib.screen.document import DocumentMiddleware
from lib.screen.first_paint import FirstPaints
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from lib.web.document_address import DocumentAddress, DocumentFormat
from lib.web.kit import plan_kit, write_kit
from lib.web.links import Links

BASE_ADDRESS = "http://127.0.0.1"
INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
RENDERING_RUNS = 15
PAGE_DRAWING_TIMEOUT = 60.0  # seconds in which the drawings of a page must be finished
BURST = 60  # pictures
DECK_PAGES = ("record", "visitors")
# Of an edition, and of a page.
BRIEFS: Sequence[tuple[tuple[str, ...], DocumentFormat]] = (
    ((), "pdf"),
    ((), "docx"),
    (("visitors",), "pdf"),
    (("visitors",), "docx"),
)


async def measure_rendering() -> dict[str, Any]:
    """{"documents": {"record": [CPU seconds, …], …}, "pictures": [wall seconds, …], "picture_bytes": [bytes, …],
    "kept": [wall seconds, …], "burst": {"asked": 60, "refused": 0, "last": wall seconds},
    "decks": [wall seconds, …], "deck_bytes": [bytes, …], "briefs": [wall seconds, …], "kit_bytes": {"ar": bytes, …}}
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
            made, picture_sizes = await _each(archive, copy_maker)
            burst = await _burst(archive, copy_maker)
            decks, sizes = await _meeting_files(archive, copy_maker, [(DECK_PAGES, "pptx")])
            briefs, _ = await _meeting_files(archive, copy_maker, BRIEFS)
            kits = await _kits(archive, copy_maker)
            # Another maker of copies has the same folder and an empty memory.
            kept, _ = await _each(archive, CopyMaker(open_live_archive(), store, chromium))
        finally:
            await asyncio.to_thread(copy_maker.close)
    return {
        "documents": documents,
        "pictures": made,
        "picture_bytes": picture_sizes,
        "kept": kept,
        "burst": burst,
        "decks": decks,
        "deck_bytes": sizes,
        "briefs": briefs,
        "kit_bytes": kits,
    }


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


async def _each(archive: Archive, copy_maker: CopyMaker) -> tuple[list[float], list[int]]:
    """Seconds and bytes of the picture of every chart in every size. The first one starts the browser: not counted."""
    times, sizes = [], []
    for name, size in product(CHARTS, PICTURE_SIZES):
        start = time.perf_counter()
        copy = await copy_maker.copy(_picture(name, size, "ar", archive), archive, Links(BASE_ADDRESS))
        times.append(time.perf_counter() - start)
        sizes.append(len(copy.body))
    return times[1:], sizes


async def _burst(archive: Archive, copy_maker: CopyMaker) -> dict[str, float]:
    """What becomes of BURST different new pictures that are asked for at once."""
    asks = [_picture(name, size, "fr", archive) for name, size in product(CHARTS, PICTURE_SIZES)][:BURST]
    start = time.perf_counter()
    copies = (copy_maker.copy(asked, archive, Links(BASE_ADDRESS)) for asked in asks)
    answers = await asyncio.gather(*copies, return_exceptions=True)
    refused = sum(isinstance(answer, BaseException) for answer in answers)
    return {"asked": len(asks), "refused": refused, "last": time.perf_counter() - start}


def _picture(name: str, size: PictureSize, code: LanguageCode, archive: Archive) -> ChartAddress:
    return ChartAddress(name, View(archive.focus), code, "png", size)


async def _meeting_files(
    archive: Archive, copy_maker: CopyMaker, kinds: Sequence[tuple[tuple[str, ...], DocumentFormat]]
) -> tuple[list[float], list[int]]:
    """Seconds, after the first, and bytes of these documents (pages, form) for each edition in each language."""
    times, sizes = [], []
    for (pages, form), number, code in product(kinds, archive.numbers, LANGUAGE_CODES):
        start = time.perf_counter()
        asked = DocumentAddress(pages, View(number), code, form)
        copy = await copy_maker.documents.document(asked, archive, Links(BASE_ADDRESS), whole=True)
        times.append(time.perf_counter() - start)
        sizes.append(len(copy.body))
    return times[1:], sizes


async def _kits(archive: Archive, copy_maker: CopyMaker) -> dict[str, int]:
    """Bytes of the press kit of the edition in focus in each language, and in "all"."""
    found: dict[str, int] = {}
    for lang in (*LANGUAGE_CODES, None):
        file, entries = io.BytesIO(), plan_kit(archive.focus, lang)
        await write_kit(file, entries, archive, copy_maker, Links(BASE_ADDRESS), lambda done: None)
        found[lang or "all"] = len(file.getvalue())
    return found


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure_rendering())))
