"""The static site: every chart, press kit and data file, as plain files for any web server or content network.

index.html                                             the charts of the edition in focus
charts/4/ar.html                                       the list of an edition's charts
charts/visitors_total/4/ar.html                        the page of a chart, and ar-embed.html
charts/visitors_total/4/abwab-visitors_total-4-ar.png  every picture and table that the page links to
kit/4.zip  data.zip  static/  sitemap.xml  robots.txt

No link has a query, and all within the site are relative: it may stand in a folder. What an address chooses on the
dashboard's server beyond edition and language (a dark picture, later editions too, another comparison) is not here.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ParamSpec

from lib.archive import Archive
from lib.charts import View
from lib.export.data_package.descriptors import data_zip
from lib.export.pictures.sizes import PICTURE_SIZES
from lib.export.rendering.chromium import RenderingError
from lib.export.rendering.disk_cache import atomic_write, cache_key
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.templates.static_asset import STATIC_FOLDER
from lib.web import chart_catalogue, chart_page
from lib.web.address import PAGE_FORMATS, PICTURE_FORMATS, TABLE_FORMATS, ChartAddress
from lib.web.copies import CopyMaker, chart_hash, code_hash
from lib.web.kit import KIT_CHART_NAMES, retry_while_busy
from lib.web.kit_jobs import KitJobs, kit_key
from lib.web.links import StaticLinks, chart_file_path, chart_list_path

# What was made from what, so that the next time only what has changed is made: {"kit/4.zip": "0f3a…", …}
BUILD_MANIFEST = ".made.json"
SAVE_INTERVAL = 100  # files after which the manifest is saved
WriterParameters = ParamSpec("WriterParameters")
ContentMaker = Callable[[], Awaitable[bytes | Path]]
STATIC_PATTERNS = ("*.js", "*.png", "fonts/*")  # of static/; the style sheets are in the pages


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of the site: its path, a function for the hash of what it is made from, and one that makes it, as bytes
    or as a file to copy.
    """

    path: str
    key: Callable[[], str]
    make: ContentMaker


def plan_site(archive: Archive, desk: CopyMaker, kits: KitJobs, links: StaticLinks) -> tuple[SiteFile, ...]:
    """Every file of the site, in the order in which they are made."""
    listed = [
        SiteFile("sitemap.xml", *_known(_sitemap, archive, links)),
        SiteFile("robots.txt", *_known(_robots, links)),
    ]
    front = _list("index.html", archive.focus, LANGUAGE_CODES[0], archive, links)
    static = sorted(path for pattern in STATIC_PATTERNS for path in STATIC_FOLDER.glob(pattern))
    return (
        *(
            SiteFile(f"static/{path.relative_to(STATIC_FOLDER).as_posix()}", *_known(path.read_bytes))
            for path in static
        ),
        *(file for edition in archive.numbers for file in _edition(edition, archive, desk, kits, links)),
        SiteFile("data.zip", *_known(data_zip, archive, links.base)),
        front,
        *listed,
    )


async def build_site(folder: Path, files: Sequence[SiteFile], tell: Callable[[int], None]) -> int:
    """Bring a folder up to date and return how many files were made; `tell` is called with the number looked at.

    What is there and made from the same is left alone, so that pictures keep the day on which they were taken, and a
    build that was stopped goes on where it was. What the site no longer has is removed; no other file is touched.
    Raises PictureError, and OSError where the folder can't be written.
    """
    ledger = _ledger(folder)
    made = 0
    try:
        for done, file in enumerate(files, 1):
            mark = await asyncio.to_thread(file.key)
            if ledger.get(file.path) != mark or not (folder / file.path).exists():
                await asyncio.to_thread(_put, folder / file.path, await retry_while_busy(file.make))
                ledger[file.path] = mark
                made += 1
                if made % SAVE_INTERVAL == 0:
                    _save(folder, ledger)
            tell(done)
        for path in ledger.keys() - {file.path for file in files}:
            (folder / path).unlink(missing_ok=True)
            del ledger[path]
    finally:
        _save(folder, ledger)
    return made


def _edition(edition: int, archive: Archive, desk: CopyMaker, kits: KitJobs, links: StaticLinks) -> Iterator[SiteFile]:
    """The charts of an edition in all forms and languages, their lists, and the kit."""
    for lang in LANGUAGE_CODES:
        for name in KIT_CHART_NAMES:
            page_of = ChartAddress(name, View(edition), lang)
            pictures = (page_of.as_form(form, size) for size in PICTURE_SIZES for form in PICTURE_FORMATS)
            others = (page_of.as_form(form) for form in (*TABLE_FORMATS, *PAGE_FORMATS))
            for asked in (*pictures, *others):
                at = links.within(chart_file_path(asked)) if asked.form in PAGE_FORMATS else links
                yield SiteFile(
                    chart_file_path(asked), partial(_mark, asked, archive, at), partial(_copy, asked, archive, desk, at)
                )
        yield _list(chart_list_path(edition, lang), edition, lang, archive, links)
    yield SiteFile(
        f"kit/{edition}.zip",
        partial(kit_key, edition, archive, links),
        partial(asyncio.to_thread, kits.make_kit, edition, archive, links),
    )


def _mark(asked: ChartAddress, archive: Archive, links: StaticLinks) -> str:
    return cache_key(
        code_hash(), chart_hash(archive, asked.name, asked.view, Language(asked.lang)), repr(asked), repr(links)
    )


async def _copy(asked: ChartAddress, archive: Archive, desk: CopyMaker, links: StaticLinks) -> bytes:
    copy = await desk.copy(asked, archive, links)
    if copy.passing:
        raise RenderingError(f"the chart {asked.name} could not be drawn for its page")
    return copy.body


def _list(path: str, edition: int, lang: LanguageCode, archive: Archive, links: StaticLinks) -> SiteFile:
    def encode_text() -> bytes:
        return chart_page.render_chart_list(archive, View(edition), Language(lang), links.within(path)).encode()

    return SiteFile(path, *_known(encode_text))


def _sitemap(archive: Archive, links: StaticLinks) -> bytes:
    return chart_catalogue.urlset(
        document
        for edition in archive.numbers
        for document in chart_catalogue.chart_page_addresses(View(edition), links)
    ).encode()


def _robots(links: StaticLinks) -> bytes:
    return f"User-agent: *\nDisallow:\n\nSitemap: {links.base}/sitemap.xml\n".encode()


def _known(
    write: Callable[WriterParameters, bytes], *given: WriterParameters.args, **named: WriterParameters.kwargs
) -> tuple[Callable[[], str], ContentMaker]:
    """Key and maker of what is quickly written: its key is the hash of itself."""

    async def make() -> bytes:
        return await asyncio.to_thread(write, *given, **named)

    return lambda: cache_key(write(*given, **named)), make


def _put(path: Path, content: bytes | Path) -> None:
    with atomic_write(path) as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") as source:
                shutil.copyfileobj(source, file)


def _ledger(folder: Path) -> dict[str, str]:
    """The manifest of the last build; empty where it is missing or damaged."""
    try:
        found = json.loads((folder / BUILD_MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _save(folder: Path, ledger: dict[str, str]) -> None:
    with atomic_write(folder / BUILD_MANIFEST) as file:
        file.write(json.dumps(ledger, indent=0, sort_keys=True).encode())
