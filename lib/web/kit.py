"""The press kit of an edition: every chart in three sizes and three languages, with its table and texts.

abwab-kit-4/
    README-ar.txt                                        the contents and the licence
    abwab-facts-4-ar.pdf                                 the fact sheet of the edition; -ar.docx to edit
    abwab-sentences-4-ar.txt                             its figures as sentences and posts
    ar/visitors_total/abwab-visitors_total-4-ar.png      .svg; PNG -square and -story too
                      abwab-visitors_total-4-ar.xlsx
                      abwab-visitors_total-4-ar-caption.txt    -alternative.txt, -citation.txt, -citation.bib
"""

from __future__ import annotations

import asyncio
import datetime
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from functools import partial
from typing import IO, Literal

from lib.archive import Archive
from lib.charts import Chart, ChartContext, View, build_chart
from lib.content.site_map import PAGES
from lib.export.pictures.png_chunks import recompress_png
from lib.export.pictures.sizes import PictureSize
from lib.export.texts import caption
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance
from lib.export.texts.ready_text import ready_text_file, ready_texts
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.address import ChartAddress, CopyFormat
from lib.web.background_work import make_in_order
from lib.web.copies import CopyMaker
from lib.web.document_address import DocumentAddress, DocumentFormat
from lib.web.links import Links

KitContent = Literal["copy", "document", "readme", "sentences", "caption", "alternative", "citation", "bibtex"]
KIT_TEXT_SUFFIXES: dict[KitContent, str] = {
    "caption": "-caption.txt",
    "alternative": "-alternative.txt",
    "citation": "-citation.txt",
    "bibtex": "-citation.bib",
}
# What a kit weighs at most, in bytes: in one language it passes as an attachment, in all it loads over a telephone.
MAX_KIT_BYTES, MAX_WHOLE_KIT_BYTES = 12_000_000, 40_000_000
# For the pictures in it, which are carried: a twelfth smaller than at level 8, for eight times the time.
KIT_DEFLATE_LEVEL = 10
# In the order of the dashboard's pages.
KIT_CHART_NAMES = tuple(name for page in PAGES for name in page.charts)
# Already compressed files are stored as they are.
STORED_SUFFIXES = (".png", ".xlsx", ".pdf", ".docx")
FACT_SHEET_FORMATS: tuple[DocumentFormat, ...] = ("pdf", "docx")


@dataclass(frozen=True, slots=True)
class KitEntry:
    """One file of a kit: its path and content. For a file about no chart, `name` is "" and `form` is "page"; `document`
    is the form of a fact sheet.
    """

    path: str
    what: KitContent
    view: View
    lang: LanguageCode
    name: str = ""
    form: CopyFormat = "page"
    size: PictureSize = "wide"
    document: DocumentFormat = "pdf"

    @property
    def address(self) -> ChartAddress:
        """The address of the chart that the file is about."""
        return ChartAddress(self.name, self.view, self.lang, self.form, self.size)


def plan_kit(edition: int, lang: LanguageCode | None = None, names: Sequence[str] = ()) -> tuple[KitEntry, ...]:
    """All files of a kit, in order; in all languages if `lang` is None, with all charts if `names` is empty.

    Drawings (SVG) are in the horizontal shape only: they can be given another shape, and kits are to be carried.
    """
    return tuple(
        _plan(View(edition), kit_stem(edition, lang), (lang,) if lang else LANGUAGE_CODES, names or KIT_CHART_NAMES)
    )


def kit_stem(edition: int, lang: LanguageCode | None = None) -> str:
    """abwab-kit-4 or abwab-kit-4-fr: the name of a kit's file without its end, and of its folder."""
    return f"abwab-kit-{edition}-{lang}" if lang else f"abwab-kit-{edition}"


