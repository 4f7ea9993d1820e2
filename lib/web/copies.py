"""The desk: takes what is asked for to what is handed out, each thing made once and kept."""

from __future__ import annotations

import asyncio
import contextlib
import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import cachetools
import plotly
import plotly.graph_objects as go

from lib.archive import Archive, Shelf, vocabulary
from lib.charts import Graphic, View, graphic
from lib.export.fact_sheet import fact_sheet
from lib.export.pictures.layout import SHAPES, layout
from lib.export.pictures.picture import picture
from lib.export.pictures.plotly_svg import Drawing, drawing
from lib.export.rendering.chromium import INCH, Chromium, PictureError
from lib.export.rendering.disk_cache import Store, key
from lib.export.tables import chart_table
from lib.export.texts.provenance import Provenance
from lib.language import Code, Language
from lib.web import chart_page
from lib.web.address import (
    PICTURES,
    TABLES,
    Ask,
    Form,
)
from lib.web.links import Links

LIBRARY = Path(__file__).parents[1]
TABLE: Mapping[Form, Callable[[Graphic, Language, Provenance], bytes]] = {
    "xlsx": chart_table.xlsx,
    "csv": chart_table.csv,
    "json": chart_table.json,
}
# The forms that lead to others.
DOCUMENTS: tuple[Form, ...] = ("page", "embed")
# The widths in which a chart stands in a page: on a desk and on a phone.
PAGE_WIDTHS = (720, 358)
A4 = (210 / 25.4 * INCH, 297 / 25.4 * INCH)
# Bytes of copies that stay in memory: what a thousand ask for in one hour costs a disk and three threads but once.
MEMORY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """What is handed out: its bytes and what they are. What is `passing` is not to be kept: it will be better soon."""

    body: bytes
    media: str
    etag: str
    passing: bool = False


Key = tuple[Ask, Archive, Links, datetime.date]  # what is asked for, of what, where, on which day


