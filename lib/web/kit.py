"""The press kit of an edition: every graphic in three shapes and three languages, with all that belongs to it.

abwab-kit-4/
    README-ar.txt                                        what is where, and how it may be used
    abwab-facts-4-ar.pdf                                 the edition on one page
    ar/visitors_total/abwab-visitors_total-4-ar.png      .svg; -square and -story too
                      abwab-visitors_total-4-ar.xlsx
                      abwab-visitors_total-4-ar-caption.txt    -alternative.txt, -citation.txt, -citation.bib
"""

from __future__ import annotations

import asyncio
import datetime
import zipfile
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import IO, Literal, TypeVar

from lib.archive import Archive
from lib.charts import Graphic, View, graphic
from lib.content.site_map import PAGES
from lib.export.rendering.chromium import BusyError
from lib.export.texts import caption
from lib.export.texts.citation import citation
from lib.export.texts.provenance import Provenance
from lib.language import CODES, Code, Language
from lib.web.address import Ask, Form, Size
from lib.web.copies import Desk
from lib.web.links import Links

What = Literal["copy", "facts", "readme", "caption", "alternative", "citation", "bibtex"]
PICTURES: tuple[Form, ...] = ("png", "svg")
TEXTS: dict[What, str] = {
    "caption": "-caption.txt",
    "alternative": "-alternative.txt",
    "citation": "-citation.txt",
    "bibtex": "-citation.bib",
}
# The order in which a reader meets them.
NAMES = tuple(name for page in PAGES for name in page.graphics)
# What is packed already gets no smaller.
PACKED = (".png", ".xlsx", ".pdf")
PAUSE = 0.5  # seconds; readers' pictures come first

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Entry:
    """One file of a kit: where it lies, what it is, and of which graphic in which form ("" and "page": of none)."""

    path: str
    what: What
    view: View
    lang: Code
    name: str = ""
    form: Form = "page"
    size: Size = "wide"

    @property
    def asked(self) -> Ask:
        """The graphic that the file is of."""
        return Ask(self.name, self.view, self.lang, self.form, self.size)


def plan(edition: int) -> tuple[Entry, ...]:
    """Every file of a kit, in its order."""
    return tuple(_plan(View(edition), f"abwab-kit-{edition}"))


def _plan(view: View, root: str) -> Iterator[Entry]:
    for lang in CODES:
        yield Entry(f"{root}/{caption.readme_name(lang)}", "readme", view, lang)
    for lang in CODES:
        yield Entry(f"{root}/{caption.facts_name(view.focus, lang)}", "facts", view, lang)
    for lang in CODES:
        for name in NAMES:
            folder, asked = f"{root}/{lang}/{name}", Ask(name, view, lang)
            for form, size in [*((form, size) for size in caption.SIZES for form in PICTURES), ("xlsx", "wide")]:
                path = f"{folder}/{asked.as_form(form, size).file_name}"
                yield Entry(path, "copy", view, lang, name, form, size)
            for what, end in TEXTS.items():
                yield Entry(f"{folder}/{asked.stem}{end}", what, view, lang, name)


async def write(
    file: IO[bytes], edition: int, archive: Archive, desk: Desk, links: Links, tell: Callable[[int], None]
) -> None:
    """Write the kit as ZIP, one file after the other; `tell` is called with the number of those that are done.

    The same archive on the same day gives the same bytes. Raises PictureError.
    """
    day = desk.today()
    with zipfile.ZipFile(file, "w") as kit:
        for done, entry in enumerate(plan(edition), 1):
            data = await patiently(partial(_made, entry, archive, desk, links))
            await asyncio.to_thread(_pack, kit, entry.path, data, day)
            tell(done)


async def _made(entry: Entry, archive: Archive, desk: Desk, links: Links) -> bytes:
    if entry.what == "copy":
        return (await desk.copy(entry.asked, archive, links)).body
    if entry.what == "facts":
        return await desk.facts(entry.view, entry.lang, archive, links)
    if entry.what == "readme":
        signed = desk.edition_provenance(entry.view, entry.lang, archive, links)
        told = await asyncio.to_thread(caption.readme, archive, entry.view, NAMES, Language(entry.lang), signed)
        return caption.plain(told)
    shown = await asyncio.to_thread(graphic, entry.name, archive, entry.view, Language(entry.lang))
    return _text(entry, shown, desk.provenance(entry.asked, archive, links))


def _text(entry: Entry, shown: Graphic, provenance: Provenance) -> bytes:
    language = Language(entry.lang)
    if entry.what == "caption":
        return caption.plain(caption.caption(shown, language, provenance))
    if entry.what == "alternative":
        return caption.plain(shown.alternative)
    named = citation(shown, language, provenance)
    return named.bibtex.encode() if entry.what == "bibtex" else caption.plain(caption.cited(named))


def _pack(kit: zipfile.ZipFile, path: str, data: bytes, day: datetime.date) -> None:
    """Put a file into the ZIP so that it looks the same on every machine."""
    info = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    info.compress_type = zipfile.ZIP_STORED if path.endswith(PACKED) else zipfile.ZIP_DEFLATED
    kit.writestr(info, data)


async def patiently(make: Callable[[], Awaitable[Made]]) -> Made:
    """What `make` makes, when there is room for it among what readers wait for."""
    while True:
        try:
            return await make()
        except BusyError:
            await asyncio.sleep(PAUSE)
