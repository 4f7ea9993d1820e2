"""The parts of a slide: charts that can be edited, tables and vector pictures, each with its alternative text."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.series import LineSeries, _BaseCategorySeries
from pptx.dml.fill import FillFormat
from pptx.dml.line import LineFormat
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_MARKER_STYLE, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE, MSO_PATTERN, MSO_THEME_COLOR
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.slide import Slide
from pptx.util import Pt

from lib.export.media_types import MEDIA_TYPES
from lib.export.native_chart import NativeChart, NativePoint
from lib.export.pictures.typeface import text_width
from lib.export.slides.slide_text import (
    BOLD_SHARE,
    LINE_SPACING,
    SMALL_POINTS,
    FigureLink,
    SlideLine,
    count_lines,
    set_direction,
    write_lines,
)
from lib.export.slides.template import Area
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.language import Language

CHART_TYPES = {
    "columns": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "lines": XL_CHART_TYPE.LINE_MARKERS,
}
# Room beyond the highest value, as a share of it, for its label: above a column, beside a bar.
LABEL_ROOM = {"columns": 1.16, "bars": 1.3, "lines": 1.16}
# The share of its height that a line chart leaves to its lines, above the names of the categories.
LINES_SHARE = 0.85
GAP_BETWEEN_COLUMNS = 55  # between columns, in per cent of their width
# Letters of a chart whose columns have that many points, with their gaps.
LARGE_POINTS, WIDE_COLUMN = 14, 140
# "Light Style 1 - Accent 1", which every program that reads PPTX knows by this name.
TABLE_STYLE = "{3B4B98B0-60AC-42C2-AFA5-B58CD77FA1E5}"
CELL_PADDING = (7.2, 4)  # beside and above the text of a cell, in points
TABLE_SIZES = (18, 16, 14, SMALL_POINTS)
SVG_NAMESPACE = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
IMAGE_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"


@dataclass(frozen=True, slots=True)
class SlidePicture:
    """A drawing of a chart, `width` by `height` points: as SVG, and as PNG for programs that read none."""

    svg: bytes
    png: bytes
    width: float
    height: float


def describe_shape(shape: Any, name: str, alternative: str) -> None:
    """Name a shape, and give it the text for those who don't see it."""
    properties = shape._element.xpath(".//p:cNvPr")[0]
    properties.set("name", name.translate(DIRECTION_MARKS))
    properties.set("descr", alternative.translate(DIRECTION_MARKS))


def add_native_chart(slide: Slide, area: Area, chart: NativeChart, language: Language, alternative: str) -> None:
    """Add a chart with its workbook inside. Its figures carry their wording; in Arabic it runs from the right."""
    data = CategoryChartData(number_format="#,##0.##")
    data.categories = [category.translate(DIRECTION_MARKS) for category in chart.categories]
    for series in chart.series:
        data.add_series(series.name.translate(DIRECTION_MARKS), [point.value for point in series.points])
    frame = slide.shapes.add_chart(CHART_TYPES[chart.form], *_box(area), data)
    describe_shape(frame, chart.title, alternative)
    drawn = frame.chart
    drawn.has_legend = drawn.has_title = False
    size = LARGE_POINTS if area.width / len(chart.categories) >= WIDE_COLUMN and chart.form != "lines" else SMALL_POINTS
    drawn.font.size = Pt(size)
    drawn.font.color.theme_color = MSO_THEME_COLOR.TEXT_1
    _set_axes(drawn, chart, language)
    if chart.form == "lines":
        _draw_lines(drawn, chart, area, language)
    else:
        _draw_bars(drawn, chart, size, language)
    for paragraph in drawn._chartSpace.iter(qn("a:p")):
        set_direction(paragraph, language)


def _box(area: Area) -> tuple[int, int, int, int]:
    return (Pt(area.left), Pt(area.top), Pt(area.width), Pt(area.height))


def _set_axes(drawn: Any, chart: NativeChart, language: Language) -> None:
    """Categories in reading direction, bars from the top; values from zero, on an axis that is not shown."""
    names, values = drawn.category_axis, drawn.value_axis
    horizontal = chart.form == "bars"
    names.reverse_order = horizontal or language.rtl
    values.reverse_order = horizontal and language.rtl
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.theme_color = MSO_THEME_COLOR.TEXT_2
    values.visible = values.has_major_gridlines = False
    values.minimum_scale = 0
    highest = max(point.value or 0 for series in chart.series for point in series.points)
    values.maximum_scale = (highest or 1) * LABEL_ROOM[chart.form]