class Desk:
    """Pictures, tables and pages of the graphics of one archive. `today` tells the day on which a copy is taken."""

    def __init__(
        self, shelf: Shelf, store: Store, chromium: Chromium, today: Callable[[], datetime.date] = datetime.date.today
    ) -> None:
        self.shelf = shelf
        self._store = store
        self._chromium = chromium
        self.today = today
        self._recent: cachetools.LRUCache[Key, Copy] = cachetools.LRUCache(MEMORY, lambda copy: len(copy.body))

    def provenance(self, asked: Ask, archive: Archive, links: Links) -> Provenance:
        """What a copy taken now says of itself."""
        return Provenance(links.address(asked.as_form("page")), self.today(), archive.organisation)

    def edition_provenance(self, view: View, lang: Code, archive: Archive, links: Links) -> Provenance:
        """The same of what is about a whole edition."""
        return Provenance(links.absolute(links.charts(view.focus, lang)), self.today(), archive.organisation)

    async def copy(self, asked: Ask, archive: Archive, links: Links) -> Copy:
        """What an address asks for; a page has its table in place of a chart that can't be drawn now.

        Raises PictureError for a picture that can't be made now.
        """
        provenance = self.provenance(asked, archive, links)
        recent = (asked, archive, links, provenance.retrieved)
        if (copy := self._recent.get(recent)) is not None:
            return copy
        mark = await asyncio.to_thread(fingerprint, asked.name, archive, asked.view, Language(asked.lang))
        written = repr(links) if asked.form in DOCUMENTS else provenance.address
        name = key(version(), mark, repr(asked), written, str(provenance.retrieved))

        async def make() -> bytes:
            return await self._made(asked, archive, provenance, links)

        try:
            body = await self._store.made(name, make)
        except PictureError:
            if asked.form in PICTURES:
                raise
            body = await self._document(asked, archive, provenance, links, ())
            return Copy(body, chart_page.MEDIA[asked.form], etag(body), passing=True)
        copy = Copy(body, chart_page.MEDIA[asked.form], etag(body))
        with contextlib.suppress(ValueError):  # larger than all that may stay
            self._recent[recent] = copy
        return copy

    async def _made(self, asked: Ask, archive: Archive, provenance: Provenance, links: Links) -> bytes:
        language = Language(asked.lang)
        shown = await asyncio.to_thread(graphic, asked.name, archive, asked.view, language)
        if asked.form in TABLES:
            return await asyncio.to_thread(TABLE[asked.form], shown, language, provenance)
        if asked.form in PICTURES:
            return await self._picture(asked, shown, language, provenance)
        return await self._document(asked, archive, provenance, links, await self.drawings(shown))

    async def _document(
        self, asked: Ask, archive: Archive, provenance: Provenance, links: Links, drawings: Sequence[Drawing]
    ) -> bytes:
        shown = await asyncio.to_thread(graphic, asked.name, archive, asked.view, Language(asked.lang))
        if asked.form == "embed":
            return (await asyncio.to_thread(chart_page.embed, asked, shown, drawings, provenance, links)).encode()
        weights = {form: len((await self.copy(asked.as_form(form), archive, links)).body) for form in TABLES}
        return (await asyncio.to_thread(chart_page.chart, asked, shown, drawings, weights, provenance, links)).encode()

    async def _picture(self, asked: Ask, shown: Graphic, language: Language, provenance: Provenance) -> bytes:
        shape = SHAPES[asked.size]
        plan = await asyncio.to_thread(layout, shown, asked.size, language, provenance)
        drawn = await self.drawn(shown.id, shown.chart, plan.fit.wide, plan.fit.tall)
        svg = await asyncio.to_thread(picture, shown, plan, drawn, asked.size, asked.theme, language)
        if asked.form == "svg":
            return svg.encode()
        if asked.form == "pdf":
            return await asyncio.wrap_future(self._chromium.print(svg, shape.width, shape.height))
        return await asyncio.wrap_future(self._chromium.photograph(svg, shape.width, shape.height, chart_page.DOTS))

    async def facts(self, view: View, lang: Code, archive: Archive, links: Links) -> bytes:
        """The edition in focus on one page, as PDF. Raises PictureError."""
        provenance = self.edition_provenance(view, lang, archive, links)
        sheet = await asyncio.to_thread(fact_sheet, archive, view, Language(lang), provenance)

        async def make() -> bytes:
            return await asyncio.wrap_future(self._chromium.print(sheet, *A4))

        return await self._store.made(key("facts", version(), sheet), make)

    async def drawn(self, name: str, chart: go.Figure, width: int, height: int) -> Drawing:
        """A chart drawn that wide and high."""
        written = await asyncio.to_thread(chart.to_json)

        async def make() -> bytes:
            return (await asyncio.wrap_future(self._chromium.draw(chart, width, height))).encode()

        svg = await self._store.made(key("drawing", plotly.__version__, version(), written, f"{width}x{height}"), make)
        return drawing(svg.decode(), name)

    async def drawings(self, shown: Graphic) -> tuple[Drawing, ...]:
        """A graphic's chart in the widths of a page, widest first. Raises PictureError."""
        tall = int(shown.chart.layout.height)
        return tuple([await self.drawn(f"{shown.id}-{width}", shown.chart, width, tall) for width in PAGE_WIDTHS])

    def forget(self) -> None:
        """Let go of the copies in memory; those on disk stay."""
        self._recent.clear()

    def close(self) -> None:
        """End the browser that draws."""
        self._chromium.close()


async def served(shelf: Shelf) -> Archive:
    """The archive to show now; a thread looks at the folder where nobody else does. Raises ArchiveError."""
    standing = shelf.standing()
    return standing if standing is not None else await asyncio.to_thread(shelf.archive)


def etag(body: bytes) -> str:
    """The strong validator of a body."""
    return f'"{hashlib.sha256(body).hexdigest()[:32]}"'


@lru_cache(maxsize=1024)
def fingerprint(name: str, archive: Archive, view: View, language: Language) -> str:
    """The hash of all that a graphic says."""
    shown = graphic(name, archive, view, language)
    rest = (shown.headline, shown.subtitle, shown.table, shown.alternative, shown.notes, shown.sources)
    return key(shown.chart.to_json(), repr(rest), repr(archive.organisation))


@lru_cache(maxsize=4)
def contents(archive: Archive) -> str:
    """The hash of all that the record book says."""
    frames = (
        archive.editions,
        archive.sources,
        archive.left_out,
        *(archive.claims(topic) for topic in vocabulary.TOPICS),
    )
    return key(*(frame.to_csv() for frame in frames), repr(archive.organisation))


@cache
def version() -> str:
    """The hash of the code that makes what is kept: another version of it makes everything anew."""
    files = [path for path in sorted(LIBRARY.rglob("*")) if path.suffix in (".py", ".html", ".po", ".css")]
    return key(*(path.read_bytes() for path in files))