def _plan(view: View, root: str, languages: Sequence[LanguageCode], names: Sequence[str]) -> Iterator[KitEntry]:
    for lang in languages:
        yield KitEntry(f"{root}/{caption.kit_readme_name(lang)}", "readme", view, lang)
    for lang in languages:
        for document in FACT_SHEET_FORMATS:
            path = f"{root}/{caption.fact_sheet_name(view.focus, lang, document)}"
            yield KitEntry(path, "document", view, lang, document=document)
    for lang in languages:
        yield KitEntry(f"{root}/{caption.sentences_name(view.focus, lang)}", "sentences", view, lang)
    for lang in languages:
        for name in names:
            folder, address = f"{root}/{lang}/{name}", ChartAddress(name, view, lang)
            files: list[tuple[CopyFormat, PictureSize]] = [("png", size) for size in caption.KIT_SIZES]
            for form, size in [*files, ("svg", "wide"), ("xlsx", "wide")]:
                path = f"{folder}/{address.as_form(form, size).file_name}"
                yield KitEntry(path, "copy", view, lang, name, form, size)
            for what, end in KIT_TEXT_SUFFIXES.items():
                yield KitEntry(f"{folder}/{address.stem}{end}", what, view, lang, name)


async def write_kit(
    file: IO[bytes],
    entries: Sequence[KitEntry],
    archive: Archive,
    copy_maker: CopyMaker,
    links: Links,
    tell: Callable[[int], None],
) -> None:
    """Write a kit of these entries as ZIP; `tell` is called with the number of files done after each.

    The same release yields the same bytes; an archive that is none, on the same day. Raises PictureError.
    """
    day = archive.publication.day if archive.publication else copy_maker.today()
    makers = (partial(_entry_bytes, entry, entries, archive, copy_maker, links) for entry in entries)
    with zipfile.ZipFile(file, "w") as kit:
        async with aclosing(make_in_order(makers)) as contents:
            for done, entry in enumerate(entries, 1):
                await asyncio.to_thread(_pack, kit, entry.path, await anext(contents), day)
                tell(done)


async def _entry_bytes(
    entry: KitEntry, entries: Sequence[KitEntry], archive: Archive, copy_maker: CopyMaker, links: Links
) -> bytes:
    if entry.what == "copy":
        body = (await copy_maker.copy(entry.address, archive, links)).body
        return await asyncio.to_thread(recompress_png, body, KIT_DEFLATE_LEVEL) if entry.form == "png" else body
    if entry.what == "document":
        asked = DocumentAddress((), entry.view, entry.lang, entry.document)
        return (await copy_maker.documents.document(asked, archive, links, whole=True)).body
    if entry.what == "readme":
        provenance = copy_maker.documents.edition_provenance(entry.view, entry.lang, archive, links)
        names = dict.fromkeys(other.name for other in entries if other.name)
        others = [other.lang for other in entries if other.what == "readme" and other.lang != entry.lang]
        readme = await asyncio.to_thread(
            caption.kit_readme, archive, entry.view, names, Language(entry.lang), provenance, others
        )
        return caption.text_file_bytes(readme)
    if entry.what == "sentences":
        return caption.text_file_bytes(await asyncio.to_thread(_sentences, entry, archive, links))
    chart = await asyncio.to_thread(build_chart, entry.name, ChartContext(archive, entry.view, Language(entry.lang)))
    return _text_bytes(entry, chart, copy_maker.provenance(entry.address, archive, links))


def _sentences(entry: KitEntry, archive: Archive, links: Links) -> str:
    """The figures of the edition as sentences and posts."""

    def address(name: str) -> str:
        return links.address(ChartAddress(name, entry.view, entry.lang))

    context = ChartContext(archive, entry.view, Language(entry.lang))
    return ready_text_file(ready_texts(context, archive.organisation, address), context.language)


def _text_bytes(entry: KitEntry, chart: Chart, provenance: Provenance) -> bytes:
    language = Language(entry.lang)
    if entry.what == "caption":
        return caption.text_file_bytes(caption.picture_caption(chart, language, provenance))
    if entry.what == "alternative":
        return caption.text_file_bytes(chart.alternative)
    citation = cite_chart(chart, language, provenance)
    return (
        citation.bibtex.encode() if entry.what == "bibtex" else caption.text_file_bytes(caption.citation_text(citation))
    )


def _pack(kit: zipfile.ZipFile, path: str, data: bytes, day: datetime.date) -> None:
    """Add a file to the ZIP with metadata that do not depend on the platform."""
    info = zipfile.ZipInfo(path, (day.year, day.month, day.day, 0, 0, 0))
    info.create_system = 3
    info.external_attr = 0o100644 << 16
    info.compress_type = zipfile.ZIP_STORED if path.endswith(STORED_SUFFIXES) else zipfile.ZIP_DEFLATED
    kit.writestr(info, data)
