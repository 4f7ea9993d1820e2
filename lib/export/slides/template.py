"""The master of the slides: the institution's own template.pptx, or a plain one in the colours of the charts."""

from __future__ import annotations

import io
import re
import threading
import zipfile
from dataclasses import dataclass
from pathlib import Path

from pptx import Presentation, presentation
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.exc import PythonPptxError
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.slide import SlideLayout
from pptx.util import Emu, Pt

from lib.archive.disk_call import DiskCalls, HangingError
from lib.archive.message_parts import error_code
from lib.charts import LIGHT_PALETTE
from lib.export.native_chart import OFFICE_FONT

TEMPLATE_FILE = "template.pptx"
TEMPLATE_PATIENCE = 2.0  # seconds until it must be read
WIDE_SLIDE = (Pt(960), Pt(540))
MARGIN, TITLE_TOP, TITLE_HEIGHT, FOOT_TOP = Pt(36), Pt(22), Pt(74), Pt(508)
# The colours of the theme: PowerPoint draws its own charts with the accents, in this order.
THEME_COLOURS = {
    "dk1": LIGHT_PALETTE.ink,
    "lt1": LIGHT_PALETTE.paper,
    "dk2": LIGHT_PALETTE.quiet,
    "lt2": LIGHT_PALETTE.soft,
    "accent1": LIGHT_PALETTE.focus,
    "accent2": LIGHT_PALETTE.other,
    "accent3": LIGHT_PALETTE.record,
    "hlink": LIGHT_PALETTE.focus,
    "folHlink": LIGHT_PALETTE.quiet,
}
_disk, _one_at_a_time = DiskCalls(), threading.Lock()
FOOTERS = (PP_PLACEHOLDER.FOOTER, PP_PLACEHOLDER.SLIDE_NUMBER, PP_PLACEHOLDER.DATE)
# A picture of another slide, and the settings of somebody's printer, which are in the presentation of python-pptx.
LEFTOVERS = ("thumbnail", "printerSettings")


