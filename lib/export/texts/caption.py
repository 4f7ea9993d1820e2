"""Plain texts: captions of pictures, and the README of a press kit."""

from __future__ import annotations

from collections.abc import Iterable

from lib.archive import Archive
from lib.charts import Chart, ChartContext, View, build_chart
from lib.export.pictures.layout import PICTURE_SHAPES, credit_line, record_book_name, sources_line
from lib.export.pictures.sizes import PIXEL_RATIO, SIZE_NAMES, PictureSize
from lib.export.tables.spreadsheet import BYTE_ORDER_MARK, DIRECTION_MARKS
from lib.export.texts.citation import Citation
from lib.export.texts.provenance import Provenance
from lib.language import LANGUAGE_CODES, Language, LanguageCode

# The picture sizes in a press kit.
KIT_SIZES: tuple[PictureSize, ...] = ("wide", "square", "story")


def picture_caption(chart: Chart, language: Language, provenance: Provenance) -> str:
    """The caption of a picture: headline, subtitle, notes, sources, record book and address."""
    sources = [sources_line(chart, language)] if chart.sources else []
    lines = [
        chart.headline,
        chart.subtitle,
        *chart.notes,
        *sources,
        credit_line(language, provenance),
        provenance.address,
    ]
    return "\n".join(lines)


def citation_text(named: Citation) -> str:
    """The long citation and the short one, separated by a blank line."""
    return f"{named.long}\n\n{named.short}"


def text_file_bytes(text: str) -> bytes:
    """Encode a text file for any system: UTF-8 with a byte order mark, CRLF line endings, and no direction marks, which
    web forms would show as boxes.
    """
    return f"{BYTE_ORDER_MARK}{text.translate(DIRECTION_MARKS)}\n".replace("\n", "\r\n").encode()


def kit_readme_name(lang: LanguageCode) -> str:
    """The file name of the README of a press kit."""
    return f"README-{lang}.txt"


def fact_sheet_name(edition: int, lang: LanguageCode) -> str:
    """The file name of the fact sheet of an edition."""
    return f"abwab-facts-{edition}-{lang}.pdf"


def kit_readme(archive: Archive, view: View, names: Iterable[str], language: Language, provenance: Provenance) -> str:
    """The README of the press kit of the edition in focus: its contents, publisher and licence.

    Sentences and paths are on separate lines, so that each keeps its own text direction.
    """
    context = ChartContext(archive, view, language)
    text, edition, organisation = language.text, context.focus, provenance.organisation
    stated = text("not stated")
    folder, stem = f"{language.code}/…/", f"{language.code}/…/abwab-…-{view.focus}-{language.code}"
    lines = [
        text("Press kit: {edition}", edition=edition.name),
        text("{name}, {description}", name=edition.ordinal, description=edition.dates),
        text("{name}, {description}", name=text("Abwab"), description=record_book_name(language)),
        "",
        text("The edition on one page, to print:"),
        f"    {fact_sheet_name(view.focus, language.code)}",
        text("A folder for each chart:"),
        f"    {folder}",
        text("The same in the other languages:"),
        *(f"    {code}/" for code in LANGUAGE_CODES if code != language.code),
        "",
        text("In the folder of a chart"),
        "",
        text("Pictures: PNG for pages, print and networks; SVG for designers, it grows without loss."),
    ]
    for size in KIT_SIZES:
        shape, end = PICTURE_SHAPES[size], "" if size == "wide" else f"-{size}"
        pixels = f"{shape.width * PIXEL_RATIO} × {shape.height * PIXEL_RATIO}"
        named = text("{name}, {description}", name=text(SIZE_NAMES[size]), description=pixels)
        lines += [text("{title}:", title=named), f"    {stem}{end}.png", f"    {stem}{end}.svg"]
    for told, end in (
        (text("The values of the chart, with their sources, for Excel:"), ".xlsx"),
        (text("What to print under the picture:"), "-caption.txt"),
        (text("What to say to those who don’t see the picture (alternative text):"), "-alternative.txt"),
        (text("How to cite, and for BibTeX:"), "-citation.txt"),
    ):
        lines += [told, f"    {stem}{end}"]
    lines += [f"    {stem}-citation.bib", "", text("The charts"), ""]
    for name in names:
        lines += [build_chart(name, context).headline, f"    {language.code}/{name}/"]
    return "\n".join(
        [
            *lines,
            "",
            text("Every figure comes from a published source, named under its chart. Nothing is estimated."),
            organisation.name[language.code],
            text("Licence: {licence}", licence=organisation.licence or stated),
            text("Contact: {contact}", contact=organisation.contact or stated),
            text("Retrieved on {date}", date=language.date(provenance.retrieved)),
            f"    {provenance.address}",
        ]
    )
