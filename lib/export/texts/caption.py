"""Plain texts: captions of pictures, and the README of a press kit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lib.archive import Archive
from lib.charts import Chart, ChartContext, View, build_chart
from lib.export.pictures.layout import PICTURE_SHAPES
from lib.export.pictures.sizes import PIXEL_RATIO, SIZE_NAMES, PictureSize
from lib.export.tables.spreadsheet import BYTE_ORDER_MARK, DIRECTION_MARKS
from lib.export.texts.citation import Citation
from lib.export.texts.credit import best_source, name_source, record_book_name, sources_before_address
from lib.export.texts.provenance import Provenance, publication_name
from lib.language import Language, LanguageCode

# In characters, with the address. Newspapers print captions of two to three lines.
MAX_CAPTION = 300
# The picture sizes in a press kit.
KIT_SIZES: tuple[PictureSize, ...] = ("wide", "square", "story")


def picture_caption(chart: Chart, language: Language, provenance: Provenance) -> str:
    """What to print under a picture: the finding, the best source and the address, and the institution.

    What is counted and the notes follow the finding as long as all stays within MAX_CAPTION characters. Where the
    finding itself is long, the ending gives way: first the number of other sources, then the address.
    """
    endings = _caption_endings(chart, language, provenance)
    fitting = (ending for ending in endings if _caption_fits([f"{chart.headline}."], ending))
    ending, told = next(fitting, endings[-1]), [f"{chart.headline}."]
    for sentence in (chart.plain_subtitle, *chart.notes):
        if sentence and _caption_fits([*told, sentence], ending):
            told.append(sentence)
    return _join_caption(told, ending)


def _caption_endings(chart: Chart, language: Language, provenance: Provenance) -> list[list[str]]:
    """The last lines of a caption, from the longest to the shortest."""
    address, institution = provenance.address, f"{provenance.organisation.name[language.code]}."
    if not chart.sources:
        return [[address, institution], [institution]]
    best = language.text(
        "Source: {source}.", source=name_source(best_source(chart.sources, provenance.organisation), language)
    )
    more = f"{sources_before_address(chart, language, provenance)} {address}"
    return [[more, institution], [f"{best} {address}", institution], [best, institution]]


def _caption_fits(told: Sequence[str], ending: Sequence[str]) -> bool:
    return len(_join_caption(told, ending).translate(DIRECTION_MARKS)) <= MAX_CAPTION


def _join_caption(told: Sequence[str], ending: Sequence[str]) -> str:
    return "\n".join([" ".join(told), *ending])


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


def fact_sheet_name(edition: int, lang: LanguageCode, form: str) -> str:
    """The file name of the fact sheet of an edition."""
    return f"abwab-facts-{edition}-{lang}.{form}"


def sentences_name(edition: int, lang: LanguageCode) -> str:
    """The file name of the figures of an edition as sentences."""
    return f"abwab-sentences-{edition}-{lang}.txt"


def kit_readme(
    archive: Archive,
    view: View,
    names: Iterable[str],
    language: Language,
    provenance: Provenance,
    others: Sequence[LanguageCode],
) -> str:
    """The README of the press kit of the edition in focus: its contents, publisher and licence. `others` are the other
    languages in the kit.

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
        f"    {fact_sheet_name(view.focus, language.code, 'pdf')}",
        text("The same, to edit:"),
        f"    {fact_sheet_name(view.focus, language.code, 'docx')}",
        text("Each figure as a sentence and as a post:"),
        f"    {sentences_name(view.focus, language.code)}",
        text("A folder for each chart:"),
        f"    {folder}",
        *([text("The same in the other languages:")] if others else []),
        *(f"    {code}/" for code in others),
        "",
        text("In the folder of a chart"),
        "",
        text(
            "Pictures: PNG for pages, print and social networks; SVG for designers, which can be enlarged without loss."
        ),
    ]
    for size in KIT_SIZES:
        shape, end = PICTURE_SHAPES[size], "" if size == "wide" else f"-{size}"
        pixels = f"{shape.width * PIXEL_RATIO} × {shape.height * PIXEL_RATIO}"
        named = text("{name}, {description}", name=text(SIZE_NAMES[size]), description=pixels)
        lines += [text("{title}:", title=named), f"    {stem}{end}.png"]
        lines += [f"    {stem}{end}.svg"] if size == KIT_SIZES[0] else []
    for told, end in (
        (text("The values of the chart, with their sources, for Excel:"), ".xlsx"),
        (text("What to print under the picture:"), "-caption.txt"),
        (text("What to say to those who can’t see the picture (alternative text):"), "-alternative.txt"),
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
            publication_name(provenance.release, language)
            if provenance.release
            else text("Retrieved on {date}", date=language.date(provenance.day)),
            f"    {provenance.address}",
        ]
    )
