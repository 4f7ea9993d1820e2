"""Text on slides, in the direction and the script of the reader's language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.text.text import TextFrame, _Run
from pptx.util import Pt

from lib.export.pictures.typeface import FontWeight, wrap_text
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.language import Language
from lib.language.text_parts import text_parts

# No text is smaller: it is read from the back of a room.
SMALL_POINTS = 12
LINE_SPACING = 1.25
# Our measure of text is that of our own typeface; others need a little more room.
MEASURED_SHARE, BOLD_SHARE = 0.94, 0.8
THEME_FONTS = {"latin": "+mn-lt", "cs": "+mn-cs"}
# A link in the colour of its text, for PowerPoint from 2019 on ([MS-ODRAWXML] 2.3.1).
TEXT_COLOURED_LINK = (
    f'<a:extLst {nsdecls("a")}><a:ext uri="{{A12FA001-AC4F-418D-AE19-62706E023703}}"><ahyp:hlinkClr '
    'xmlns:ahyp="http://schemas.microsoft.com/office/drawing/2018/hyperlinkcolor" val="tx"/></a:ext></a:extLst>'
)
NUMBER = re.compile(r"\d(?:[\d.,]*\d)?")
FigureLink = Callable[[str], str]  # the address of a figure's own page by the id of its claim, "" where it has none


@dataclass(frozen=True, slots=True)
class SlideLine:
    """A paragraph with its size in points."""

    text: str
    size: float = SMALL_POINTS
    bold: bool = False
    colour: MSO_THEME_COLOR = MSO_THEME_COLOR.TEXT_1


def write_lines(
    frame: TextFrame,
    lines: Iterable[SlideLine],
    language: Language,
    figure_link: FigureLink | None = None,
    *,
    fixed: bool = True,
) -> None:
    """Write the paragraphs, with links at their figures if there is `figure_link`.

    With `fixed` False, size, weight and colour are left to the master.
    """
    frame.word_wrap = True
    for place, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if place == 0 else frame.add_paragraph()
        links: list[tuple[_Run, str]] = []
        for part in text_parts(line.text):
            address = figure_link(part.claim) if figure_link and part.claim else ""
            whole = part.text.translate(DIRECTION_MARKS)
            for text, linked in _split_number(whole, language) if address else [(whole, False)]:
                run = paragraph.add_run()
                run.text = text
                if fixed:
                    run.font.size, run.font.bold = Pt(line.size), line.bold
                    run.font.color.theme_color = line.colour
                if linked:
                    links.append((run, address))
        set_direction(paragraph._p, language)
        for run, address in links:  # behind the typefaces, where the order of elements asks for them
            run.hyperlink.address = address
            if fixed:
                run._r.rPr.hlinkClick.append(parse_xml(TEXT_COLOURED_LINK))
        paragraph.alignment = paragraph.alignment or (PP_ALIGN.RIGHT if language.rtl else PP_ALIGN.LEFT)


def _split_number(figure: str, language: Language) -> list[tuple[str, bool]]:
    """The parts of a figure, and whether a link stands on them: in Arabic on the number, not on the words around it.

    LibreOffice (7.4) drew our tables with words and number of one link far apart, over the next cell.
    """
    number = NUMBER.search(figure) if language.rtl else None
    if number is None:
        return [(figure, True)]
    parts = ((figure[: number.start()], False), (number.group(), True), (figure[number.end() :], False))
    return [(text, linked) for text, linked in parts if text]


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
