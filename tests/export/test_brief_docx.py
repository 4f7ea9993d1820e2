"""The fact sheet to edit is read back: its words, figures, direction, and the picture with its alternative text."""

from __future__ import annotations

import io
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Cm
from PIL import Image

from lib.charts import View
from lib.export.brief_docx import brief_docx
from lib.export.fact_sheet import collect_facts
from lib.export.page_brief import edition_brief
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.text_parts import text_parts
from tests.support.chart_cases import EVERY_FOCUS, FOREIGN, MARKED, archive, bare, case_chart, provenance


def sheet_bytes(focus: int, code: LanguageCode) -> bytes:
    png = io.BytesIO()
    Image.new("RGB", (884, 520), "white").save(png, "PNG")
    language = Language(code)
    facts = collect_facts(archive(), View(focus), language)
    shown, taken = case_chart("visitors_climb", focus, code), provenance("visitors_climb", focus, code)
    return brief_docx(edition_brief(facts, language), shown, png.getvalue(), language, taken)


def paragraphs(document: Any) -> list[Any]:
    return [
        *document.paragraphs,
        *(text for table in document.tables for row in table.rows for cell in row.cells for text in cell.paragraphs),
    ]


@pytest.mark.parametrize(("focus", "code"), EVERY_FOCUS)
def test_it_says_what_the_fact_sheet_says(focus: int, code: LanguageCode) -> None:
    facts = collect_facts(archive(), View(focus), Language(code))
    document = docx.Document(io.BytesIO(sheet_bytes(focus, code)))
    said = [text.text for text in paragraphs(document)]
    for text in (facts.headline, *facts.story):
        assert bare(text) in said
    for card in facts.cards:
        assert {bare(part) for part in (card.label, card.qualifier_text, card.number, card.comparison) if part} <= set(
            said
        )
    assert all(bare(name) in " ".join(said) for name in facts.nothing)
    assert provenance("visitors_climb", focus, code).address in said
    assert not MARKED.search(" ".join(said))
    own = [text for text in said if "https://" not in text and "DGSN" not in text]
    assert not FOREIGN[code].search(" ".join(own))


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_figures_lead_to_their_own_pages(code: LanguageCode) -> None:
    facts, taken = collect_facts(archive(), View(4), Language(code)), provenance("visitors_climb", 4, code)
    document = docx.Document(io.BytesIO(sheet_bytes(4, code)))
    linked = {(link.text, link.address) for paragraph in paragraphs(document) for link in paragraph.hyperlinks}
    said = [part for text in (facts.headline, *facts.story) for part in text_parts(text)]
    wanted = [(part.text, part.claim) for part in said] + [(card.number, card.claim) for card in facts.cards]
    assert linked == {(bare(text), taken.figure_address(claim, code)) for text, claim in wanted if claim}
    assert linked


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_letters_of_each_script_have_direction_size_and_weight(code: LanguageCode) -> None:
    document = docx.Document(io.BytesIO(sheet_bytes(4, code)))
    rtl = Language(code).rtl
    for paragraph in paragraphs(document):
        for run in [*paragraph.runs, *(run for link in paragraph.hyperlinks for run in link.runs)]:
            if not run.text:
                continue
            properties = run._r.rPr
            assert bool(run.font.rtl) == rtl
            assert (paragraph._p.pPr.find(qn("w:bidi")) is not None) == rtl
            assert int(properties.find(qn("w:szCs")).get(qn("w:val"))) == run.font.size.pt * 2
            assert run.font.cs_bold == run.font.bold
            assert properties.rFonts.get(qn("w:cs")) == run.font.name
            assert properties.find(qn("w:lang")).get(qn("w:bidi" if rtl else "w:val")) == Language(code).tag
    [table] = document.tables
    assert (table._tbl.tblPr.find(qn("w:bidiVisual")) is not None) == rtl


def test_the_page_is_a4_and_the_picture_has_its_text() -> None:
    document = docx.Document(io.BytesIO(sheet_bytes(4, "fr")))
    [section] = document.sections
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21, 29.7)
    [picture] = document.inline_shapes
    assert picture._inline.docPr.get("descr") == bare(case_chart("visitors_climb", 4, "fr").alternative)
    assert picture.width <= Cm(21)


def test_the_same_sheet_has_the_same_bytes() -> None:
    assert sheet_bytes(4, "ar") == sheet_bytes(4, "ar")
