"""The first paint of a dashboard page: the top of the page as HTML, with its first chart as SVG.

It can be read before the live page has loaded, and without JavaScript.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any
from urllib.parse import urlencode

from cachetools import LRUCache

from lib.archive import Archive
from lib.charts import Chart, ChartContext, View, build_chart, editions_by_number
from lib.charts.visitors_climb import leaves_room
from lib.content.page_front import PageFront, build_page_front
from lib.content.site_map import PAGES, DashboardPage
from lib.export.pictures.plotly_svg import Drawing, apply_page_style
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import LANGUAGE_CODES, LANGUAGE_NAMES, Language
from lib.templates import render_template
from lib.web.address import COMPARISON_CHARTS, ORDERED_CHARTS, ChartAddress, RefusedError, parse_chart_address
from lib.web.copies import CopyMaker
from lib.web.downloads import download_bar
from lib.web.links import links_to
from lib.web.meeting import meeting_control
from lib.web.release_mark import release_mark

# The widths of the live chart in CSS pixels: on a desktop screen and on a phone; and on a very wide screen, for the
# chart on which a page opens.
FIRST_PAINT_WIDTHS = (1040, 358)
OPENING_WIDTHS = (*FIRST_PAINT_WIDTHS, 1600)
# Seconds that a document waits for its chart. After that it is sent without the chart, and the next reader gets it.
DRAWING_TIMEOUT = 0.5
MAX_FIRST_PAINTS = 512

FirstPaintKey = tuple[DashboardPage, Archive, View, Language, str]


class FirstPaints:
    """The first paints of all pages. The most recently used are cached in memory."""

    def __init__(self, copy_maker: CopyMaker, patience: float = DRAWING_TIMEOUT) -> None:
        self._copy_maker = copy_maker
        self._patience = patience
        self._cache: LRUCache[FirstPaintKey, str] = LRUCache(MAX_FIRST_PAINTS)
        self._drawing: set[asyncio.Future[Any]] = set()

    async def html(self, place: DashboardPage, archive: Archive, view: View, language: Language, base: str) -> str:
        """The first paint of a page. A table replaces a chart that could not be drawn in time."""
        key = (place, archive, view, language, base)
        if (known := self._cache.get(key)) is not None:
            return known
        front, chart = await asyncio.to_thread(_front_and_chart, place, archive, view, language)
        drawings = await self._drawings(chart, _widths(front)) if chart else ()
        written = await asyncio.to_thread(
            render_first_paint, place, archive, view, language, base, front, chart, drawings
        )
        if drawings or chart is None:
            self._cache[key] = written
        return written

    def forget(self) -> None:
        """Empty the caches, which may hold paints of an archive that is no longer shown."""
        self._cache.clear()
        self._copy_maker.forget()

    async def draw_ahead(self, archive: Archive) -> None:
        """Draw what most readers see first: each page with the default focus, one after the other."""
        for place in PAGES:
            for code in LANGUAGE_CODES:
                front, chart = await asyncio.to_thread(
                    _front_and_chart, place, archive, View(archive.focus), Language(code)
                )
                if chart:
                    await self._draw(chart, _widths(front))

    async def _drawings(self, chart: Chart, widths: Sequence[int]) -> tuple[Drawing, ...]:
        """The chart in all widths; () while it is still being drawn, and () if it can't be drawn."""
        task = asyncio.ensure_future(self._draw(chart, widths))
        self._keep(task)
        with contextlib.suppress(TimeoutError):
            return await asyncio.wait_for(asyncio.shield(task), self._patience)
        return ()

    def _keep(self, task: asyncio.Future[Any]) -> None:
        """Keep a reference to a task until it is done. The event loop itself holds only a weak one."""
        self._drawing.add(task)
        task.add_done_callback(self._drawing.discard)

    async def _draw(self, chart: Chart, widths: Sequence[int]) -> tuple[Drawing, ...]:
        with contextlib.suppress(Exception):  # the page then shows a table; the chart's web addresses report the reason
            return await self._copy_maker.drawings.draw_in_widths(chart, widths)
        return ()


def _widths(front: PageFront) -> tuple[int, ...]:
    return OPENING_WIDTHS if front.opening else FIRST_PAINT_WIDTHS


def choose_page_view(place: DashboardPage, view: View, query: str, archive: Archive) -> View:
    """The view of a page, with the choices that only this page has taken from its address."""
    chart = next((name for name in (*COMPARISON_CHARTS, *ORDERED_CHARTS) if name in place.charts), None)
    if chart is None:
        return view
    with contextlib.suppress(RefusedError):
        view = parse_chart_address(chart, query, archive).view
    return replace(view, later=True)


def render_first_paint(
    place: DashboardPage,
    archive: Archive,
    view: View,
    language: Language,
    base: str,
    front: PageFront,
    chart: Chart | None,
    drawings: Sequence[Drawing],
) -> str:
    """The first paint as HTML."""
    links = links_to(archive, base)
    query = {"edition": str(view.focus), "lang": language.code} | ({"later": "1"} if view.later else {})
    today = f"{place.path}?{urlencode(query)}"
    if links.release:
        query |= {"release": str(links.release)}
    named = editions_by_number(archive, language)
    return render_template(
        "first_paint.html",
        language,
        home=f"{PAGES[0].path}?{urlencode(query)}",
        pages=[(f"{page.path}?{urlencode(query)}", language.text(page.title), page is place) for page in PAGES],
        languages=[
            (code, LANGUAGE_NAMES[code], Language(code).direction, f"{place.path}?{urlencode(query | {'lang': code})}")
            for code in LANGUAGE_CODES
        ],
        editions=[
            (number, f"{named[number].name} · {named[number].ordinal}", number == view.focus)
            for number in sorted(named, reverse=True)
        ],
        place=place,
        later=view.later,
        release=release_mark(archive, language, links, today),
        title=front.title,
        subtitle=front.subtitle,
        lede=front.lede,
        cards=front.cards,
        figure_link=partial(links.figure, lang=language.code),
        opening=front.opening
        and ("abwab-opening" if leaves_room(ChartContext(archive, view, language)) else "abwab-stacked"),
        chart=chart,
        drawings=[replace(drawing, inside=apply_page_style(drawing.inside)) for drawing in drawings],
        meeting=meeting_control(place.id, view, language, links),
        bar=download_bar(archive, ChartAddress(chart.id, view, language.code), links, day_of_retrieval())
        if chart
        else "",
    )


def _front_and_chart(
    place: DashboardPage, archive: Archive, view: View, language: Language
) -> tuple[PageFront, Chart | None]:
    context = ChartContext(archive, view, language)
    front = build_page_front(place.id, context)
    return front, build_chart(front.chart, context) if front.chart else None
