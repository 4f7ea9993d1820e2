"""A brief as a text document (DOCX), to be edited before a meeting: one page of A4."""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable
from functools import partial
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from lib.charts import LIGHT_PALETTE, Chart
from lib.content.cards import Card
from lib.export.native_chart import OFFICE_FONT
from lib.export.page_brief import Brief
from lib.export.slides.reproducible_package import make_package_reproducible
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.credit import credit_line, sources_line
from lib.export.texts.provenance import Provenance, draft_mark
from lib.language import Language
from lib.language.text_parts import mark_figure, text_parts

A4_WIDTH, A4_HEIGHT, A4_MARGIN = Cm(21), Cm(29.7), Cm(1.8)
SMALL, NORMAL, LARGE = 9, 11, 20  # in points
INK, QUIET = (RGBColor.from_string(colour[1:]) for colour in (LIGHT_PALETTE.ink, LIGHT_PALETTE.quiet))


def brief_docx(brief: Brief, chart: Chart, drawing: bytes, language: Language, provenance: Provenance) -> bytes:
    """The document: headline, sentences, main figures, the chart as PNG, what was not published, sources.

    Each figure leads to its own page. The same content on the same day yields the same bytes.
    """
    document, organisation = Document(), provenance.organisation
    write = partial(_write, language=language, figure_link=partial(provenance.figure_link, lang=language.code))
    section = document.sections[0]
    section.page_width, section.page_height = A4_WIDTH, A4_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = A4_MARGIN
    event = language.text(
        "{name}, {description}", name=organisation.name[language.code], description=organisation.event[language.code]
    )
    if mark := draft_mark(provenance, language):
        write(document.add_paragraph(), mark, bold=True)
    write(document.add_paragraph(), event, size=SMALL, colour=QUIET)
    write(document.add_paragraph(), brief.place, colour=QUIET)
    write(document.add_heading(level=1), brief.headline, size=LARGE, bold=True)
    for sentence in brief.sentences:
        write(document.add_paragraph(), sentence)
    table = document.add_table(rows=2, cols=len(brief.cards))
    if language.rtl:
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    _write_cards(table, brief.cards, write)
    write(document.add_paragraph(), chart.subtitle, size=SMALL, colour=QUIET)
    picture = document.add_paragraph()
    picture.add_run().add_picture(io.BytesIO(drawing), width=A4_WIDTH - 2 * A4_MARGIN)
    picture._p.xpath(".//wp:docPr")[0].set("descr", chart.alternative.translate(DIRECTION_MARKS))
    if brief.absent:
        write(document.add_paragraph(), brief.absent, size=SMALL)
    sources = [sources_line(chart, language, provenance)] if chart.sources else []
    for text in (*sources, credit_line(language, provenance), provenance.address):
        write(document.add_paragraph(), text, size=SMALL, colour=QUIET)
    properties = document.core_properties
    properties.title, properties.author = brief.headline.translate(DIRECTION_MARKS), organisation.name[language.code]
    properties.language = language.tag
    properties.created = properties.modified = datetime.datetime.combine(provenance.day, datetime.time())
    written = io.BytesIO()
    document.save(written)
    return make_package_reproducible(written.getvalue(), provenance.day)


def _write_cards(table: Any, cards: tuple[Card, ...], write: Callable[..., None]) -> None:
    """The main figures side by side, the first where reading begins; a row of names, so that the numbers stand at one
    height though a name takes two lines.
    """
    names, figures = table.rows
    for name, cell, card in zip(names.cells, figures.cells, cards, strict=True):
        write(name.paragraphs[0], card.label, bold=True)
        lines = [(card.qualifier_text or " ", NORMAL, False, INK)] if card.published else []
        number = mark_figure(card.number, card.claim)
        lines.append((number, LARGE if card.published else NORMAL, card.published, INK if card.published else QUIET))
        if card.comparison:
            lines.append((card.comparison, SMALL, False, QUIET))
        for place, (text, size, bold, colour) in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            write(paragraph, text, size=size, bold=bold, colour=colour)


def _write(
    paragraph: Any,
    text: str,
    *,
    language: Language,
    figure_link: Callable[[str], str],
    size: int = NORMAL,
    bold: bool = False,
    colour: RGBColor = INK,
) -> None:
    """Write a paragraph in the direction of the language, with links at its figures, which look like the other words.

    A paragraph from the right needs no alignment: LEFT would mean right there.
    """
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(0), Pt(4)
    if language.rtl:
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:jc", "w:rPr")
    for part in text_parts(text):
        run = paragraph.add_run(part.text.translate(DIRECTION_MARKS))
        _set_letters(run, language, size, colour, bold=bold)
        if address := figure_link(part.claim) if part.claim else "":
            link = OxmlElement("w:hyperlink")
            link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
            run._r.addprevious(link)
            link.append(run._r)


def _set_letters(run: Any, language: Language, size: int, colour: RGBColor, *, bold: bool) -> None:
    """Letters of Arabic take size, weight and typeface from settings of their own, for complex scripts."""
    font = run.font
    font.name, font.size, font.bold, font.cs_bold = OFFICE_FONT, Pt(size), bold, bold
    font.color.rgb = colour
    properties = run._r.get_or_add_rPr()
    properties.rFonts.set(qn("w:cs"), OFFICE_FONT)
    _add(properties, "w:szCs", val=str(size * 2))
    if language.rtl:
        font.rtl = True
    _add(properties, "w:lang", **({"bidi": language.tag} if language.rtl else {"val": language.tag}))


def _add(properties: Any, name: str, **attributes: str) -> None:
    """Add an element to the properties of a run, where their order asks for it."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    after = {"w:szCs": ("w:highlight", "w:u", "w:rtl", "w:cs", "w:lang"), "w:lang": ("w:eastAsianLayout",)}
    properties.insert_element_before(element, *after[name])