def _draw_bars(drawn: Any, chart: NativeChart, size: float, language: Language) -> None:
    plot, series = drawn.plots[0], drawn.plots[0].series[0]
    plot.gap_width, plot.vary_by_categories = GAP_BETWEEN_COLUMNS, False
    _fill(series.format.fill, NativePoint("", None))
    for place, point in enumerate(chart.series[0].points):
        if point.value is None:
            continue
        if point.is_focus or point.hatched:
            _fill(series.points[place].format.fill, point)
        lines = [point.text] if chart.form == "bars" else point.lines
        _label(series, place, [SlideLine(line, size, point.is_focus) for line in lines], language)


def _fill(fill: FillFormat, point: NativePoint) -> None:
    colour = MSO_THEME_COLOR.ACCENT_1 if point.is_focus else MSO_THEME_COLOR.ACCENT_2
    if point.hatched:
        fill.patterned()
        fill.pattern = MSO_PATTERN.WIDE_UPWARD_DIAGONAL
        fill.back_color.theme_color = MSO_THEME_COLOR.BACKGROUND_2
    else:
        fill.solid()
    fill.fore_color.theme_color = colour


def _draw_lines(drawn: Any, chart: NativeChart, area: Area, language: Language) -> None:
    """Lines with the name of the edition at their last point. A line over days without a count is dotted."""
    drawn._chartSpace.chart.find(qn("c:dispBlanksAs")).set("val", "span")
    labels = _line_labels(chart, area)
    for number, (series, drawn_series) in enumerate(zip(chart.series, drawn.plots[0].series, strict=True)):
        places = [place for place, point in enumerate(series.points) if point.value is not None]
        is_focus = series.points[places[0]].is_focus
        colour, width = (MSO_THEME_COLOR.ACCENT_1, Pt(3.5)) if is_focus else (MSO_THEME_COLOR.ACCENT_2, Pt(2))
        drawn_series.smooth = False
        _stroke(drawn_series.format.line, colour, width)
        marker = drawn_series.marker
        marker.style, marker.size = XL_MARKER_STYLE.CIRCLE, 9 if is_focus else 7
        marker.format.fill.solid()
        marker.format.fill.fore_color.theme_color = marker.format.line.color.theme_color = colour
        for place in places:
            if place > places[0] and place - 1 not in places:
                _stroke(drawn_series.points[place].format.line, colour, width)
                drawn_series.points[place].format.line.dash_style = MSO_LINE.ROUND_DOT
            if text := labels.get((number, place)):
                _label(drawn_series, place, [SlideLine(text, bold=is_focus)], language)


def _stroke(line: LineFormat, colour: MSO_THEME_COLOR, width: int) -> None:
    line.color.theme_color, line.width = colour, width


def _line_labels(chart: NativeChart, area: Area) -> dict[tuple[int, int], str]:
    """The labels of points that don't cover each other: {(series, place): wording}.

    The last point of each line comes first, with the name of the line, then the line in focus, then higher points.
    """
    last = {
        number: max(place for place, point in enumerate(series.points) if point.value is not None)
        for number, series in enumerate(chart.series)
    }
    points = [
        (number, place, point)
        for number, series in enumerate(chart.series)
        for place, point in enumerate(series.points)
        if point.value is not None
    ]
    points.sort(key=lambda each: (last[each[0]] != each[1], not each[2].is_focus, -(each[2].value or 0)))
    highest = max(point.value or 0 for _, _, point in points)
    apart = highest * LABEL_ROOM["lines"] * SMALL_POINTS * LINE_SPACING / (area.height * LINES_SHARE)
    labels: dict[tuple[int, int], str] = {}
    for number, place, point in points:
        value = point.value or 0
        taken = [chart.series[other].points[at].value or 0 for other, at in labels if at == place]
        if last[number] == place or all(abs(value - height) > apart for height in taken):
            name = f"{chart.series[number].name} " if last[number] == place else ""
            labels[number, place] = name + point.text
    return labels


def _label(series: _BaseCategorySeries, place: int, lines: Sequence[SlideLine], language: Language) -> None:
    """Write the wording of a figure beside its point, in place of the bare number."""
    label = series.points[place].data_label
    write_lines(label.text_frame, lines, language)
    label.text_frame._txBody.find(qn("a:bodyPr")).set("wrap", "none")
    label.position = XL_LABEL_POSITION.ABOVE if isinstance(series, LineSeries) else XL_LABEL_POSITION.OUTSIDE_END


