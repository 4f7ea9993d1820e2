"""The static site: every chart, press kit and data file, for any web server or CDN.

index.html                                             the charts of the edition in focus
charts/4/ar.html                                       the list of an edition's charts
charts/visitors_total/4/ar.html                        the page of a chart, and ar-embed.html
charts/visitors_total/4/abwab-visitors_total-4-ar.png  every picture and table linked from the page
editions/4/abwab-edition-4-ar.pptx                     the slides of an edition
kit/4.zip  data.zip  static/  sitemap.xml  robots.txt

Links have no query, and those within the site are relative, so it can be placed in a folder. Of the choices on the
dashboard's server, only edition and language are available, not dark pictures, later editions or other comparisons.
"""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ParamSpec

from lib.archive import Archive
from lib.charts import View
from lib.export.data_package.descriptors import data_zip
from lib.export.data_package.portal import portal_zip
from lib.export.pictures.sizes import PICTURE_SIZES
from lib.export.rendering.chromium import RenderingError
from lib.export.rendering.disk_cache import atomic_write, cache_key, file_digest
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.templates.static_asset import STATIC_FOLDER
from lib.web import chart_catalogue, chart_page
from lib.web.address import PAGE_FORMATS, PICTURE_FORMATS, SLIDE_FORMATS, TABLE_FORMATS, ChartAddress
from lib.web.background_work import make_in_order
from lib.web.copies import CopyMaker
from lib.web.copy_hashes import archive_hash, chart_hash, code_hash, release_hash
from lib.web.document_address import DOCUMENT_FORMATS, DocumentAddress
from lib.web.kit import KIT_CHART_NAMES
from lib.web.kit_jobs import KitJobs, kit_key
from lib.web.links import StaticLinks, chart_file_path, chart_list_path, document_file_path

