"""Copies of charts: pictures, tables and pages, each made once and cached."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import cachetools

from lib.archive import Archive
from lib.charts import Chart, ChartContext, Plot, View, build_chart
from lib.export.brief_docx import brief_docx
from lib.export.fact_sheet import collect_facts, render_fact_sheet
from lib.export.page_brief import edition_brief, page_brief, render_brief
from lib.export.pictures.layout import PICTURE_SHAPES, fit_picture
from lib.export.pictures.metadata import pdf_with_facts, png_with_facts, svg_with_facts
from lib.export.pictures.palette_png import PICTURE_DEFLATE, SLIDE_DEFLATE, Deflate
from lib.export.pictures.picture import picture_svg, printable_document, unique_identifiers
from lib.export.pictures.picture_facts import PictureFacts, collect_picture_facts
from lib.export.pictures.plotly_svg import Drawing, parse_drawing
from lib.export.pictures.raster import picture_png
from lib.export.pictures.sizes import PIXEL_RATIO, PREVIEW_RATIO
from lib.export.plotly_figure import plotly_figure_json
from lib.export.rendering.chromium import Chromium, PictureError, RenderingError, renderer_version
from lib.export.rendering.devtools import PIXELS_PER_INCH
from lib.export.rendering.disk_cache import DiskCache, cache_key
from lib.export.slides.deck import DeckChart, DeckContent, deck_pptx
from lib.export.slides.deck_content import edition_deck, page_chart_names, pages_deck
from lib.export.slides.slide_parts import SlidePicture
from lib.export.slides.slide_pictures import (
    PICTURE_ROOM,
    SlideDrawingPlan,
    plan_slide_drawings,
    slide_drawing_svg,
)
from lib.export.slides.template import read_template
from lib.export.tables.chart_json import chart_json
from lib.export.tables.chart_table import chart_csv, chart_xlsx
from lib.export.texts.provenance import Provenance, draft_mark
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import Language, LanguageCode
from lib.releases import ServedBook
from lib.web import chart_page
from lib.web.address import (
    FIGURE_FORMATS,
    PAGE_FORMATS,
    PICTURE_FORMATS,
    SLIDE_FORMATS,
    TABLE_FORMATS,
    ChartAddress,
    CopyFormat,
    RefusedError,
)
from lib.web.chart_embed import render_embed
from lib.web.conditional import body_etag
from lib.web.copy_hashes import archive_hash, chart_hash, code_hash
from lib.web.document_address import DocumentAddress
from lib.web.links import Links, make_provenance

TABLE_WRITERS: Mapping[CopyFormat, Callable[[Chart, Language, Provenance], bytes]] = {
    "xlsx": chart_xlsx,
    "csv": chart_csv,
    "json": chart_json,
}
# Chart widths on a page in CSS pixels: for desktop screens and for phones.
PAGE_WIDTHS = (720, 358)
A4_PIXELS = (210 / 25.4 * PIXELS_PER_INCH, 297 / 25.4 * PIXELS_PER_INCH)
# Bytes of copies cached in memory, so that a popular copy is read from disk once.
NO_RELEASE = "There is no such release."
MEMORY_CACHE_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """A response body with its media type and entity tag. A fallback lacks its drawings, so it is cached nowhere."""

    body: bytes
    media: str
    etag: str
    is_fallback: bool = False

    @classmethod
    def of(cls, body: bytes, media: str, is_fallback: bool = False) -> Copy:
        """Build a copy and compute its entity tag."""
        return cls(body, media, body_etag(body), is_fallback)


CopyKey = tuple[ChartAddress, Archive, Links, datetime.date]  # address, archive, links, day of retrieval


class CopyMaker:
    """Makes pictures, tables and pages of charts. `today` returns the day of retrieval.

    A page waits `patience` seconds for its drawings; None sets no limit.
    """

    def __init__(
        self,
        live_archive: ServedBook,
        store: DiskCache,
        chromium: Chromium,
        today: Callable[[], datetime.date] = day_of_retrieval,
        patience: float | None = None,
    ) -> None:
        self.live_archive = live_archive
        self._store = store
        self._chromium = chromium
        self.today = today
        self._patience = patience
        self._recent: cachetools.LRUCache[CopyKey, Copy] = cachetools.LRUCache(
            MEMORY_CACHE_BYTES, lambda copy: len(copy.body)
        )

    def provenance(self, address: ChartAddress, archive: Archive, links: Links) -> Provenance:
        """The provenance of a copy of a chart retrieved now."""
        page = address.as_form("page")
        return make_provenance(lambda links: links.address(page), links, archive, self.today())

    def edition_provenance(self, view: View, lang: LanguageCode, archive: Archive, links: Links) -> Provenance:
        """The provenance of a copy about a whole edition, retrieved now."""
        return make_provenance(
            lambda links: links.absolute(links.charts(view.focus, lang)), links, archive, self.today()
        )

    async def copy(self, address: ChartAddress, archive: Archive, links: Links) -> Copy:
        """The copy for an address. If a chart cannot be drawn now, or soon, its page shows the table instead.

        Raises PictureError if a picture cannot be made now.
        """
        provenance = self.provenance(address, archive, links)
        recent = (address, archive, links, provenance.retrieved)
        if (copy := self._recent.get(recent)) is not None:
            return copy
        content = await asyncio.to_thread(chart_hash, archive, address.name, address.view, Language(address.lang))
        written = repr(links) if address.form in (*PAGE_FORMATS, *TABLE_FORMATS) else provenance.address
        if address.form in PICTURE_FORMATS:
            written = repr(await asyncio.to_thread(picture_facts, address, archive, provenance))
        if address.form in SLIDE_FORMATS and (template := await asyncio.to_thread(read_template, archive.folder)):
            content = cache_key(content, template)
        if address.form in FIGURE_FORMATS:
            written = links.add_release("")
        undated = address.form in (*PICTURE_FORMATS, *FIGURE_FORMATS)
        name = cache_key(code_hash(), content, repr(address), written, *_age(provenance, undated))

        async def make() -> bytes:
            return await self._make(address, archive, provenance, links)

        try:
            async with asyncio.timeout(self._patience if address.form in PAGE_FORMATS else None):
                body = await self._store.get_or_make(name, make)
        except (PictureError, TimeoutError):
            if address.form in PICTURE_FORMATS:
                raise
            if address.form in SLIDE_FORMATS:
                body = await self._slides(address, archive, provenance, links, drawn=False)
            else:
                body = await self._document(address, archive, provenance, links, ())
            return Copy.of(body, address.media_type, is_fallback=True)
        copy = Copy.of(body, address.media_type)
        with contextlib.suppress(ValueError):  # larger than the whole cache
            self._recent[recent] = copy
        return copy

    async def _make(self, address: ChartAddress, archive: Archive, provenance: Provenance, links: Links) -> bytes:
        language = Language(address.lang)
        chart = await asyncio.to_thread(build_chart, address.name, ChartContext(archive, address.view, language))
        if address.form in TABLE_FORMATS:
            return await asyncio.to_thread(TABLE_WRITERS[address.form], chart, language, provenance)
        if address.form in FIGURE_FORMATS:
            context = ChartContext(archive, address.view, language)
            figure_link = partial(links.figure, lang=address.lang)
            return await asyncio.to_thread(plotly_figure_json, chart, context, address.theme, figure_link)
        if address.form in PICTURE_FORMATS:
            facts = await asyncio.to_thread(picture_facts, address, archive, provenance)
            return await self._picture(address, chart, facts, provenance)
        if address.form in SLIDE_FORMATS:
            return await self._slides(address, archive, provenance, links, drawn=True)
        return await self._document(address, archive, provenance, links, await self.drawings(chart))

    async def _document(
        self, address: ChartAddress, archive: Archive, provenance: Provenance, links: Links, drawings: Sequence[Drawing]
    ) -> bytes:
        chart = await asyncio.to_thread(
            build_chart, address.name, ChartContext(archive, address.view, Language(address.lang))
        )
        if address.form == "embed":
            return (
                await asyncio.to_thread(render_embed, address, chart, drawings, provenance, links, archive)
            ).encode()
        file_sizes = {
            form: len((await self.copy(address.as_form(form), archive, links)).body) for form in TABLE_FORMATS
        }
        return (
            await asyncio.to_thread(
                chart_page.render_chart_page, address, chart, drawings, file_sizes, provenance, links, archive
            )
        ).encode()

    async def _slides(
        self, address: ChartAddress, archive: Archive, provenance: Provenance, links: Links, *, drawn: bool
    ) -> bytes:
        context = ChartContext(archive, address.view, Language(address.lang))
        content = DeckContent((await self._deck_chart(address.name, context, links, drawn=drawn),), provenance)
        template = await asyncio.to_thread(read_template, archive.folder)
        return await asyncio.to_thread(deck_pptx, content, context.language, template)

    async def _picture(self, address: ChartAddress, chart: Chart, facts: PictureFacts, provenance: Provenance) -> bytes:
        shape, language = PICTURE_SHAPES[address.size], facts.language
        lay_out = partial(fit_picture, emblem=facts.emblem, headed=address.headline)
        chart, plan = await asyncio.to_thread(lay_out, chart, address.size, language, provenance)
        drawn = await self.draw_plot(chart.id, chart.plot, plan.fit.wide, plan.fit.tall)
        mark = draft_mark(provenance, language)
        compose = partial(picture_svg, embedded=address.form != "png", mark=mark)
        svg = await asyncio.to_thread(compose, chart, plan, drawn, address.size, address.theme, language)
        if address.form == "svg":
            return svg_with_facts(unique_identifiers(svg, address.identifier), facts).encode()
        if address.form == "pdf":
            document = printable_document(svg, chart, language)
            pdf = await asyncio.wrap_future(self._chromium.print(document, shape.width, shape.height))
            return await asyncio.to_thread(pdf_with_facts, pdf, facts)
        scale = PREVIEW_RATIO if address.preview else PIXEL_RATIO
        png = await self._png(svg, shape.width, shape.height, scale)
        return png if address.preview else png_with_facts(png, facts)

    async def _png(self, svg: str, width: int, height: int, scale: float, deflate: Deflate = PICTURE_DEFLATE) -> bytes:
        """The PNG of an SVG of that size in CSS pixels. Raises PictureError."""
        page = await asyncio.wrap_future(self._chromium.print_picture(svg, width, height))
        return await asyncio.to_thread(picture_png, page, width, height, scale, deflate)

    async def facts(self, view: View, lang: LanguageCode, archive: Archive, links: Links) -> bytes:
        """The fact sheet of the edition in focus, as PDF. Raises PictureError."""
        provenance = self.edition_provenance(view, lang, archive, links)
        sheet = await asyncio.to_thread(render_fact_sheet, archive, view, Language(lang), provenance)

        async def make() -> bytes:
            return await asyncio.wrap_future(self._chromium.print(sheet, *A4_PIXELS))

        return await self._store.get_or_make(cache_key("facts", code_hash(), sheet), make)

    async def _facts_to_edit(self, address: DocumentAddress, archive: Archive, links: Links) -> bytes:
        """The fact sheet of the edition in focus, as DOCX with the climb of visitors. Raises PictureError."""
        provenance = self.edition_provenance(address.view, address.lang, archive, links)
        parts = (code_hash(), archive_hash(archive), repr(address), provenance.address, *_age(provenance))
        context = ChartContext(archive, address.view, Language(address.lang))

        async def make() -> bytes:
            chart = await asyncio.to_thread(build_chart, "visitors_climb", context)
            plan = SlideDrawingPlan.whole(chart)
            picture = await self._slide_picture(chart, plan, 0, context.language)
            facts = await asyncio.to_thread(collect_facts, archive, address.view, context.language)
            brief = edition_brief(facts, context.language)
            return await asyncio.to_thread(brief_docx, brief, chart, picture.png, context.language, provenance)

        return await self._store.get_or_make(cache_key("facts to edit", *parts), make)

    async def _page_brief(self, address: DocumentAddress, archive: Archive, links: Links) -> bytes:
        """The brief of a page, as PDF or DOCX. Raises PictureError."""
        provenance = make_provenance(
            lambda links: links.absolute(links.document(address)), links, archive, self.today()
        )
        parts = (code_hash(), archive_hash(archive), repr(address), provenance.address, *_age(provenance))
        context = ChartContext(archive, address.view, Language(address.lang))

        async def make() -> bytes:
            names = await asyncio.to_thread(page_chart_names, address.shown_pages, context)
            charts = [await asyncio.to_thread(build_chart, name, context) for name in names]
            picture = await self._slide_picture(charts[0], SlideDrawingPlan.whole(charts[0]), 0, context.language)
            brief = await asyncio.to_thread(page_brief, address.shown_pages[0], charts, context)
            parts_of_brief = (brief, charts[0], picture.png, context.language, provenance)
            if address.form == "docx":
                return await asyncio.to_thread(brief_docx, *parts_of_brief)
            sheet = await asyncio.to_thread(render_brief, *parts_of_brief)
            return await asyncio.wrap_future(self._chromium.print(sheet, *A4_PIXELS))

        return await self._store.get_or_make(cache_key("page brief", *parts), make)

    async def document(self, address: DocumentAddress, archive: Archive, links: Links, *, whole: bool = False) -> Copy:
        """A document for a meeting. Where drawings can't be made now, its tables stand alone, and it is not kept.

        Raises TemplateError if the institution's template can't be used, and PictureError if it must be `whole`.
        """
        if address.pages and address.form != "pptx":
            return Copy.of(await self._page_brief(address, archive, links), address.media_type)
        if address.form == "pdf":
            return Copy.of(await self.facts(address.view, address.lang, archive, links), address.media_type)
        if address.form == "docx":
            return Copy.of(await self._facts_to_edit(address, archive, links), address.media_type)
        provenance = make_provenance(
            lambda links: links.absolute(links.document(address)), links, archive, self.today()
        )
        template = await asyncio.to_thread(read_template, archive.folder)
        parts = (archive_hash(archive), repr(address), provenance.address, *_age(provenance))
        name = cache_key("document", code_hash(), *parts, template or b"")
        context = ChartContext(archive, address.view, Language(address.lang))

        async def make(*, drawn: bool = True) -> bytes:
            names = await asyncio.to_thread(page_chart_names, address.shown_pages, context)
            charts = [await self._deck_chart(name, context, links, drawn=drawn) for name in names]
            if address.pages:
                content = await asyncio.to_thread(pages_deck, charts, provenance, address.shown_pages, context)
            else:
                content = await asyncio.to_thread(edition_deck, charts, provenance, context)
            return await asyncio.to_thread(deck_pptx, content, context.language, template)

        try:
            return Copy.of(await self._store.get_or_make(name, make), address.media_type)
        except PictureError:
            if whole:
                raise
            return Copy.of(await make(drawn=False), address.media_type, is_fallback=True)

    async def _deck_chart(self, name: str, context: ChartContext, links: Links, *, drawn: bool) -> DeckChart:
        """A chart for slides, with its drawings if office programs can't draw it. Raises PictureError if `drawn`."""
        language = context.language
        chart = await asyncio.to_thread(build_chart, name, context)
        provenance = self.provenance(ChartAddress(name, context.view, language.code), context.archive, links)
        if not drawn or chart.plot.form != "drawing":
            return DeckChart(chart, provenance)
        chart = chart.for_width(PICTURE_ROOM[0])
        plan = await asyncio.to_thread(plan_slide_drawings, chart)
        pictures = [await self._slide_picture(chart, plan, slide, language) for slide in range(len(plan.slides))]
        return DeckChart(chart, provenance, tuple(pictures))

    async def _slide_picture(
        self, chart: Chart, plan: SlideDrawingPlan, slide: int, language: Language
    ) -> SlidePicture:
        """The part of a chart's drawing that a slide shows. Raises PictureError."""
        drawing = await self.draw_plot(chart.id, chart.plot, plan.fit.wide, plan.fit.tall)
        svg, width, height = await asyncio.to_thread(slide_drawing_svg, chart, plan, slide, drawing, language)
        png = await self._png(svg, width, height, PIXEL_RATIO, SLIDE_DEFLATE)
        return SlidePicture(svg.encode(), png, width, height)

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

    async def drawings(self, chart: Chart) -> tuple[Drawing, ...]:
        """Draw a chart in each of PAGE_WIDTHS, widest first. Raises PictureError."""
        return await self.draw_in_widths(chart, PAGE_WIDTHS)

    async def draw_in_widths(self, chart: Chart, widths: Sequence[int]) -> tuple[Drawing, ...]:
        """Draw a chart in each of these widths. Raises PictureError."""
        plots = [(width, chart.for_width(width).plot) for width in widths]
        return tuple([await self.draw_plot(f"{chart.id}-{width}", plot, width, plot.height) for width, plot in plots])

    def forget(self) -> None:
        """Clear the cache in memory, not the one on disk."""
        self._recent.clear()

    def close(self) -> None:
        """Close the browser."""
        self._chromium.close()


async def current_archive(live_archive: ServedBook) -> Archive:
    """The current archive. If no watcher keeps it up to date, a thread checks the folder. Raises ArchiveError."""
    archive = live_archive.watched_archive()
    return archive if archive is not None else await asyncio.to_thread(live_archive.archive)


async def open_release(live: ServedBook, number: int) -> Archive:
    """The archive of a release. Raises RefusedError if there is none of that number, and UnreadableReleaseError.

    What the refusal says is the same for every number: nobody can learn from it what is scheduled.
    """
    archive = await asyncio.to_thread(live.release, number)
    if archive is None:
        raise RefusedError(404, NO_RELEASE)
    return archive


def picture_facts(address: ChartAddress, archive: Archive, provenance: Provenance) -> PictureFacts:
    """The facts that the file of a picture carries."""
    return collect_picture_facts(address.name, ChartContext(archive, address.view, Language(address.lang)), provenance)


def _age(provenance: Provenance, undated: bool = False) -> tuple[str, ...]:
    """The age that a copy states, as parts of its cache key. An undated one of a release states no day of retrieval."""
    if provenance.release is None:
        return (str(provenance.retrieved),)
    release = str(provenance.release.number)
    return (release,) if undated else (release, str(provenance.retrieved))
