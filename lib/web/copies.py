"""Copies of charts: pictures, tables and pages, each made once and cached."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import cachetools

from lib.archive import Archive, LiveArchive, cached_on_archive
from lib.charts import Chart, ChartContext, Plot, View, build_chart
from lib.export.fact_sheet import render_fact_sheet
from lib.export.pictures.layout import PICTURE_SHAPES, picture_layout
from lib.export.pictures.picture import picture_svg, printable_document, unique_identifiers
from lib.export.pictures.plotly_svg import Drawing, parse_drawing
from lib.export.pictures.sizes import PIXEL_RATIO
from lib.export.rendering.chromium import (
    PIXELS_PER_INCH,
    Chromium,
    PictureError,
    RenderingError,
    renderer_version,
)
from lib.export.rendering.disk_cache import DiskCache, cache_key
from lib.export.tables import chart_table
from lib.export.texts.provenance import Provenance
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import Language, LanguageCode
from lib.templates.static_asset import STATIC_FOLDER
from lib.web import chart_page
from lib.web.address import PAGE_FORMATS, PICTURE_FORMATS, TABLE_FORMATS, ChartAddress, CopyFormat
from lib.web.conditional import body_etag
from lib.web.links import Links

LIB_FOLDER = Path(__file__).parents[1]
MAKING_ROOMS = ("archive", "charts", "content", "export", "language", "measures", "templates", "web")
MAKING_SUFFIXES = (".py", ".html", ".po", ".css", ".woff2")
TABLE_WRITERS: Mapping[CopyFormat, Callable[[Chart, Language, Provenance], bytes]] = {
    "xlsx": chart_table.chart_xlsx,
    "csv": chart_table.chart_csv,
    "json": chart_table.chart_json,
}
# Chart widths on a page in CSS pixels: for desktop screens and for phones.
PAGE_WIDTHS = (720, 358)
A4_PIXELS = (210 / 25.4 * PIXELS_PER_INCH, 297 / 25.4 * PIXELS_PER_INCH)
# Bytes of copies cached in memory, so that a popular copy is read from disk once.
MEMORY_CACHE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """A response body with its media type and entity tag. A `passing` copy must not be cached anywhere, because it is a
    temporary fallback.
    """

    body: bytes
    media: str
    etag: str
    passing: bool = False

    @classmethod
    def of(cls, body: bytes, media: str, passing: bool = False) -> Copy:
        """Build a copy and compute its entity tag."""
        return cls(body, media, body_etag(body), passing)


CopyKey = tuple[ChartAddress, Archive, Links, datetime.date]  # address, archive, links, day of retrieval


class CopyMaker:
    """Makes pictures, tables and pages of charts. `today` returns the day of retrieval."""

    def __init__(
        self,
        shelf: LiveArchive,
        store: DiskCache,
        chromium: Chromium,
        today: Callable[[], datetime.date] = day_of_retrieval,
    ) -> None:
        self.shelf = shelf
        self._store = store
        self._chromium = chromium
        self.today = today
        self._recent: cachetools.LRUCache[CopyKey, Copy] = cachetools.LRUCache(
            MEMORY_CACHE_BYTES, lambda copy: len(copy.body)
        )

    def provenance(self, asked: ChartAddress, archive: Archive, links: Links) -> Provenance:
        """The provenance of a copy of a chart retrieved now."""
        return Provenance(links.address(asked.as_form("page")), self.today(), archive.organisation)

    def edition_provenance(self, view: View, lang: LanguageCode, archive: Archive, links: Links) -> Provenance:
        """The provenance of a copy about a whole edition, retrieved now."""
        return Provenance(links.absolute(links.charts(view.focus, lang)), self.today(), archive.organisation)

    async def copy(self, asked: ChartAddress, archive: Archive, links: Links) -> Copy:
        """The copy for an address. If a chart cannot be drawn now, its page shows the table instead.

        Raises PictureError if a picture cannot be made now.
        """
        provenance = self.provenance(asked, archive, links)
        recent = (asked, archive, links, provenance.retrieved)
        if (copy := self._recent.get(recent)) is not None:
            return copy
        mark = await asyncio.to_thread(chart_hash, archive, asked.name, asked.view, Language(asked.lang))
        written = repr(links) if asked.form in PAGE_FORMATS else provenance.address
        name = cache_key(code_hash(), mark, repr(asked), written, str(provenance.retrieved))

        async def make() -> bytes:
            return await self._make(asked, archive, provenance, links)

        try:
            body = await self._store.get_or_make(name, make)
        except PictureError:
            if asked.form in PICTURE_FORMATS:
                raise
            body = await self._document(asked, archive, provenance, links, ())
            return Copy.of(body, asked.media_type, passing=True)
        copy = Copy.of(body, asked.media_type)
        with contextlib.suppress(ValueError):  # larger than the whole cache
            self._recent[recent] = copy
        return copy

    async def _make(self, asked: ChartAddress, archive: Archive, provenance: Provenance, links: Links) -> bytes:
        language = Language(asked.lang)
        shown = await asyncio.to_thread(build_chart, asked.name, ChartContext(archive, asked.view, language))
        if asked.form in TABLE_FORMATS:
            return await asyncio.to_thread(TABLE_WRITERS[asked.form], shown, language, provenance)
        if asked.form in PICTURE_FORMATS:
            return await self._picture(asked, shown, language, provenance)
        return await self._document(asked, archive, provenance, links, await self.drawings(shown))

    async def _document(
        self, asked: ChartAddress, archive: Archive, provenance: Provenance, links: Links, drawings: Sequence[Drawing]
    ) -> bytes:
        shown = await asyncio.to_thread(
            build_chart, asked.name, ChartContext(archive, asked.view, Language(asked.lang))
        )
        if asked.form == "embed":
            return (
                await asyncio.to_thread(chart_page.render_embed, asked, shown, drawings, provenance, links)
            ).encode()
        weights = {form: len((await self.copy(asked.as_form(form), archive, links)).body) for form in TABLE_FORMATS}
        return (
            await asyncio.to_thread(
                chart_page.render_chart_page, asked, shown, drawings, weights, provenance, links, archive
            )
        ).encode()

    async def _picture(self, asked: ChartAddress, shown: Chart, language: Language, provenance: Provenance) -> bytes:
        shape = PICTURE_SHAPES[asked.size]
        plan = await asyncio.to_thread(picture_layout, shown, asked.size, language, provenance)
        if (narrower := shown.for_width(plan.fit.wide)) is not shown:
            shown = narrower
            plan = await asyncio.to_thread(picture_layout, shown, asked.size, language, provenance)
        drawn = await self.draw_plot(shown.id, shown.plot, plan.fit.wide, plan.fit.tall)
        svg = await asyncio.to_thread(picture_svg, shown, plan, drawn, asked.size, asked.theme, language)
        if asked.form == "svg":
            return unique_identifiers(svg, asked.identifier).encode()
        if asked.form == "pdf":
            document = printable_document(svg, shown, language)
            return await asyncio.wrap_future(self._chromium.print(document, shape.width, shape.height))
        return await asyncio.wrap_future(self._chromium.photograph(svg, shape.width, shape.height, PIXEL_RATIO))

    async def facts(self, view: View, lang: LanguageCode, archive: Archive, links: Links) -> bytes:
        """The fact sheet of the edition in focus, as PDF. Raises PictureError."""
        provenance = self.edition_provenance(view, lang, archive, links)
        sheet = await asyncio.to_thread(render_fact_sheet, archive, view, Language(lang), provenance)

        async def make() -> bytes:
            return await asyncio.wrap_future(self._chromium.print(sheet, *A4_PIXELS))

        return await self._store.get_or_make(cache_key("facts", code_hash(), sheet), make)

    async def draw_plot(self, name: str, plot: Plot, width: int, height: int) -> Drawing:
        """Draw a plot in CSS pixels. Raises PictureError."""

        async def make() -> bytes:
            figure = await asyncio.to_thread(plot.figure)
            drawn = await asyncio.wrap_future(self._chromium.draw(figure, width, height))
            try:
                parse_drawing(drawn, name)
            except ValueError as fault:  # it must not be kept
                raise RenderingError(str(fault)) from fault
            return drawn.encode()

        svg = await self._store.get_or_make(
            cache_key("drawing", renderer_version(), plot.spec, f"{width}x{height}"), make
        )
        return parse_drawing(svg.decode(), name)

    async def drawings(self, shown: Chart) -> tuple[Drawing, ...]:
        """Draw a chart in each of PAGE_WIDTHS, widest first. Raises PictureError."""
        return await self.draw_in_widths(shown, PAGE_WIDTHS)

    async def draw_in_widths(self, shown: Chart, widths: Sequence[int]) -> tuple[Drawing, ...]:
        """Draw a chart in each of these widths. Raises PictureError."""
        plots = [(width, shown.for_width(width).plot) for width in widths]
        return tuple([await self.draw_plot(f"{shown.id}-{width}", plot, width, plot.height) for width, plot in plots])

    def forget(self) -> None:
        """Clear the cache in memory, not the one on disk."""
        self._recent.clear()

    def close(self) -> None:
        """Close the browser."""
        self._chromium.close()


async def current_archive(shelf: LiveArchive) -> Archive:
    """The current archive. If no watcher keeps it up to date, a thread checks the folder. Raises ArchiveError."""
    standing = shelf.standing()
    return standing if standing is not None else await asyncio.to_thread(shelf.archive)


@cached_on_archive(maxsize=1024)
def chart_hash(archive: Archive, name: str, view: View, language: Language) -> str:
    """The hash of the complete content of a chart."""
    shown = build_chart(name, ChartContext(archive, view, language))
    rest = (shown.narrow, shown.headline, shown.subtitle, shown.table, shown.alternative, shown.notes, shown.sources)
    return cache_key(shown.plot.spec, repr(rest), repr(archive.organisation))


@cached_on_archive()
def archive_hash(archive: Archive) -> str:
    """The hash of all data files."""
    return cache_key(*archive.files.values())


@cache
def code_hash() -> str:
    """The hash of everything besides data that determines a copy: code, translations, templates, style sheets, fonts
    and the rendering programs. A change of any of them invalidates all copies; one of server or dashboard does not.
    """
    folders = [*(LIB_FOLDER / room for room in MAKING_ROOMS), STATIC_FOLDER]
    files = [path for folder in folders for path in sorted(folder.rglob("*")) if path.suffix in MAKING_SUFFIXES]
    return cache_key(renderer_version(), version("xlsxwriter"), *(path.read_bytes() for path in files))