@dataclass(frozen=True, slots=True)
class SlideTable:
    """A part of a table that fits on a slide: titles, rows of texts, widths, heights and letters in points."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float


def split_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], words: Sequence[int], width: float, height: float
) -> list[SlideTable]:
    """A table in the largest letters with which it fits on one slide, else in parts at most `height` points high.

    Columns of words are wider than those of figures.
    """
    shares = [1.7 if place in words else 1.0 for place in range(len(columns))]
    widths = tuple(width * share / sum(shares) for share in shares)
    unbroken = [[word for text in texts for word in text.split(" ")] for texts in zip(columns, *rows, strict=True)]
    for size in TABLE_SIZES:
        parts = _cut_table(columns, rows, widths, height, size)
        whole = all(
            text_width(word, size, 600) <= (width - 2 * CELL_PADDING[0]) * BOLD_SHARE
            for column, width in zip(unbroken, widths, strict=True)
            for word in column
        )
        if whole and len(parts) == 1:
            break
    return parts


def _cut_table(
    columns: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[float, ...], height: float, size: float
) -> list[SlideTable]:
    titles, taken = _row_height(columns, widths, size), 0.0
    parts: list[list[tuple[tuple[str, ...], float]]] = []
    for row in rows:
        high = _row_height(row, widths, size)
        if not parts or taken + high > height:
            parts.append([(tuple(columns), titles)])
            taken = titles
        parts[-1].append((tuple(row), high))
        taken += high
    return [
        SlideTable(tuple(columns), tuple(row for row, _ in part[1:]), widths, tuple(high for _, high in part), size)
        for part in parts
    ]


def _row_height(texts: Sequence[str], widths: Sequence[float], size: float) -> float:
    room = [width - 2 * CELL_PADDING[0] for width in widths]
    lines = max(count_lines(text, size, each, bold=True) for text, each in zip(texts, room, strict=True))
    return lines * size * LINE_SPACING + 2 * CELL_PADDING[1]


def add_table(
    slide: Slide,
    area: Area,
    table: SlideTable,
    language: Language,
    name: str,
    alternative: str,
    figure_link: FigureLink,
) -> None:
    """Add a table, whose first column is where reading begins, with links at its figures."""
    frame = slide.shapes.add_table(
        len(table.rows) + 1, len(table.columns), *_box(Area(area.left, area.top, area.width, sum(table.heights)))
    )
    describe_shape(frame, name, alternative)
    drawn = frame.table
    properties = drawn._tbl.tblPr
    properties.find(qn("a:tableStyleId")).text = TABLE_STYLE
    drawn.horz_banding = False
    if language.rtl:
        properties.set("rtl", "1")
    for place, width in enumerate(table.widths):
        drawn.columns[place].width = Pt(width)
    for line, (row, high) in enumerate(zip((table.columns, *table.rows), table.heights, strict=True)):
        drawn.rows[line].height = Pt(high)
        for place, text in enumerate(row):
            cell = drawn.cell(line, place)
            cell.margin_top = cell.margin_bottom = Pt(CELL_PADDING[1])
            write_lines(cell.text_frame, [SlideLine(text, table.size, bold=line == 0)], language, figure_link)


def add_vector_picture(slide: Slide, area: Area, picture: SlidePicture, name: str, alternative: str) -> None:
    """Add a picture in the middle of the area: the SVG for programs that read it, the PNG for the others."""
    scale = min(area.width / picture.width, area.height / picture.height)
    wide, high = picture.width * scale, picture.height * scale
    place = Area(area.left + (area.width - wide) / 2, area.top + (area.height - high) / 2, wide, high)
    frame = slide.shapes.add_picture(io.BytesIO(picture.png), *_box(place))
    describe_shape(frame, name, alternative)
    package = slide.part.package
    number = sum(part.partname.ext == "svg" for part in package.iter_parts()) + 1
    part = Part(PackURI(f"/ppt/media/drawing{number}.svg"), MEDIA_TYPES["svg"], package, picture.svg)
    relation = slide.part.relate_to(part, IMAGE_RELATIONSHIP)
    blip = frame._element.xpath(".//a:blip")[0]
    extension = etree.SubElement(etree.SubElement(blip, qn("a:extLst")), qn("a:ext"), uri=SVG_EXTENSION)
    drawn = etree.SubElement(extension, f"{{{SVG_NAMESPACE}}}svgBlip", nsmap={"asvg": SVG_NAMESPACE})
    drawn.set(qn("r:embed"), relation)
