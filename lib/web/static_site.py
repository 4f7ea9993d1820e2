"""The static site: everything that the press desk hands out, as plain files for any web server or content network.

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
from lib.export.data_package.descriptors import bundle
from lib.export.rendering.chromium import FailedError
from lib.export.rendering.disk_cache import key
from lib.export.stylesheet import STATIC
from lib.language import CODES, Code, Language
from lib.server.atomic_files import whole
from lib.web import chart_catalogue, chart_page
from lib.web.address import (
    PICTURES,
    SIZES,
    TABLES,
    Ask,
)
from lib.web.copies import (
    DOCUMENTS,
    Desk,
    fingerprint,
    version,
)
from lib.web.kit import NAMES, patiently
from lib.web.kit_jobs import Kits, kit_key
from lib.web.links import Files, charts_place, place

# What was made from what, so that the next time only what has changed is made: {"kit/4.zip": "0f3a…", …}
LEDGER = ".made.json"
SAVED = 100  # files after which the ledger is saved
P = ParamSpec("P")
Make = Callable[[], Awaitable[bytes | Path]]
SERVED = ("*.js", "*.png", "fonts/*")  # of static/; the style sheets are in the pages


@dataclass(frozen=True, slots=True)
class File:
    """One file of the site: where it lies, what gives the hash of what it is made from, and what makes it: bytes, or a
    file to copy.
    """

    path: str
    key: Callable[[], str]
    make: Make


def plan(archive: Archive, desk: Desk, kits: Kits, links: Files) -> tuple[File, ...]:
    """Every file of the site, in the order in which they are made."""
    listed = [File("sitemap.xml", *_known(_sitemap, archive, links)), File("robots.txt", *_known(_robots, links))]
    front = _list("index.html", archive.focus, CODES[0], archive, links)
    static = sorted(path for pattern in SERVED for path in STATIC.glob(pattern))
    return (
        *(File(f"static/{path.relative_to(STATIC).as_posix()}", *_known(path.read_bytes)) for path in static),
        *(file for edition in archive.numbers for file in _edition(edition, archive, desk, kits, links)),
        File("data.zip", *_known(bundle, archive, links.base)),
        front,
        *listed,
    )


async def build(folder: Path, files: Sequence[File], tell: Callable[[int], None]) -> int:
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
                await asyncio.to_thread(_put, folder / file.path, await patiently(file.make))
                ledger[file.path] = mark
                made += 1
                if made % SAVED == 0:
                    _save(folder, ledger)
            tell(done)
        for path in ledger.keys() - {file.path for file in files}:
            (folder / path).unlink(missing_ok=True)
            del ledger[path]
    finally:
        _save(folder, ledger)
    return made


def _edition(edition: int, archive: Archive, desk: Desk, kits: Kits, links: Files) -> Iterator[File]:
    """The charts of an edition in all forms and languages, their lists, and the kit."""
    for lang in CODES:
        for name in NAMES:
            page_of = Ask(name, View(edition), lang)
            pictures = (page_of.as_form(form, size) for size in SIZES for form in PICTURES)
            others = (page_of.as_form(form) for form in (*TABLES, *DOCUMENTS))
            for asked in (*pictures, *others):
                at = links.within(place(asked)) if asked.form in DOCUMENTS else links
                yield File(place(asked), partial(_mark, asked, archive, at), partial(_copy, asked, archive, desk, at))
        yield _list(charts_place(edition, lang), edition, lang, archive, links)
    yield File(
        f"kit/{edition}.zip",
        partial(kit_key, edition, archive, links),
        partial(asyncio.to_thread, kits.made, edition, archive, links),
    )


def _mark(asked: Ask, archive: Archive, links: Files) -> str:
    return key(version(), fingerprint(asked.name, archive, asked.view, Language(asked.lang)), repr(asked), repr(links))


async def _copy(asked: Ask, archive: Archive, desk: Desk, links: Files) -> bytes:
    copy = await desk.copy(asked, archive, links)
    if copy.passing:
        raise FailedError(f"the chart {asked.name} could not be drawn for its page")
    return copy.body


def _list(path: str, edition: int, lang: Code, archive: Archive, links: Files) -> File:
    def written() -> bytes:
        return chart_page.index(archive, View(edition), Language(lang), links.within(path)).encode()

    return File(path, *_known(written))


def _sitemap(archive: Archive, links: Files) -> bytes:
    return chart_catalogue.urlset(
        document for edition in archive.numbers for document in chart_catalogue.charts(View(edition), links)
    ).encode()


def _robots(links: Files) -> bytes:
    return f"User-agent: *\nDisallow:\n\nSitemap: {links.base}/sitemap.xml\n".encode()


def _known(write: Callable[P, bytes], *given: P.args, **named: P.kwargs) -> tuple[Callable[[], str], Make]:
    """Key and maker of what is quickly written: its key is the hash of itself."""

    async def make() -> bytes:
        return await asyncio.to_thread(write, *given, **named)

    return lambda: key(write(*given, **named)), make


def _put(path: Path, content: bytes | Path) -> None:
    with whole(path) as file:
        if isinstance(content, bytes):
            file.write(content)
        else:
            with content.open("rb") as source:
                shutil.copyfileobj(source, file)


def _ledger(folder: Path) -> dict[str, str]:
    """What was made from what; nothing where that isn't known any more."""
    try:
        found = json.loads((folder / LEDGER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _save(folder: Path, ledger: dict[str, str]) -> None:
    with whole(folder / LEDGER) as file:
        file.write(json.dumps(ledger, indent=0, sort_keys=True).encode())
