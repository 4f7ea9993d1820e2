"""A brief as a text document (DOCX), to be edited before a meeting: one page of A4."""

from __future__ import annotations

import datetime
import io
from typing import Any

from docx import Document
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

A4_WIDTH, A4_HEIGHT, A4_MARGIN = Cm(21), Cm(29.7), Cm(1.8)
SMALL, NORMAL, LARGE = 9, 11, 20  # in points
INK, QUIET = (RGBColor.from_string(colour[1:]) for colour in (LIGHT_PALETTE.ink, LIGHT_PALETTE.quiet))


def brief_docx(brief: Brief, chart: Chart, drawing: bytes, language: Language, provenance: Provenance) -> bytes:
    """The document: headline, sentences, main figures, the chart as PNG, what was not published, sources.

    The same content on the same day yields the same bytes.
    """
    document, organisation = Document(), provenance.organisation
    section = document.sections[0]
    section.page_width, section.page_height = A4_WIDTH, A4_HEIGHT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = A4_MARGIN
    event = language.text(
        "{name}, {description}", name=organisation.name[language.code], description=organisation.event[language.code]
    )
    if mark := draft_mark(provenance, language):
        _write(document.add_paragraph(), mark, language, bold=True)
    _write(document.add_paragraph(), event, language, size=SMALL, colour=QUIET)
    _write(document.add_paragraph(), brief.place, language, colour=QUIET)
    _write(document.add_heading(level=1), brief.headline, language, size=LARGE, bold=True)
    for sentence in brief.sentences:
        _write(document.add_paragraph(), sentence, language)
    _write_cards(document.add_table(rows=1, cols=len(brief.cards)), brief.cards, language)
    _write(document.add_paragraph(), chart.subtitle, language, size=SMALL, colour=QUIET)
    picture = document.add_paragraph()
    picture.add_run().add_picture(io.BytesIO(drawing), width=A4_WIDTH - 2 * A4_MARGIN)
    picture._p.xpath(".//wp:docPr")[0].set("descr", chart.alternative.translate(DIRECTION_MARKS))
    if brief.absent:
        _write(document.add_paragraph(), brief.absent, language, size=SMALL)
    sources = [sources_line(chart, language, provenance)] if chart.sources else []
    for text in (*sources, credit_line(language, provenance), provenance.address):
        _write(document.add_paragraph(), text, language, size=SMALL, colour=QUIET)
    properties = document.core_properties
    properties.title, properties.author = brief.headline.translate(DIRECTION_MARKS), organisation.name[language.code]
    properties.language = language.tag
    properties.created = properties.modified = datetime.datetime.combine(provenance.retrieved, datetime.time())
    written = io.BytesIO()
    document.save(written)
    return make_package_reproducible(written.getvalue(), provenance.retrieved)


def _write_cards(table: Any, cards: tuple[Card, ...], language: Language) -> None:
    """The main figures side by side, the first where reading begins."""
    if language.rtl:
        table._tbl.tblPr.append(OxmlElement("w:bidiVisual"))
    for cell, card in zip(table.rows[0].cells, cards, strict=True):
        lines = [(card.label, NORMAL, True, INK)]
        if card.qualifier_text:
            lines.append((card.qualifier_text, NORMAL, False, INK))
        lines.append(
            (card.number, LARGE if card.published else NORMAL, card.published, INK if card.published else QUIET)
        )
        if card.comparison:
            lines.append((card.comparison, SMALL, False, QUIET))
        for place, (text, size, bold, colour) in enumerate(lines):
            paragraph = cell.paragraphs[0] if place == 0 else cell.add_paragraph()
            _write(paragraph, text, language, size=size, bold=bold, colour=colour)


def _write(
    paragraph: Any, text: str, language: Language, *, size: int = NORMAL, bold: bool = False, colour: RGBColor = INK
) -> None:
    """Write a paragraph in the direction of the language.

    Letters of Arabic take size, weight and typeface from settings of their own, for complex scripts. A paragraph from
    the right needs no alignment: LEFT would mean right there.
    """
    paragraph.paragraph_format.space_before, paragraph.paragraph_format.space_after = Pt(0), Pt(4)
    run = paragraph.add_run(text.translate(DIRECTION_MARKS))
    font = run.font
    font.name, font.size, font.bold, font.cs_bold = OFFICE_FONT, Pt(size), bold, bold
    font.color.rgb = colour
    properties = run._r.get_or_add_rPr()
    properties.rFonts.set(qn("w:cs"), OFFICE_FONT)
    _add(properties, "w:szCs", val=str(size * 2))
    if language.rtl:
        font.rtl = True
        paragraph._p.get_or_add_pPr().insert_element_before(OxmlElement("w:bidi"), "w:spacing", "w:jc", "w:rPr")
    _add(properties, "w:lang", **({"bidi": language.tag} if language.rtl else {"val": language.tag}))


def _add(properties: Any, name: str, **attributes: str) -> None:
    """Add an element to the properties of a run, where their order asks for it."""
    element = OxmlElement(name)
    for key, value in attributes.items():
        element.set(qn(f"w:{key}"), value)
    after = {"w:szCs": ("w:highlight", "w:u", "w:rtl", "w:cs", "w:lang"), "w:lang": ("w:eastAsianLayout",)}
    properties.insert_element_before(element, *after[name])
