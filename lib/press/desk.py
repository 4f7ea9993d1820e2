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

from lib.archive import Archive, Shelf
from lib.graphics import Graphic, View, graphic
from lib.language import Language
from lib.press import page, table
from lib.press.address import PICTURES, TABLES, Ask, Form
from lib.press.chromium import Chromium, PictureError
from lib.press.drawing import Drawing, drawing
from lib.press.layout import SHAPES, layout
from lib.press.picture import picture
from lib.press.provenance import Provenance
from lib.press.store import Store, key

LIBRARY = Path(__file__).parents[1]
TABLE: Mapping[Form, Callable[[Graphic, Language, Provenance], bytes]] = {
    "xlsx": table.xlsx,
    "csv": table.csv,
    "json": table.json,
}
# The widths in which a chart stands in a page: on a desk and on a phone.
PAGE_WIDTHS = (720, 358)
# Bytes of copies that stay in memory: what a thousand ask for in one hour costs a disk and three threads but once.
MEMORY = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Copy:
    """What is handed out: its bytes and what they are. What is `passing` is not to be kept: it will be better soon."""

    body: bytes
    media: str
    etag: str
    passing: bool = False


Key = tuple[Ask, Archive, str, datetime.date]  # what is asked for, of what, at which address, on which day


class Desk:
    """Pictures, tables and pages of the graphics of one archive. `today` tells the day on which a copy is taken."""

    def __init__(
        self, shelf: Shelf, store: Store, chromium: Chromium, today: Callable[[], datetime.date] = datetime.date.today
    ) -> None:
        self.shelf = shelf
        self._store = store
        self._chromium = chromium
        self._today = today
        self._recent: cachetools.LRUCache[Key, Copy] = cachetools.LRUCache(MEMORY, lambda copy: len(copy.body))

    def provenance(self, asked: Ask, archive: Archive, base: str) -> Provenance:
        """What a copy taken now says of itself; `base` is the address of this server, https://host."""
        return Provenance(f"{base}{asked.as_form('page').link}", self._today(), archive.organisation)

    async def copy(self, asked: Ask, archive: Archive, base: str) -> Copy:
        """What an address asks for; a page has its table in place of a chart that can't be drawn now.

        Raises PictureError for a picture that can't be made now.
        """
        provenance = self.provenance(asked, archive, base)
        recent = (asked, archive, base, provenance.retrieved)
        if (copy := self._recent.get(recent)) is not None:
            return copy
        mark = await asyncio.to_thread(fingerprint, asked.name, archive, asked.view, Language(asked.lang))
        name = key(version(), mark, repr(asked), provenance.address, str(provenance.retrieved))

        async def make() -> bytes:
            return await self._made(asked, archive, provenance, base)

        try:
            body = await self._store.made(name, make)
        except PictureError:
            if asked.form in PICTURES:
                raise
            body = await self._document(asked, archive, provenance, base, ())
            return Copy(body, page.MEDIA[asked.form], etag(body), passing=True)
        copy = Copy(body, page.MEDIA[asked.form], etag(body))
        with contextlib.suppress(ValueError):  # larger than all that may stay
            self._recent[recent] = copy
        return copy

    async def _made(self, asked: Ask, archive: Archive, provenance: Provenance, base: str) -> bytes:
        language = Language(asked.lang)
        shown = await asyncio.to_thread(graphic, asked.name, archive, asked.view, language)
        if asked.form in TABLES:
            return await asyncio.to_thread(TABLE[asked.form], shown, language, provenance)
        if asked.form in PICTURES:
            return await self._picture(asked, shown, language, provenance)
        return await self._document(asked, archive, provenance, base, await self.drawings(shown))

    async def _document(
        self, asked: Ask, archive: Archive, provenance: Provenance, base: str, drawings: Sequence[Drawing]
    ) -> bytes:
        shown = await asyncio.to_thread(graphic, asked.name, archive, asked.view, Language(asked.lang))
        if asked.form == "embed":
            return (await asyncio.to_thread(page.embed, asked, shown, drawings, provenance)).encode()
        weights = {form: len((await self.copy(asked.as_form(form), archive, base)).body) for form in TABLES}
        return (await asyncio.to_thread(page.chart, asked, shown, drawings, weights, provenance, base)).encode()

    async def _picture(self, asked: Ask, shown: Graphic, language: Language, provenance: Provenance) -> bytes:
        shape = SHAPES[asked.size]
        plan = await asyncio.to_thread(layout, shown, asked.size, language, provenance)
        drawn = await self.drawn(shown.id, shown.chart, plan.fit.wide, plan.fit.tall)
        svg = await asyncio.to_thread(picture, shown, drawn, asked.size, asked.theme, language, provenance)
        if asked.form == "svg":
            return svg.encode()
        if asked.form == "pdf":
            return await asyncio.wrap_future(self._chromium.print(svg, shape.width, shape.height))
        return await asyncio.wrap_future(self._chromium.photograph(svg, shape.width, shape.height, page.DOTS))

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


@cache
def version() -> str:
    """The hash of the code that makes what is kept: another version of it makes everything anew."""
    files = [path for path in sorted(LIBRARY.rglob("*")) if path.suffix in (".py", ".html", ".po", ".css")]
    return key(*(path.read_bytes() for path in files))
