"""The points of a chart: every mark and title that stands for something, in reading order, with its place and words.

They are read from the plot and the table of the chart, so that a new chart has them without doing anything for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import unescape
from typing import Any

from lib.charts.chart import Cell, Chart, Edition, Plot, PlotRow
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.label_placement import label_width
from lib.charts.kinds.style import HTML_TAG, NORMAL_TEXT, PlotlyPart
from lib.charts.phrases import comparison_phrase
from lib.language.language import POP_EMBEDDING, RIGHT_TO_LEFT_EMBEDDING
from lib.measures import Figure

# The least width and height of what can be pressed (WCAG 2.2, 2.5.8), and how far it reaches beyond a bar, in pixels.
LEAST_TARGET, BAR_REACH = 24, 14
# Marks belong to one row of a chart if they stand at most so many pixels apart.
ROW_HEIGHT = 12
TICK_LINE_HEIGHT = 1.3 * NORMAL_TEXT

Fractions = tuple[float, float, float, float]
Pixels = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class ChartPoint:
    """One mark, the title of a row, or the label of an edition.

    lines    its words: what it is, the figure with its wording, a comparison, the number of sources
    edition  the number of its edition, None if it belongs to none
    claim    the id of the claim that it shows; "" if it shows none
    place    left, top, width and height as fractions of the plot area
    margin   what is added to these, in pixels
    is_label whether it is a title or the label of an edition, and not a mark; these come last, the first edition first
    row      for a title the place of its row among those of the plot, from 1; 0 for all else
    """

    lines: tuple[str, ...]
    edition: int | None
    claim: str
    place: Fractions
    margin: Pixels
    is_label: bool = False
    row: int = 0


def chart_points(chart: Chart, plot: Plot, context: ChartContext) -> tuple[ChartPoint, ...]:
    """The points of a chart as `plot` draws it, which is its wide or its narrow plot, in reading order."""
    parts = plot.parts()
    marks = list(_marks(chart, parts, context))
    editions = [mark.edition for mark in marks]
    # A map, or one measure against another.
    by_edition = plot.form == "drawing" and None not in editions and len(set(editions)) == len(editions)
    points = [*marks, *_row_titles(plot, parts), *_labels(parts, context)]
    return tuple(sorted(points, key=lambda point: _reading_place(point, plot, context, by_edition=by_edition)))


def _reading_place(
    point: ChartPoint, plot: Plot, context: ChartContext, *, by_edition: bool
) -> tuple[float, float, float]:
    """Where a point comes: lines follow the axis, one mark an edition the editions, all else its rows from the top."""
    left, top, width, height = point.place
    across = (left + width / 2) * (-1 if context.language.rtl else 1)
    foot = top + height
    if point.is_label or by_edition:
        return (int(point.is_label), point.edition or 0, 0)
    return (0, across, foot) if plot.form == "lines" else (0, round(foot * plot.height / ROW_HEIGHT), across)


# Marks


@dataclass(frozen=True, slots=True)
class _TableFigure:
    """A cell with a value, the edition that its row or column names, and what is equal in all cells of a series."""

    cell: Cell
    edition: Edition | None
    series: str


def _marks(chart: Chart, parts: Mapping[str, Any], context: ChartContext) -> Iterator[ChartPoint]:
    """A point for each mark that has words of its own (its hovertemplate)."""
    named = {edition.name: edition for edition in context.editions.values()}
    figures = list(_table_figures(chart, named))
    untaken = list(figures)
    for trace in parts["data"]:
        texts = trace.get("hovertemplate")
        if not isinstance(texts, list) or trace.get("hoverinfo") == "skip":
            continue
        data = trace.get("customdata") or [None] * len(texts)
        for index, text in enumerate(texts):
            lines = plain_lines(text)
            edition = named.get(lines[0])
            figure = next((one for one in untaken if data[index] and _shows(data[index], edition, one)), None)
            if figure:
                untaken.remove(figure)
                lines += tuple(_remarks(figure, figures, context))
            place = _bar_place if trace["type"] == "bar" else _point_place
            yield ChartPoint(
                lines,
                edition.number if edition else None,
                figure.cell.claim if figure else "",
                *place(trace, index, parts["layout"]),
            )


def _table_figures(chart: Chart, named: Mapping[str, Edition]) -> Iterator[_TableFigure]:
    """The figures of the table, in its order. Bars of times, distances and shares are no series of counts."""
    table = chart.table
    titles = [row[0].text for row in table.rows]
    for row in table.rows:
        for column, cell in enumerate(row):
            if cell.value is None:
                continue
            by_row = named.get(row[0].text)
            series = str(column) if by_row else row[0].text
            if chart.plot.form == "bars" or column in table.words or titles.count(row[0].text) > 1:
                series = ""
            yield _TableFigure(cell, by_row or named.get(table.columns[column]), series)


def _shows(data: Sequence[Any], edition: Edition | None, figure: _TableFigure) -> bool:
    """Whether a mark with these custom data (…, value, qualifier) shows a figure of the table."""
    return [figure.cell.value, figure.cell.qualifier] == data[-2:] and edition in (None, figure.edition)


def _remarks(figure: _TableFigure, figures: Sequence[_TableFigure], context: ChartContext) -> Iterator[str]:
    """How a figure compares with the focus, that of the focus with the one before it; the number of its sources."""
    language, focus = context.language, context.focus.number
    if figure.series and figure.edition:
        others = {one.edition.number: one for one in figures if one.series == figure.series and one.edition}
        earlier = [number for number in others if number < focus]
        base = focus if figure.edition.number != focus else max(earlier, default=None)
        if base in others:
            name = context.editions[base].name
            yield comparison_phrase(_as_figure(figure.cell), _as_figure(others[base].cell), name, language)
    if figure.cell.sources:
        yield language.noun(len(figure.cell.sources), "source")


def _as_figure(cell: Cell) -> Figure:
    return Figure(cell.value or 0, cell.qualifier or "exact")


def plain_lines(text: str) -> tuple[str, ...]:
    """The lines of a text without markup and marks of direction."""
    lines = unescape(text).translate({ord(RIGHT_TO_LEFT_EMBEDDING): None, ord(POP_EMBEDDING): None}).split("<br>")
    return tuple(line for line in (HTML_TAG.sub("", line).strip() for line in lines) if line)


# Places


def _along(axis: PlotlyPart, value: float) -> float:
    """The place of a value on an axis, as a fraction of its length from the left, or from the bottom."""
    first, last = axis["range"]
    return float((value - first) / (last - first))


def _item(values: Any, index: int, default: float = 0.0) -> float:
    """What a bar has of a property of its trace, which is one number for all bars or one each."""
    if values is None:
        return default
    return float(values[index] if isinstance(values, list) else values)


def _bar_place(trace: PlotlyPart, index: int, layout: Mapping[str, Any]) -> tuple[Fractions, Pixels]:
    lies = trace.get("orientation") == "h"
    middle, length = (trace["y"], trace["x"]) if lies else (trace["x"], trace["y"])
    half, base = _item(trace["width"], index) / 2, _item(trace.get("base"), index)
    across = sorted(_along(layout["yaxis" if lies else "xaxis"], middle[index] + side) for side in (-half, half))
    along = sorted(_along(layout["xaxis" if lies else "yaxis"], end) for end in (base, base + length[index]))
    (left, right), (bottom, top) = (along, across) if lies else (across, along)
    margin = (0.0, -4.0, 0.0, 8.0) if lies else (0.0, -float(BAR_REACH), 0.0, float(BAR_REACH))
    return (left, 1 - top, right - left, top - bottom), margin


def _point_place(trace: PlotlyPart, index: int, layout: Mapping[str, Any]) -> tuple[Fractions, Pixels]:
    left, bottom = (_along(layout[axis], trace[axis[0]][index]) for axis in ("xaxis", "yaxis"))
    return (left, 1 - bottom, 0, 0), (-LEAST_TARGET / 2, -LEAST_TARGET / 2, LEAST_TARGET, LEAST_TARGET)


# Labels of editions


def _labels(parts: Mapping[str, Any], context: ChartContext) -> Iterator[ChartPoint]:
    """A point for each label of the horizontal axis, and each annotation, that begins with the name of an edition."""
    layout = parts["layout"]
    ticks = layout["xaxis"].get("ticktext") or ()
    for value, text in zip(layout["xaxis"].get("tickvals") or (), ticks, strict=True):
        lines = plain_lines(text)
        if edition := label_edition(lines, context):
            width, height = 1 / len(ticks), 4 + (text.count("<br>") + 1) * TICK_LINE_HEIGHT
            above = layout["xaxis"].get("side") == "top"
            place = (_along(layout["xaxis"], value) - width / 2, 0.0 if above else 1.0, width, 0.0)
            margin = (0.0, -height if above else 0.0, 0.0, height)
            yield ChartPoint((edition.name,), edition.number, "", place, margin, is_label=True)
    for annotation in layout.get("annotations", ()):
        lines = plain_lines(annotation["text"])
        if edition := label_edition(lines, context):
            yield ChartPoint((edition.name,), edition.number, "", *_annotation_place(annotation, layout), is_label=True)


def _row_titles(plot: Plot, parts: Mapping[str, Any]) -> Iterator[ChartPoint]:
    """A point for the title of each row, which stands at the side of the row or is an annotation at its top."""
    layout = parts["layout"]
    for number, row in enumerate(plot.rows, 1):
        title = next((one for one in layout.get("annotations", ()) if _heads(one, row)), None)
        place = _annotation_place(title, layout) if title else _side_title_place(row, layout)
        yield ChartPoint((row.title,), None, "", *place, is_label=True, row=number)


def _heads(annotation: PlotlyPart, row: PlotRow) -> bool:
    """Whether an annotation is the title of a row."""
    inside = annotation.get("xref") == "paper" or row.left <= annotation["x"] < row.right
    return inside and row.bottom < annotation["y"] <= row.top and row.title in annotation["text"]


def _side_title_place(row: PlotRow, layout: Mapping[str, Any]) -> tuple[Fractions, Pixels]:
    """The place of a title that is a label of the value axis."""
    middle, width = _along(layout["yaxis"], (row.top + row.bottom) / 2), label_width([row.title])
    at_right = layout["yaxis"].get("side") == "right"
    return (float(at_right), 1 - middle, 0, 0), (0 if at_right else -width, -LEAST_TARGET / 2, width, LEAST_TARGET)


def label_edition(lines: Sequence[str], context: ChartContext) -> Edition | None:
    """The edition that a label names: by its name, its city and its year in two lines, or a city with one edition."""
    editions, first = context.editions.values(), lines[0] if lines else ""
    for edition in editions:
        if 0 <= first.find(edition.name) < len("12 · ") or set(lines) == {edition.city, str(edition.first_day.year)}:
            return edition
    held = [edition for edition in editions if f"{first} ".startswith(f"{edition.city} ")]
    return held[0] if len(held) == 1 else None


def _annotation_place(annotation: PlotlyPart, layout: Mapping[str, Any]) -> tuple[Fractions, Pixels]:
    """The place of an annotation whose width is estimated, as where labels are placed."""
    lines = plain_lines(annotation["text"])
    width, height = label_width(lines), max(LEAST_TARGET, len(lines) * TICK_LINE_HEIGHT)
    left = annotation["x"] if annotation.get("xref") == "paper" else _along(layout["xaxis"], annotation["x"])
    bottom = annotation["y"] if annotation.get("yref") == "paper" else _along(layout["yaxis"], annotation["y"])
    to_left = {"left": 0.0, "right": -width}.get(annotation.get("xanchor", "center"), -width / 2)
    to_top = {"top": 0.0, "bottom": -height}.get(annotation.get("yanchor", "middle"), -height / 2)
    shift = annotation.get("xshift", 0), annotation.get("yshift", 0)
    return (left, 1 - bottom, 0, 0), (to_left + shift[0], to_top - shift[1], width, height)
