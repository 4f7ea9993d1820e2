"""Text on slides, in the direction and the script of the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.text.text import TextFrame
from pptx.util import Pt

from lib.export.pictures.typeface import FontWeight, wrap_text
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.language import Language

# No text is smaller: it is read from the back of a room.
SMALL_POINTS = 12
LINE_SPACING = 1.25
# Our measure of text is that of our own typeface; others need a little more room.
MEASURED_SHARE, BOLD_SHARE = 0.94, 0.8
THEME_FONTS = {"latin": "+mn-lt", "cs": "+mn-cs"}


@dataclass(frozen=True, slots=True)
class SlideLine:
    """A paragraph with its size in points."""

    text: str
    size: float = SMALL_POINTS
    bold: bool = False
    colour: MSO_THEME_COLOR = MSO_THEME_COLOR.TEXT_1


def write_lines(frame: TextFrame, lines: Iterable[SlideLine], language: Language, *, fixed: bool = True) -> None:
    """Write the paragraphs. With `fixed` False, size, weight and colour are left to the master."""
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        run = paragraph.add_run()
        run.text = line.text.translate(DIRECTION_MARKS)
        if fixed:
            run.font.size, run.font.bold = Pt(line.size), line.bold
            run.font.color.theme_color = line.colour
        set_direction(paragraph._p, language)
        paragraph.alignment = paragraph.alignment or (PP_ALIGN.RIGHT if language.rtl else PP_ALIGN.LEFT)


def set_direction(paragraph: Any, language: Language) -> None:
    """Set the direction of an a:p element, and the language and the theme's typefaces of all its runs.

    A paragraph needs its alignment as well: LibreOffice (7.4) takes nothing from `rtl` but the order of words.
    """
    paragraph.get_or_add_pPr().set("rtl", "1" if language.rtl else "0")
    for properties in paragraph.iter(qn("a:rPr"), qn("a:defRPr"), qn("a:endParaRPr")):
        properties.set("lang", language.tag)
        for script, face in THEME_FONTS.items():
            if properties.find(qn(f"a:{script}")) is None:
                element = etree.SubElement(properties, qn(f"a:{script}"))
                element.set("typeface", face)


def bare_frame(frame: TextFrame, anchor: MSO_ANCHOR = MSO_ANCHOR.TOP) -> TextFrame:
    """The frame without margins, so that its text stands on the edge of the title."""
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.vertical_anchor = anchor
    return frame


def fit_size(text: str, sizes: Sequence[float], width: float, lines: int, *, bold: bool = False) -> float:
    """The largest of the sizes, in points, at which a text fits; else the smallest."""
    return next((size for size in sizes if count_lines(text, size, width, bold=bold) <= lines), sizes[-1])


def count_lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """How many lines of `width` points a text takes."""
    weight: FontWeight
    weight, share = (600, BOLD_SHARE) if bold else (400, MEASURED_SHARE)
    return len(wrap_text(text, size, width * share, weight))


def lines_height(lines: Iterable[SlideLine], width: float) -> float:
    """The height in points of paragraphs of that width."""
    return sum(count_lines(line.text, line.size, width, bold=line.bold) * line.size * LINE_SPACING for line in lines)
