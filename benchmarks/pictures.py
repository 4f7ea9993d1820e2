"""Pictures, a kit and a site, made by the code of the build in the current folder; prints JSON.

`python -P benchmarks/pictures.py PART PARTS`, with PYTHONPATH=. in the folder of any build, so that one script compares
builds (benchmarks/pictures_against_build.py). It measures a part of all charts × sizes, in languages and themes that
take turns. Each measurement has a folder of its own, in which nothing is kept yet; the browser is warm.
"""

import asyncio
import io
import json
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import cycle, product
from pathlib import Path
from typing import Any

from lib.archive import Archive
from lib.charts import CHARTS, View
from lib.export.pictures.sizes import COLOUR_THEMES, PICTURE_SIZES
from lib.export.rendering.chromium import Chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.language import LANGUAGE_CODES
from lib.releases import open_live_archive
from lib.web.address import ChartAddress
from lib.web.copies import CopyMaker
from lib.web.kit import plan_kit, write_kit
from lib.web.kit_jobs import KitJobs
from lib.web.links import Links, StaticLinks
from lib.web.static_site import build_site, plan_site

LINKS = Links("http://127.0.0.1")
BURST = 60  # pictures
KIT_CHARTS, SITE_CHARTS = 5, 1  # of so many charts, for a part
# Editions of which nothing was drawn before.
PICTURE_EDITION, BURST_EDITION, KIT_EDITION, SITE_EDITION = 4, 5, 3, 6


async def measure_pictures(part: int, parts: int) -> dict[str, Any]:
    """{"pictures": [seconds, …], "bytes": […], "burst": seconds until the last answer, "refused": how many of BURST,
    "kit": seconds a picture, "site": seconds a picture}
    """
    archive, chromium = open_live_archive().watch(), Chromium()
    asked = picture_addresses(PICTURE_EDITION)
    try:
        async with _copy_maker(chromium) as maker:
            await asyncio.gather(*(_picture_time(maker, archive, each) for each in asked[:2]))
        async with _copy_maker(chromium) as maker:
            pictures = [await _picture_time(maker, archive, each) for each in asked[part::parts]]
        async with _copy_maker(chromium) as maker:
            burst = [_picture_time(maker, archive, each) for each in picture_addresses(BURST_EDITION)[:BURST]]
            start = time.perf_counter()
            answers = await asyncio.gather(*burst, return_exceptions=True)
            last = time.perf_counter() - start
        return {
            "pictures": [seconds for seconds, _ in pictures],
            "bytes": [size for _, size in pictures],
            "burst": last,
            "refused": sum(isinstance(answer, BaseException) for answer in answers),
            "kit": await _kit_time(chromium, archive, list(CHARTS)[part::parts][:KIT_CHARTS]),
            "site": await _site_time(chromium, archive, list(CHARTS)[part::parts][:SITE_CHARTS]),
        }
    finally:
        await asyncio.to_thread(chromium.close)


def picture_addresses(edition: int) -> list[ChartAddress]:
    """A picture of every chart in every size."""
    kinds = cycle(product(LANGUAGE_CODES, COLOUR_THEMES))
    return [
        ChartAddress(name, View(edition), code, "png", size, theme)
        for (name, size), (code, theme) in zip(product(CHARTS, PICTURE_SIZES), kinds, strict=False)
    ]


@asynccontextmanager
async def _copy_maker(chromium: Chromium) -> AsyncIterator[CopyMaker]:
    with tempfile.TemporaryDirectory(prefix="abwab-pictures-") as folder:
        yield CopyMaker(open_live_archive(), DiskCache(Path(folder)), chromium)


async def _picture_time(maker: CopyMaker, archive: Archive, address: ChartAddress) -> tuple[float, int]:
    start = time.perf_counter()
    body = (await maker.copy(address, archive, LINKS)).body
    return time.perf_counter() - start, len(body)


async def _kit_time(chromium: Chromium, archive: Archive, names: Sequence[str]) -> float:
    """Seconds a picture of that part of a kit which is about some charts."""
    entries = [entry for entry in plan_kit(KIT_EDITION, "fr") if entry.name in names]
    async with _copy_maker(chromium) as maker:
        start = time.perf_counter()
        await write_kit(io.BytesIO(), entries, archive, maker, LINKS, lambda done: None)
        passed = time.perf_counter() - start
    return passed / sum(entry.path.endswith((".png", ".svg")) for entry in entries)


async def _site_time(chromium: Chromium, archive: Archive, names: Sequence[str]) -> float:
    """Seconds a picture of that part of a site which is about some charts of an edition."""
    async with _copy_maker(chromium) as maker:
        with tempfile.TemporaryDirectory(prefix="abwab-site-") as folder:
            kits = KitJobs(DiskCache(Path(folder)), lambda: maker)
            folders = tuple(f"charts/{name}/{SITE_EDITION}/" for name in names)
            planned = plan_site(archive, maker, kits, StaticLinks("http://127.0.0.1"))
            files = [file for file in planned if file.path.startswith(folders)]
            start = time.perf_counter()
            await build_site(Path(folder) / "site", files, lambda done: None)
            passed = time.perf_counter() - start
    return passed / sum(file.path.endswith((".png", ".svg", ".pdf")) for file in files)


if __name__ == "__main__":
    print(json.dumps(asyncio.run(measure_pictures(*map(int, sys.argv[1:3])))))
