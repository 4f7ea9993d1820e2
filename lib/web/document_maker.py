"""Documents for a meeting: slides, fact sheets and briefs, each made once and kept on disk."""

from __future__ import annotations

import asyncio
import datetime
from collections.abc import Callable

from lib.archive import Archive
from lib.charts import ChartContext, View, build_chart
from lib.export.brief_docx import brief_docx
from lib.export.drawing_maker import DrawingMaker
from lib.export.fact_sheet import collect_facts, render_fact_sheet
from lib.export.page_brief import edition_brief, page_brief, render_brief
from lib.export.rendering.chromium import PictureError
from lib.export.rendering.devtools import PIXELS_PER_INCH
from lib.export.rendering.disk_cache import DiskCache, cache_key
from lib.export.slides.deck import DeckChart, deck_pptx
from lib.export.slides.deck_content import edition_deck, page_chart_names, pages_deck
from lib.export.slides.slide_pictures import PICTURE_ROOM, SlideDrawingPlan, plan_slide_drawings
from lib.export.slides.template import read_template
from lib.export.texts.provenance import Provenance
from lib.language import Language, LanguageCode
from lib.web.address import ChartAddress
from lib.web.conditional import Copy
from lib.web.copy_hashes import age_part, archive_hash, code_hash
from lib.web.document_address import DocumentAddress
from lib.web.links import Links, chart_provenance, make_provenance

A4_PIXELS = (210 / 25.4 * PIXELS_PER_INCH, 297 / 25.4 * PIXELS_PER_INCH)


class DocumentMaker:
    """Makes documents for a meeting. `today` returns the day of retrieval."""

    def __init__(self, store: DiskCache, drawings: DrawingMaker, today: Callable[[], datetime.date]) -> None:
        self._store = store
        self._drawings = drawings
        self._today = today

    def edition_provenance(self, view: View, lang: LanguageCode, archive: Archive, links: Links) -> Provenance:
        """The provenance of a copy about a whole edition."""
        return make_provenance(
            lambda links: links.absolute(links.charts(view.focus, lang)), links, archive, self._today()
        ).kept

    def _document_provenance(self, address: DocumentAddress, archive: Archive, links: Links) -> Provenance:
        return make_provenance(
            lambda links: links.absolute(links.document(address)), links, archive, self._today()
        ).kept

    async def document(self, address: DocumentAddress, archive: Archive, links: Links, *, whole: bool = False) -> Copy:
        """A document for a meeting. Where drawings can't be made now, its tables stand alone, and it is not kept.

        Raises TemplateError if the institution's template can't be used, and PictureError if it must be `whole`.
        """
        if address.pages and address.form != "pptx":
            return Copy.of(await self._page_brief(address, archive, links), address.media_type)
        if address.form == "pdf":
            return Copy.of(await self._facts(address.view, address.lang, archive, links), address.media_type)
        if address.form == "docx":
            return Copy.of(await self._facts_to_edit(address, archive, links), address.media_type)
        provenance = self._document_provenance(address, archive, links)
        template = await asyncio.to_thread(read_template, archive.folder)
        parts = (archive_hash(archive), repr(address), provenance.address, age_part(provenance))
        name = cache_key("document", code_hash(), *parts, template or b"")
        context = ChartContext(archive, address.view, Language(address.lang))

        async def make(*, drawn: bool = True) -> bytes:
            names = await asyncio.to_thread(page_chart_names, address.shown_pages, context)
            charts = await asyncio.gather(*(self.deck_chart(name, context, links, drawn=drawn) for name in names))
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

    async def deck_chart(self, name: str, context: ChartContext, links: Links, *, drawn: bool) -> DeckChart:
        """A chart for slides, with its drawings if office programs can't draw it. Raises PictureError if `drawn`."""
        language = context.language
        chart = await asyncio.to_thread(build_chart, name, context)
        provenance = chart_provenance(
            ChartAddress(name, context.view, language.code), context.archive, links, self._today()
        ).kept
        if not drawn or chart.plot.form not in ("number", "drawing"):
            return DeckChart(chart, provenance)
        chart = chart.for_width(PICTURE_ROOM[0])
        plan = await asyncio.to_thread(plan_slide_drawings, chart)
        pictures = [
            await self._drawings.slide_picture(chart, plan, slide, language) for slide in range(len(plan.slides))
        ]
        return DeckChart(chart, provenance, tuple(pictures))

    async def _facts(self, view: View, lang: LanguageCode, archive: Archive, links: Links) -> bytes:
        """The fact sheet of the edition in focus, as PDF. Raises PictureError."""
        provenance = self.edition_provenance(view, lang, archive, links)
        sheet = await asyncio.to_thread(render_fact_sheet, archive, view, Language(lang), provenance)

        async def make() -> bytes:
            return await self._drawings.pdf(sheet, *A4_PIXELS)

        return await self._store.get_or_make(cache_key("facts", code_hash(), sheet), make)

    async def _facts_to_edit(self, address: DocumentAddress, archive: Archive, links: Links) -> bytes:
        """The fact sheet of the edition in focus, as DOCX with the climb of visitors. Raises PictureError."""
        provenance = self.edition_provenance(address.view, address.lang, archive, links)
        parts = (code_hash(), archive_hash(archive), repr(address), provenance.address, age_part(provenance))
        context = ChartContext(archive, address.view, Language(address.lang))

        async def make() -> bytes:
            chart = await asyncio.to_thread(build_chart, "visitors_climb", context)
            plan = SlideDrawingPlan.whole(chart)
            picture = await self._drawings.slide_picture(chart, plan, 0, context.language)
            facts = await asyncio.to_thread(collect_facts, archive, address.view, context.language)
            brief = edition_brief(facts, context.language)
            return await asyncio.to_thread(brief_docx, brief, chart, picture.png, context.language, provenance)

        return await self._store.get_or_make(cache_key("facts to edit", *parts), make)

    async def _page_brief(self, address: DocumentAddress, archive: Archive, links: Links) -> bytes:
        """The brief of a page, as PDF or DOCX. Raises PictureError."""
        provenance = self._document_provenance(address, archive, links)
        parts = (code_hash(), archive_hash(archive), repr(address), provenance.address, age_part(provenance))
        context = ChartContext(archive, address.view, Language(address.lang))

        async def make() -> bytes:
            names = await asyncio.to_thread(page_chart_names, address.shown_pages, context)
            charts = [await asyncio.to_thread(build_chart, name, context) for name in names]
            picture = await self._drawings.slide_picture(
                charts[0], SlideDrawingPlan.whole(charts[0]), 0, context.language
            )
            brief = await asyncio.to_thread(page_brief, address.shown_pages[0], charts, context)
            parts_of_brief = (brief, charts[0], picture.png, context.language, provenance)
            if address.form == "docx":
                return await asyncio.to_thread(brief_docx, *parts_of_brief)
            sheet = await asyncio.to_thread(render_brief, *parts_of_brief)
            return await self._drawings.pdf(sheet, *A4_PIXELS)

        return await self._store.get_or_make(cache_key("page brief", *parts), make)
