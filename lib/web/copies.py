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

from lib.archive import Archive, cached_on_archive
from lib.charts import Chart, ChartContext, Plot, View, build_chart
from lib.export.fact_sheet import collect_facts, render_fact_sheet
from lib.export.fact_sheet_docx import fact_sheet_docx
from lib.export.pictures.layout import PICTURE_SHAPES, picture_layout
from lib.export.pictures.metadata import pdf_with_facts, png_with_facts, svg_with_facts
from lib.export.pictures.picture import picture_svg, printable_document, unique_identifiers
from lib.export.pictures.picture_facts import PictureFacts, collect_picture_facts
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
from lib.export.slides.deck import DeckChart, DeckContent, deck_pptx
from lib.export.slides.deck_content import edition_deck, page_chart_names, pages_deck
from lib.export.slides.slide_parts import SlidePicture
from lib.export.slides.slide_pictures import (
    PICTURE_ROOM,
    SlideDrawingPlan,
    plan_slide_drawings,
    reduce_colours,
    slide_drawing_svg,
)
from lib.export.slides.template import TEMPLATE_FILE
from lib.export.tables import chart_table
from lib.export.texts.provenance import Provenance
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import Language, LanguageCode
from lib.releases import LiveArchive
from lib.templates.static_asset import STATIC_FOLDER
from lib.web import chart_page
from lib.web.address import PAGE_FORMATS, PICTURE_FORMATS, SLIDE_FORMATS, TABLE_FORMATS, ChartAddress, CopyFormat
from lib.web.conditional import body_etag
from lib.web.document_address import DocumentAddress
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
    """Makes pictures, tables and pages of charts. `today` returns the day of retrieval.

    A page waits `patience` seconds for its drawings; None sets no limit.
    """

    def __init__(
        self,
        shelf: LiveArchive,
        store: DiskCache,
        chromium: Chromium,
        today: Callable[[], datetime.date] = day_of_retrieval,
        patience: float | None = None,
    ) -> None:
        self.shelf = shelf
        self._store = store
        self._chromium = chromium
        self.today = today
        self._patience = patience
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
        """The copy for an address. If a chart cannot be drawn now, or soon, its page shows the table instead.

        Raises PictureError if a picture cannot be made now.
        """
        provenance = self.provenance(asked, archive, links)
        recent = (asked, archive, links, provenance.retrieved)
        if (copy := self._recent.get(recent)) is not None:
            return copy
        mark = await asyncio.to_thread(chart_hash, archive, asked.name, asked.view, Language(asked.lang))
        written = repr(links) if asked.form in PAGE_FORMATS else provenance.address
        if asked.form in PICTURE_FORMATS:
            written = repr(await asyncio.to_thread(picture_facts, asked, archive, provenance))
        if asked.form in SLIDE_FORMATS and (template := template_file(archive)):
            mark = cache_key(mark, template)
        name = cache_key(code_hash(), mark, repr(asked), written, str(provenance.retrieved))

        async def make() -> bytes:
            return await self._make(asked, archive, provenance, links)

        try:
            async with asyncio.timeout(self._patience if asked.form in PAGE_FORMATS else None):
                body = await self._store.get_or_make(name, make)
        except (PictureError, TimeoutError):
            if asked.form in PICTURE_FORMATS:
                raise
            if asked.form in SLIDE_FORMATS:
                body = await self._slides(asked, archive, provenance, links, drawn=False)
            else:
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
            facts = await asyncio.to_thread(picture_facts, asked, archive, provenance)
            return await self._picture(asked, shown, facts, provenance)
        if asked.form in SLIDE_FORMATS:
            return await self._slides(asked, archive, provenance, links, drawn=True)
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

    async def _slides(
        self, asked: ChartAddress, archive: Archive, provenance: Provenance, links: Links, *, drawn: bool
    ) -> bytes:
        context = ChartContext(archive, asked.view, Language(asked.lang))
        content = DeckContent((await self._deck_chart(asked.name, context, links, drawn=drawn),), provenance)
        return await asyncio.to_thread(deck_pptx, content, context.language, template_file(archive))

    async def _picture(self, asked: ChartAddress, shown: Chart, facts: PictureFacts, provenance: Provenance) -> bytes:
        shape, language = PICTURE_SHAPES[asked.size], facts.language
        plan = await asyncio.to_thread(picture_layout, shown, asked.size, language, provenance)
        if (narrower := shown.for_width(plan.fit.wide)) is not shown:
            shown = narrower
            plan = await asyncio.to_thread(picture_layout, shown, asked.size, language, provenance)
        drawn = await self.draw_plot(shown.id, shown.plot, plan.fit.wide, plan.fit.tall)
        svg = await asyncio.to_thread(picture_svg, shown, plan, drawn, asked.size, asked.theme, language)
        if asked.form == "svg":
            return svg_with_facts(unique_identifiers(svg, asked.identifier), facts).encode()
        if asked.form == "pdf":
            document = printable_document(svg, shown, language)
            pdf = await asyncio.wrap_future(self._chromium.print(document, shape.width, shape.height))
            return await asyncio.to_thread(pdf_with_facts, pdf, facts)
        png = await asyncio.wrap_future(self._chromium.photograph(svg, shape.width, shape.height, PIXEL_RATIO))
        return png_with_facts(png, facts)

    async def facts(self, view: View, lang: LanguageCode, archive: Archive, links: Links) -> bytes:
        """The fact sheet of the edition in focus, as PDF. Raises PictureError."""
        provenance = self.edition_provenance(view, lang, archive, links)
        sheet = await asyncio.to_thread(render_fact_sheet, archive, view, Language(lang), provenance)

        async def make() -> bytes:
            return await asyncio.wrap_future(self._chromium.print(sheet, *A4_PIXELS))

        return await self._store.get_or_make(cache_key("facts", code_hash(), sheet), make)

    async def _facts_to_edit(self, asked: DocumentAddress, archive: Archive, links: Links) -> bytes:
        """The fact sheet of the edition in focus, as DOCX with the climb of visitors. Raises PictureError."""
        provenance = self.edition_provenance(asked.view, asked.lang, archive, links)
        parts = (code_hash(), archive_hash(archive), repr(asked), provenance.address, str(provenance.retrieved))
        context = ChartContext(archive, asked.view, Language(asked.lang))

        async def make() -> bytes:
            shown = await asyncio.to_thread(build_chart, "visitors_climb", context)
            plan = SlideDrawingPlan.whole(shown)
            picture = await self._slide_picture(shown, plan, 0, context.language)
            facts = await asyncio.to_thread(collect_facts, archive, asked.view, context.language)
            return await asyncio.to_thread(fact_sheet_docx, facts, shown, picture.png, context.language, provenance)

        return await self._store.get_or_make(cache_key("facts to edit", *parts), make)

    async def document(self, asked: DocumentAddress, archive: Archive, links: Links, *, whole: bool = False) -> Copy:
        """A document for a meeting. Where drawings can't be made now, its tables stand alone, and it is not kept.

        Raises TemplateError if the institution's template can't be used, and PictureError if it must be `whole`.
        """
        if asked.form == "pdf":
            return Copy.of(await self.facts(asked.view, asked.lang, archive, links), asked.media_type)
        if asked.form == "docx":
            return Copy.of(await self._facts_to_edit(asked, archive, links), asked.media_type)
        address = links.absolute(links.document(asked))
        provenance, template = Provenance(address, self.today(), archive.organisation), template_file(archive)
        parts = (archive_hash(archive), repr(asked), address, str(provenance.retrieved))
        name = cache_key("document", code_hash(), *parts, template or b"")
        context = ChartContext(archive, asked.view, Language(asked.lang))

        async def make(*, drawn: bool = True) -> bytes:
            names = await asyncio.to_thread(page_chart_names, asked.shown_pages, context)
            charts = [await self._deck_chart(name, context, links, drawn=drawn) for name in names]
            if asked.pages:
                content = await asyncio.to_thread(pages_deck, charts, provenance, asked.shown_pages, context)
            else:
                content = await asyncio.to_thread(edition_deck, charts, provenance, context)
            return await asyncio.to_thread(deck_pptx, content, context.language, template)

        try:
            return Copy.of(await self._store.get_or_make(name, make), asked.media_type)
        except PictureError:
            if whole:
                raise
            return Copy.of(await make(drawn=False), asked.media_type, passing=True)

    async def _deck_chart(self, name: str, context: ChartContext, links: Links, *, drawn: bool) -> DeckChart:
        """A chart for slides, with its drawings if office programs can't draw it. Raises PictureError if `drawn`."""
        language = context.language
        shown = await asyncio.to_thread(build_chart, name, context)
        provenance = self.provenance(ChartAddress(name, context.view, language.code), context.archive, links)
        if not drawn or shown.plot.form != "drawing":
            return DeckChart(shown, provenance)
        shown = shown.for_width(PICTURE_ROOM[0])
        plan = await asyncio.to_thread(plan_slide_drawings, shown)
        pictures = [await self._slide_picture(shown, plan, slide, language) for slide in range(len(plan.slides))]
        return DeckChart(shown, provenance, tuple(pictures))

    async def _slide_picture(
        self, shown: Chart, plan: SlideDrawingPlan, slide: int, language: Language
    ) -> SlidePicture:
        """The part of a chart's drawing that a slide shows. Raises PictureError."""
        drawing = await self.draw_plot(shown.id, shown.plot, plan.fit.wide, plan.fit.tall)
        svg, seen, width, height = await asyncio.to_thread(slide_drawing_svg, shown, plan, slide, drawing, language)
        png = await asyncio.wrap_future(self._chromium.photograph(seen, width, height, PIXEL_RATIO))
        return SlidePicture(svg.encode(), await asyncio.to_thread(reduce_colours, png), width, height)

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


def picture_facts(asked: ChartAddress, archive: Archive, provenance: Provenance) -> PictureFacts:
    """What the file of a picture says about it."""
    return collect_picture_facts(asked.name, ChartContext(archive, asked.view, Language(asked.lang)), provenance)


def template_file(archive: Archive) -> bytes | None:
    """The institution's own template of slides; None if there is none."""
    with contextlib.suppress(FileNotFoundError):
        return (archive.folder / TEMPLATE_FILE).read_bytes()
    return None


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
    writers = (version(package) for package in ("pikepdf", "pillow", "python-docx", "python-pptx", "xlsxwriter"))
    return cache_key(renderer_version(), *writers, *(path.read_bytes() for path in files))