class TemplateError(ValueError):
    """The institution's template can't be used."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of a slide in points, from its upper left corner."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class SlideMaster:
    """An empty deck with the layouts for its first slide and for the others, and the area below their titles.

    `own` is True for our own master, whose titles take no more height than they need.
    """

    deck: presentation.Presentation
    opening: SlideLayout
    titled: SlideLayout
    body: Area
    foot: Area
    own: bool


def read_template(folder: Path) -> bytes | None:
    """The institution's own template in a data folder; None if there is none. It may be called from many threads.

    Raises TemplateError if it can't be read, or not in time.
    """
    try:
        with _one_at_a_time:
            return _disk.call(folder, (folder / TEMPLATE_FILE).read_bytes, TEMPLATE_PATIENCE)
    except FileNotFoundError:
        return None
    except HangingError:
        raise TemplateError("the disk does not answer") from None
    except OSError as error:
        raise TemplateError(f"it can't be read ({error_code(error)})") from error


def open_master(template: bytes | None, rtl: bool) -> SlideMaster:
    """The institution's template without its slides; for None our own, for a language of that direction.

    Raises TemplateError if it is no presentation, or has no layout with a title above an empty area.
    """
    deck = _plain_deck(rtl) if template is None else _open(template)
    titled = _layout(deck, "titleOnly")
    title = next(shape for shape in titled.placeholders if _is_title(shape.placeholder_format.type))
    tops = [shape.top for shape in titled.placeholders if shape.placeholder_format.type in FOOTERS and shape.top]
    height = (deck.slide_height or 0) / Pt(1)
    bottom = min(tops, default=height * FOOT_TOP / WIDE_SLIDE[1]) / (Pt(1) if tops else 1)
    left, across, top = title.left / Pt(1), title.width / Pt(1), (title.top + title.height) / Pt(1)
    if bottom - top < height / 2:
        raise TemplateError("its layout with a title leaves less than half a slide below it")
    body, foot = Area(left, top, across, bottom - top), Area(left, bottom, across, height - bottom)
    return SlideMaster(deck, _layout(deck, "title"), titled, body, foot, own=template is None)


def _open(template: bytes) -> presentation.Presentation:
    try:
        deck = Presentation(io.BytesIO(template))
    except (PythonPptxError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise TemplateError("it is no PowerPoint presentation") from error
    listed = deck.slides._sldIdLst  # python-pptx has no call that removes a slide
    for slide in list(listed):
        deck.part.drop_rel(slide.rId)
        listed.remove(slide)
    return deck


def _layout(deck: presentation.Presentation, kind: str) -> SlideLayout:
    """The layout of that type (ST_SlideLayoutType), else the first with a title."""
    titled = [
        layout
        for layout in deck.slide_layouts
        if any(_is_title(shape.placeholder_format.type) for shape in layout.placeholders)
    ]
    if not titled:
        raise TemplateError("it has no layout with a title")
    return next((layout for layout in titled if layout._element.get("type") == kind), titled[0])


def _is_title(kind: PP_PLACEHOLDER) -> bool:
    return kind in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE)


def _plain_deck(rtl: bool) -> presentation.Presentation:
    """The empty presentation of python-pptx with our format, colours and typeface, and only the layouts used."""
    deck = Presentation()
    for relations in (deck.part.rels, deck.part.package._rels):
        for name, relation in list(relations.items()):
            if relation.reltype.rpartition("/")[2] in LEFTOVERS:
                relations.pop(name)
    deck.slide_width, deck.slide_height = map(Emu, WIDE_SLIDE)
    for layout in list(deck.slide_layouts):
        if layout._element.get("type") not in ("title", "titleOnly"):
            deck.slide_layouts.remove(layout)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _paint(theme.blob.decode()).encode()
    places = {
        PP_PLACEHOLDER.TITLE: (MARGIN, TITLE_TOP, WIDE_SLIDE[0] - 2 * MARGIN, TITLE_HEIGHT),
        PP_PLACEHOLDER.BODY: (MARGIN, Pt(108), WIDE_SLIDE[0] - 2 * MARGIN, Pt(390)),
        PP_PLACEHOLDER.CENTER_TITLE: (Pt(72), Pt(130), Pt(816), Pt(130)),
        PP_PLACEHOLDER.SUBTITLE: (Pt(72), Pt(276), Pt(816), Pt(120)),
        PP_PLACEHOLDER.DATE: (MARGIN, FOOT_TOP, Pt(200), Pt(24)),
        PP_PLACEHOLDER.FOOTER: (Pt(330), FOOT_TOP, Pt(300), Pt(24)),
        PP_PLACEHOLDER.SLIDE_NUMBER: (Pt(724), FOOT_TOP, Pt(200), Pt(24)),
    }
    for holder in (deck.slide_master, *deck.slide_layouts):
        for shape in holder.placeholders:
            if place := places.get(shape.placeholder_format.type):
                shape.left, shape.top, shape.width, shape.height = map(Emu, place)
    for layout in deck.slide_layouts:
        left, top, width = (72, 112, 96) if layout._element.get("type") == "title" else (36, 14, 56)
        bar = Area(960 - left - width if rtl else left, top, width, 5)
        layout.shapes._spTree.append(parse_xml(_bar_xml(bar)))
    return deck


def _bar_xml(bar: Area) -> str:
    """The bar above the title, as pictures have it. python-pptx draws on slides, not on layouts."""
    left, top, width, height = (int(Pt(length)) for length in (bar.left, bar.top, bar.width, bar.height))
    return (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="bar"/><p:cNvSpPr/><p:nvPr userDrawn="1"/>'
        f'</p:nvSpPr><p:spPr><a:xfrm><a:off x="{left}" y="{top}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:schemeClr val="accent1"/></a:solidFill>'
        "<a:ln><a:noFill/></a:ln></p:spPr></p:sp>"
    )


def _paint(theme: str) -> str:
    """The theme with our colours and typeface."""
    for name, colour in THEME_COLOURS.items():
        theme = re.sub(
            rf"<a:{name}>.*?</a:{name}>",
            f'<a:{name}><a:srgbClr val="{colour[1:]}"/></a:{name}>',
            theme,
            flags=re.DOTALL,
        )
    for script in ("latin", "cs"):
        theme = re.sub(rf'<a:{script} typeface="[^"]*"', f'<a:{script} typeface="{OFFICE_FONT}"', theme)
    return re.sub(r'<a:font script="Arab" typeface="[^"]*"', f'<a:font script="Arab" typeface="{OFFICE_FONT}"', theme)
