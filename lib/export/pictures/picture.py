"""Pictures: a chart with its text in one self-contained SVG."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape, unescape
from itertools import accumulate

from lib.charts import DARK_PALETTE, LIGHT_PALETTE, Chart, Palette
from lib.charts.kinds.style import ARABIC_LETTER, CHART_FONT
from lib.export.pictures import typeface
from lib.export.pictures.layout import (
    COLUMN_GUTTER,
    PICTURE_SHAPES,
    PIXELS_PER_UNIT,
    ChartFit,
    PictureLayout,
    PictureLine,
)
from lib.export.pictures.plotly_svg import Drawing, recolour_drawing
from lib.export.pictures.sizes import ColourTheme, PictureSize
from lib.export.pictures.typeface import FontWeight
from lib.language import Language
from lib.language.language import POP_EMBEDDING, RIGHT_TO_LEFT_EMBEDDING

DEFS_ELEMENT = re.compile(r"<defs[^>]*>.*?</defs>", re.DOTALL)

# Definitions of identifiers and references to them.
IDENTIFIER = re.compile(r"""((?<![\w-])(?:id="|href="#|url\((?:&quot;|["'])?#)[\w.:-]+)""")

# A line of text: its anchor, its attributes, its content.
TEXT_LINE = re.compile(r'<text (?=[^>]*?text-anchor="(\w+)")([^>]*)>(.*?)</text>', re.DOTALL)
EMBEDDING_MARKS = dict.fromkeys(map(ord, (RIGHT_TO_LEFT_EMBEDDING, POP_EMBEDDING)))
TAG_OR_WORDS = re.compile(r"(<[^>]*>)|([^<]+)")
TEXT_START = re.compile(r'(?<![\w-])x="([\d.-]+)"')
FONT_SIZE = re.compile(r"font-size: ?([\d.]+)px")
# The direction of right-to-left lines, for Inkscape, which ignores the marks. LibreOffice and resvg obey the marks, and
# know neither direction nor :lang(), so that for them the anchor is that of the element.
DIRECTION_STYLE = "".join(
    f".abwab-{marked}:lang(ar){{direction:rtl;text-anchor:{anchor}}}"
    for marked, anchor in (("start", "end"), ("middle", "middle"), ("end", "start"))
)

BAR_WIDTH = 56
THEME_PALETTES: Mapping[ColourTheme, Palette] = {"light": LIGHT_PALETTE, "dark": DARK_PALETTE}


def picture_svg(
    chart: Chart,
    plan: PictureLayout,
    drawing: Drawing,
    size: PictureSize,
    theme: ColourTheme,
    language: Language,
    *,
    embedded: bool = True,
    mark: str = "",
) -> str:
    """Compose the SVG from the layout `plan` for that size and the `drawing` made for it, with its typeface embedded or
    for a page that has it. `mark` stands across the whole picture, so that it is in every part of it that is cut out.
    """
    shape, palette = PICTURE_SHAPES[size], THEME_PALETTES[theme]
    width, height = shape.width / PIXELS_PER_UNIT, shape.height / PIXELS_PER_UNIT
    weights: list[tuple[str, FontWeight]] = [(line.text, line.weight) for line in plan.lines]
    written = re.sub(r"<[^>]*>", " ", drawing.inside)
    weights += [(written, 400), (written, 600), (mark, 600)]
    left, right = plan.words
    parts = [
        f'<rect width="{width:g}" height="{height:g}" fill="{palette.paper}"/>',
        _mark(plan, shape.margin - 8, palette, language),
        *(_text(line, plan.words, palette, language) for line in plan.lines),
        f'<path d="M{left:g} {plan.foot:g}H{right:g}" stroke="{palette.rule}"/>',
        chart_markup(plan.place, plan.fit, drawing, palette, chart, language),
        _across(mark, width, height, palette, language),
    ]
    body = simplify_lines("".join(parts))
    fonts = typeface.embedded_font_css(weights) if embedded else ""
    style = fonts + (DIRECTION_STYLE if language.rtl else "")
    faces = f"'{CHART_FONT}', 'Noto Sans Arabic', sans-serif"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="{shape.width}" '
        f'height="{shape.height}" viewBox="0 0 {width:g} {height:g}" xml:space="preserve" role="img" '
        f'lang="{language.code}" xml:lang="{language.code}" aria-labelledby="desc" font-family="{faces}">'
        f'<title id="title">{escape(chart.headline)}</title><desc id="desc">{escape(chart.alternative)}</desc>'
        f"<style>{style}</style>{body}</svg>"
    )


def unique_identifiers(svg: str, name: str) -> str:
    """Append `name` to every identifier of the SVG, so that several can be inlined in one page."""
    svg = svg.replace('aria-labelledby="desc"', f'aria-labelledby="desc-{name}"', 1)
    return IDENTIFIER.sub(rf"\1-{name}", svg)


def printable_document(svg: str, chart: Chart, language: Language) -> str:
    """Wrap the SVG in HTML for printing. Printed alone, it becomes a PDF without a title, in the browser's language.

    Embedding marks are left out: the browser obeys the direction, and in a PDF a mark parts a word from its end.
    """
    svg = svg.translate(EMBEDDING_MARKS)
    return (
        f'<!DOCTYPE html><html lang="{language.tag}"><head><meta charset="utf-8">'
        f"<title>{escape(chart.headline)}</title>"
        f"<style>@page{{margin:0}}body{{margin:0}}svg{{display:block}}</style></head><body>{svg}</body></html>"
    )


def _mark(plan: PictureLayout, top: float, palette: Palette, language: Language) -> str:
    """What stands above the headline, where reading begins: the emblem, or a bar."""
    left, right = plan.words
    if not plan.emblem:
        x = right - BAR_WIDTH if language.rtl else left
        return f'<rect x="{x:g}" y="{top:g}" width="{BAR_WIDTH}" height="{plan.mark}" fill="{palette.focus}"/>'
    side = "xMax" if language.rtl else "xMin"
    return (
        f'<image x="{left:g}" y="{top:g}" width="{right - left:g}" height="{plan.mark}" '
        f'preserveAspectRatio="{side}YMid meet" xlink:href="{plan.emblem}"/>'
    )


def _across(mark: str, width: float, height: float, palette: Palette, language: Language) -> str:
    """The mark in lines from one edge to the other."""
    if not mark:
        return ""
    size = width / 18
    angle = 20 if language.rtl else -20
    text = escape(mark)
    if language.rtl:
        text = f"{RIGHT_TO_LEFT_EMBEDDING}{text}{POP_EMBEDDING}"
    return "".join(
        # The opacity is that of the group: letters that overlap would be darker there.
        f'<g transform="translate({width / 2:g} {height * part:g}) rotate({angle})" opacity="0.12">'
        f'<text x="0" y="0" font-size="{size:g}" font-weight="600" fill="{palette.ink}" '
        f'text-anchor="middle">{text}</text></g>'
        for part in (0.2, 0.5, 0.8)
    )


def _text(line: PictureLine, words: tuple[float, float], palette: Palette, language: Language) -> str:
    color = palette.quiet if line.quiet else palette.ink
    weight = f' font-weight="{line.weight}"' if line.weight != 400 else ""
    anchor = "end" if language.rtl else "start"
    text = escape(line.text)
    if language.rtl and not line.code:
        # Embedding marks give a line the same order even in programs that ignore text direction.
        text = f"{RIGHT_TO_LEFT_EMBEDDING}{text}{POP_EMBEDDING}"
    return (
        f'<text x="{words[language.rtl]:g}" y="{line.y:g}" font-size="{line.size}" fill="{color}" '
        f'text-anchor="{anchor}"{weight}>{text}</text>'
    )


def simplify_lines(markup: str) -> str:
    """The markup with its lines of text as every program draws them."""
    return TEXT_LINE.sub(_simple_line, markup)


def _simple_line(line: re.Match[str]) -> str:
    """A line as every program draws it: with its direction, and with one text element per style of its words, placed by
    their widths. LibreOffice anchors each style of a line by itself, on top of the others.
    """
    anchor, attributes, inside = line.groups()
    runs = [*_runs(inside.translate(EMBEDDING_MARKS))]
    start = TEXT_START.search(attributes)
    rtl = RIGHT_TO_LEFT_EMBEDDING in inside or (len(runs) > 1 and bool(ARABIC_LETTER.search(inside)))
    if not start or (not rtl and len(runs) < 2):
        return line[0]
    if len(runs) < 2:
        return _line_part(anchor, attributes, *runs[0], rtl=rtl)
    widths = [_run_width(words, attributes + tags) for tags, words in runs]
    total = sum(widths)
    x = float(start[1]) - {"start": 0, "middle": total / 2, "end": total}[anchor] + total * rtl
    side, toward = ("end", -1) if rtl else ("start", 1)
    parts = []
    for (tags, words), width in zip(runs, widths, strict=True):
        before = _run_width(words[: len(words) - len(words.lstrip())], attributes + tags)
        placed = TEXT_START.sub(f'x="{x + before * toward:g}"', attributes).replace(f'"{anchor}"', f'"{side}"', 1)
        parts.append(_line_part(side, placed, tags, words.strip(), rtl=rtl))
        x += width * toward
    return "".join(parts)


def _line_part(anchor: str, attributes: str, tags: str, words: str, *, rtl: bool) -> str:
    """Words of one style. Their marks stand next to them, where LibreOffice looks for them."""
    closed = "</tspan>" * tags.count("<")
    if not rtl:
        return f"<text {attributes}>{tags}{words}{closed}</text>"
    directed = f"{RIGHT_TO_LEFT_EMBEDDING}{words}{POP_EMBEDDING}"
    return f'<text class="abwab-{anchor}" {attributes}>{tags}{directed}{closed}</text>'


def _runs(inside: str) -> Iterator[tuple[str, str]]:
    """The words of each style, after the tags that they stand in."""
    tags: list[str] = []
    for tag, words in TAG_OR_WORDS.findall(inside):
        if words:
            yield "".join(tags), words
        elif tag == "</tspan>":
            tags.pop()
        else:
            tags.append(tag)


def _run_width(words: str, style: str) -> float:
    size = float(FONT_SIZE.findall(style)[-1])
    return typeface.text_width(unescape(words), size, 600 if "bold" in style else 400)


def chart_markup(
    place: tuple[float, float, float],
    fit: ChartFit,
    drawing: Drawing,
    palette: Palette,
    chart: Chart,
    language: Language,
) -> str:
    """The chart at its `place` (left, top and width): as one drawing, or as columns of rows side by side with an axis
    under each. Columns may be left out.
    """
    x, y, room = place
    inside = recolour_drawing(drawing.inside, palette)
    if fit.columns in (((0, 1),), ((0, len(chart.plot.row_shares)),)):
        left = x + (room - drawing.width * fit.scale) / 2
        return f'<g transform="translate({left:g} {y:g}) scale({fit.scale:g})">{inside}</g>'
    edges = [drawing.top, *(drawing.top + share * drawing.tall for share in accumulate(chart.plot.row_shares))]
    under = drawing.top + drawing.tall
    axis = drawing.height - under
    # Neither Inkscape nor LibreOffice clips a nested svg correctly, and LibreOffice renders definitions inside a <use>.
    # So definitions are moved out, and columns are clipped at their upper and lower ends only.
    defined, drawn = "".join(DEFS_ELEMENT.findall(inside)), DEFS_ELEMENT.sub("", inside)
    parts = []
    for column, (first, last) in enumerate(fit.columns):
        slot = len(fit.columns) - 1 - column if language.rtl else column
        left = x + slot * (drawing.width * fit.scale + COLUMN_GUTTER)
        upper, lower = edges[first], edges[last]
        for part, origin, tall, at in (("rows", upper, lower - upper, 0.0), ("axis", under, axis, lower - upper)):
            name = f"{part}-{column}"
            defined += (
                f'<clipPath id="{name}"><rect x="{-drawing.width}" y="{origin:g}" width="{3 * drawing.width}" '
                f'height="{tall:g}"/></clipPath>'
            )
            parts.append(
                f'<g transform="translate({left:g} {y + (at - origin) * fit.scale:g}) scale({fit.scale:g})" '
                f'clip-path="url(#{name})"><use href="#chart" xlink:href="#chart"/></g>'
            )
    return f'<defs>{defined}<g id="chart">{drawn}</g></defs>{"".join(parts)}'