# The hashes of the inputs and of the content of each file, so that the next build makes only what has changed or was
# damaged: {"kit/4.zip": "0f3a… 91bc…", …}
BUILD_MANIFEST = ".made.json"
SAVE_INTERVAL = 100  # files after which the manifest is saved
WriterParameters = ParamSpec("WriterParameters")
ContentMaker = Callable[[], Awaitable[bytes | Path]]
# Of static/; style sheets are inlined in the pages.
STATIC_PATTERNS = ("embed.js", "frame.js", "*.png", "fonts/*")


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file of the site. `key` returns the hash of its inputs, `make` its bytes or the path of a file to copy."""

    path: str
    key: Callable[[], str]
    make: ContentMaker


def plan_site(archive: Archive, copy_maker: CopyMaker, kits: KitJobs, links: StaticLinks) -> tuple[SiteFile, ...]:
    """All files of the site, in the order in which they are made."""
    listed = [
        SiteFile("sitemap.xml", *_key_and_maker(_sitemap, archive, links)),
        SiteFile("robots.txt", *_key_and_maker(_robots, links)),
    ]
    front = _list("index.html", archive.focus, LANGUAGE_CODES[0], archive, links)
    static = sorted(path for pattern in STATIC_PATTERNS for path in STATIC_FOLDER.glob(pattern))
    return (
        *(
            SiteFile(f"static/{path.relative_to(STATIC_FOLDER).as_posix()}", *_key_and_maker(path.read_bytes))
            for path in static
        ),
        *(file for edition in archive.numbers for file in _edition(edition, archive, copy_maker, kits, links)),
        SiteFile("data.zip", *_key_and_maker(data_zip, archive, links.base)),
        SiteFile("open-data.zip", *_key_and_maker(portal_zip, archive, links.base)),
        front,
        *listed,
    )


async def build_site(folder: Path, files: Sequence[SiteFile], tell: Callable[[int], None]) -> int:
    """Update a folder and return the number of files made; `tell` is called with the number of files checked.

    Whole files whose inputs have not changed are kept, so that an interrupted build can be resumed. Files of earlier
    builds that the site no longer has are removed; no other files are touched.
    Raises PictureError, and OSError if the folder cannot be written.
    """
    manifest = _read_manifest(folder)
    made = 0
    try:
        makers = (partial(_new_content, file, folder / file.path, manifest.get(file.path, "")) for file in files)
        async with aclosing(make_in_order(makers)) as contents:
            for done, file in enumerate(files, 1):
                if found := await anext(contents):
                    path, (inputs, content) = folder / file.path, found
                    await asyncio.to_thread(_put, path, content)
                    manifest[file.path] = f"{inputs} {await asyncio.to_thread(file_digest, path)}"
                    made += 1
                    if made % SAVE_INTERVAL == 0:
                        _save_manifest(folder, manifest)
                tell(done)
        for gone in manifest.keys() - {file.path for file in files}:
            (folder / gone).unlink(missing_ok=True)
            del manifest[gone]
    finally:
        _save_manifest(folder, manifest)
    return made


async def _new_content(file: SiteFile, path: Path, kept: str) -> tuple[str, bytes | Path] | None:
    """The hash of the inputs of a file and its new content; None if these hashes are the ones `kept`."""
    inputs = await asyncio.to_thread(file.key)
    if kept == f"{inputs} {await asyncio.to_thread(file_digest, path)}":
        return None
    return inputs, await file.make()


def _edition(
    edition: int, archive: Archive, copy_maker: CopyMaker, kits: KitJobs, links: StaticLinks
) -> Iterator[SiteFile]:
    """The charts of an edition in all forms and languages, their lists, and the press kit."""
    for lang in LANGUAGE_CODES:
        for name in KIT_CHART_NAMES:
            page_of = ChartAddress(name, View(edition), lang)
            pictures = (page_of.as_form(form, size) for size in PICTURE_SIZES for form in PICTURE_FORMATS)
            others = (page_of.as_form(form) for form in (*TABLE_FORMATS, *SLIDE_FORMATS, *PAGE_FORMATS))
            for address in (*pictures, *others):
                at = links.within(chart_file_path(address)) if address.form in PAGE_FORMATS else links
                yield SiteFile(
                    chart_file_path(address),
                    partial(_copy_key, address, archive, at),
                    partial(_copy_bytes, address, archive, copy_maker, at),
                )
        yield _list(chart_list_path(edition, lang), edition, lang, archive, links)
        for form in DOCUMENT_FORMATS:
            whole = DocumentAddress((), View(edition), lang, form)
            yield SiteFile(
                document_file_path(whole),
                partial(cache_key, code_hash(), archive_hash(archive), release_hash(archive), repr(whole), repr(links)),
                partial(_document_bytes, whole, archive, copy_maker, links),
            )
    yield SiteFile(
        f"kit/{edition}.zip",
        partial(kit_key, edition, archive, links),
        partial(asyncio.to_thread, kits.make_kit, edition, archive, links),
    )


def _copy_key(address: ChartAddress, archive: Archive, links: StaticLinks) -> str:
    """A picture names the release in which its chart was made so: another release alone makes no new picture."""
    chart = chart_hash(archive, address.name, address.view, Language(address.lang))
    release = str(archive.publication is None) if address.form in PICTURE_FORMATS else release_hash(archive)
    return cache_key(code_hash(), chart, release, repr(address), repr(links))


async def _copy_bytes(address: ChartAddress, archive: Archive, copy_maker: CopyMaker, links: StaticLinks) -> bytes:
    copy = await copy_maker.copy(address, archive, links)
    if copy.is_fallback:
        raise RenderingError(f"the chart {address.name} could not be drawn for its page")
    return copy.body


async def _document_bytes(
    address: DocumentAddress, archive: Archive, copy_maker: CopyMaker, links: StaticLinks
) -> bytes:
    return (await copy_maker.documents.document(address, archive, links, whole=True)).body


def _list(path: str, edition: int, lang: LanguageCode, archive: Archive, links: StaticLinks) -> SiteFile:
    def encode_text() -> bytes:
        return chart_page.render_chart_list(archive, View(edition), Language(lang), links.within(path)).encode()

    return SiteFile(path, *_key_and_maker(encode_text))


def _sitemap(archive: Archive, links: StaticLinks) -> bytes:
    return chart_catalogue.urlset(
        document
        for edition in archive.numbers
        for document in chart_catalogue.chart_page_addresses(View(edition), links)
    ).encode()


def _robots(links: StaticLinks) -> bytes:
    return f"User-agent: *\nDisallow:\n\nSitemap: {links.base}/sitemap.xml\n".encode()


def _key_and_maker(
    write: Callable[WriterParameters, bytes], *given: WriterParameters.args, **named: WriterParameters.kwargs
) -> tuple[Callable[[], str], ContentMaker]:
    """The key and maker of a file that is quick to write: its key is the hash of its content."""

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


def _read_manifest(folder: Path) -> dict[str, str]:
    """The manifest of the last build; empty if it is missing or damaged."""
    try:
        found = json.loads((folder / BUILD_MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _save_manifest(folder: Path, manifest: dict[str, str]) -> None:
    with atomic_write(folder / BUILD_MANIFEST) as file:
        file.write(json.dumps(manifest, indent=0, sort_keys=True).encode())
