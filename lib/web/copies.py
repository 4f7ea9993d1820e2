"""Copies of charts: pictures, tables, slides and pages, each made once and cached."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
from collections.abc import Callable, Mapping, Sequence
from functools import partial

import cachetools

from lib.archive import Archive
from lib.charts import Chart, ChartContext, build_chart
from lib.export.drawing_maker import DrawingMaker
from lib.export.pictures.layout import PICTURE_SHAPES, fit_picture
from lib.export.pictures.metadata import pdf_with_facts, png_with_facts, svg_with_facts
from lib.export.pictures.picture import picture_svg, printable_document, unique_identifiers
from lib.export.pictures.picture_facts import PictureFacts, collect_picture_facts
from lib.export.pictures.plotly_svg import Drawing
from lib.export.pictures.sizes import PIXEL_RATIO, PREVIEW_RATIO
from lib.export.plotly_figure import plotly_figure_json
from lib.export.rendering.chromium import Chromium, PictureError
from lib.export.rendering.disk_cache import DiskCache, cache_key
from lib.export.slides.deck import DeckContent, deck_pptx
from lib.export.slides.template import read_template
from lib.export.tables.chart_json import chart_json
from lib.export.tables.chart_table import chart_csv, chart_xlsx
from lib.export.texts.provenance import Provenance, draft_mark
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import Language
from lib.releases import ServedBook
from lib.web import chart_page
from lib.web.address import (
    DETAIL_FORMATS,
    FIGURE_FORMATS,
    PAGE_FORMATS,
    PICTURE_FORMATS,
    SLIDE_FORMATS,
    TABLE_FORMATS,
    ChartAddress,
    CopyFormat,
)
from lib.web.chart_embed import render_embed
from lib.web.conditional import Copy
from lib.web.copy_hashes import age_part, chart_hash, code_hash
from lib.web.document_maker import DocumentMaker
from lib.web.downloads import chart_details
from lib.web.links import Links, chart_provenance

TABLE_WRITERS: Mapping[CopyFormat, Callable[[Chart, Language, Provenance], bytes]] = {
    "xlsx": chart_xlsx,
    "csv": chart_csv,
    "json": chart_json,
}
# Copies with links to other addresses.
LINKED_FORMATS = (*PAGE_FORMATS, *TABLE_FORMATS, *DETAIL_FORMATS)
# Chart widths on a page in CSS pixels: for desktop screens and for phones.
PAGE_WIDTHS = (720, 358)
# Bytes of copies cached in memory, so that a popular copy is read from disk once.
MEMORY_CACHE_BYTES = 64 * 1024 * 1024


CopyKey = tuple[ChartAddress, Archive, Links, datetime.date | None]  # address, archive, links, day of retrieval


class CopyMaker:
    """Makes pictures, tables and pages of charts. `today` returns the day of retrieval, for who cites.

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
        self._patience = patience
        self.today = today
        self.drawings = DrawingMaker(store, chromium)
        self.documents = DocumentMaker(store, self.drawings, today)
        self._recent: cachetools.LRUCache[CopyKey, Copy] = cachetools.LRUCache(
            MEMORY_CACHE_BYTES, lambda copy: len(copy.body)
        )

    def provenance(self, address: ChartAddress, archive: Archive, links: Links) -> Provenance:
        """The provenance of a copy of a chart. What is made when somebody cites says on which day that was."""
        provenance = chart_provenance(address, archive, links, self.today())
        return provenance if address.form in DETAIL_FORMATS else provenance.kept

    async def copy(self, address: ChartAddress, archive: Archive, links: Links) -> Copy:
        """The copy for an address. If a chart cannot be drawn now, or soon, its page shows the table instead.

        Raises PictureError if a picture cannot be made now.
        """
        provenance = self.provenance(address, archive, links)
        recent = (address, archive, links, provenance.retrieved)
        if (copy := self._recent.get(recent)) is not None:
            return copy
        content = await asyncio.to_thread(chart_hash, archive, address.name, address.view, Language(address.lang))
        written = repr(links) if address.form in LINKED_FORMATS else provenance.address
        if address.form in PICTURE_FORMATS:
            written = repr(await asyncio.to_thread(picture_facts, address, archive, provenance))
        if address.form in SLIDE_FORMATS and (template := await asyncio.to_thread(read_template, archive.folder)):
            content = cache_key(content, template)
        if address.form in FIGURE_FORMATS:
            written = links.add_release("")
        name = cache_key(code_hash(), content, repr(address), written, age_part(provenance))

        async def make() -> bytes:
            return await self._make(address, archive, provenance, links)

        try:
            async with asyncio.timeout(self._patience if address.form in PAGE_FORMATS else None):
                body = await (make() if address.form in DETAIL_FORMATS else self._store.get_or_make(name, make))
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
        if address.form in DETAIL_FORMATS:
            return await asyncio.to_thread(chart_details, archive, address, links, provenance)
        if address.form in PICTURE_FORMATS:
            facts = await asyncio.to_thread(picture_facts, address, archive, provenance)
            return await self._picture(address, chart, facts, provenance)
        if address.form in SLIDE_FORMATS:
            return await self._slides(address, archive, provenance, links, drawn=True)
        return await self._document(
            address, archive, provenance, links, await self.drawings.draw_in_widths(chart, PAGE_WIDTHS)
        )

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
        content = DeckContent((await self.documents.deck_chart(address.name, context, links, drawn=drawn),), provenance)
        template = await asyncio.to_thread(read_template, archive.folder)
        return await asyncio.to_thread(deck_pptx, content, context.language, template)

    async def _picture(self, address: ChartAddress, chart: Chart, facts: PictureFacts, provenance: Provenance) -> bytes:
        shape, language = PICTURE_SHAPES[address.size], facts.language
        lay_out = partial(fit_picture, emblem=facts.emblem, headed=address.headline)
        chart, plan = await asyncio.to_thread(lay_out, chart, address.size, language, provenance)
        drawn = await self.drawings.draw_plot(chart.id, chart.plot, plan.fit.wide, plan.fit.tall)
        mark = draft_mark(provenance, language)
        compose = partial(picture_svg, embedded=address.form != "png", mark=mark)
        svg = await asyncio.to_thread(compose, chart, plan, drawn, address.size, address.theme, language)
        if address.form == "svg":
            return svg_with_facts(unique_identifiers(svg, address.identifier), facts).encode()
        if address.form == "pdf":
            document = printable_document(svg, chart, language)
            pdf = await self.drawings.pdf(document, shape.width, shape.height)
            return await asyncio.to_thread(pdf_with_facts, pdf, facts)
        scale = PREVIEW_RATIO if address.preview else PIXEL_RATIO
        png = await self.drawings.png(svg, shape.width, shape.height, scale)
        return png if address.preview else png_with_facts(png, facts)

    def forget(self) -> None:
        """Clear the cache in memory, not the one on disk."""
        self._recent.clear()

    def close(self) -> None:
        """Close the browser."""
        self.drawings.close()


def picture_facts(address: ChartAddress, archive: Archive, provenance: Provenance) -> PictureFacts:
    """The facts that the file of a picture carries."""
    return collect_picture_facts(address.name, ChartContext(archive, address.view, Language(address.lang)), provenance)
