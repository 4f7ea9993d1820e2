"""The shared look of all charts. The module of a chart makes traces and axes, and `finish_plot` combines them.

Traces and axes are plain dictionaries. Plotly validates a figure once, when it is looked at, instead of at every step,
which makes building a chart more than ten times as fast.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape, unescape
from itertools import pairwise
from typing import Any

from lib.charts.chart import Plot, PlotForm, PlotRow
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.language import Language
from lib.language.language import POP_EMBEDDING, RIGHT_TO_LEFT_EMBEDDING

CHART_FONT = "IBM Plex Sans Arabic"
SMALL_TEXT, NORMAL_TEXT, LARGE_TEXT = 12, 13, 14

# The keys of a trace, an axis or an annotation that hold text.
TEXT_KEYS = ("text", "hovertemplate", "ticktext")
# The markup that charts write themselves. Plotly would also make links of <a> in a name.
OWN_MARKUP = re.compile(r"(</?b>|<br>|<span style='(?:color|font-size):[#\w]+'>|</span>|<extra></extra>)")
HTML_TAG, ARABIC_LETTER = re.compile(r"<[^>]*>"), re.compile(r"[\u0620-\u065f]")
ARABIC_ONLY = re.compile(r"[\u0620-\u065f\s]*")

# With more columns than this, labels are smaller, and city names alternate between two lines.
ROOMY_COLUMNS = 6
DENSE_TEXT = 11
# Width of a column if columns are one unit apart.
COLUMN_WIDTH = 0.62
# Length of the axis divided by the height of the highest column: room for its label of two lines.
HEADROOM = 1.22

PlotlyPart = dict[str, Any]


def finish_plot(
    traces: Sequence[PlotlyPart],
    xaxis: PlotlyPart,
    yaxis: PlotlyPart,
    language: Language,
    height: int,
    *,
    row_tops: Sequence[float] = (),
    fixed_height: bool = False,
    annotations: Sequence[PlotlyPart] = (),
    shapes: Sequence[PlotlyPart] = (),
    form: PlotForm = "drawing",
    min_width: int = 0,
    rows: Sequence[PlotRow] = (),
    side_room: int = 0,
) -> Plot:
    """The figure in the shared look: font, margins, no grid, no legend, no title (the page or the picture sets it).

    Plotly lays everything out left to right; `axis_range` and the axes below mirror it for Arabic. `row_tops` are the
    upper edges of the rows, on the value axis; a picture may arrange such rows in several columns. `rows` are those
    with a title, which a reader may point at. `side_room` are pixels beside the plot, where reading begins.
    """
    label = {"family": CHART_FONT, "size": NORMAL_TEXT, "color": PLACEHOLDERS.ink}
    traces, annotations = [*map(escape_foreign_markup, traces)], [*map(escape_foreign_markup, annotations)]
    annotations = [_hold_at_its_side(part) for part in annotations]
    xaxis, yaxis = escape_foreign_markup(xaxis), escape_foreign_markup(yaxis)
    if language.rtl:
        traces, annotations = [set_text_direction(trace) for trace in traces], [*map(set_text_direction, annotations)]
        xaxis, yaxis = set_text_direction(xaxis), set_text_direction(yaxis)
    drawing = {
        "data": traces,
        "layout": {
            "template": {},
            "height": height,
            "font": label,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 4, "r": 4, "t": 8, "b": 8, "pad": 0} | {"r" if language.rtl else "l": 4 + side_room},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverlabel": {
                "bgcolor": PLACEHOLDERS.paper,
                "bordercolor": PLACEHOLDERS.rule,
                "font": label,
                "align": "right" if language.rtl else "left",
            },
            "barmode": "overlay",
            "xaxis": {"fixedrange": True, "showgrid": False, "zeroline": False, "automargin": True, **xaxis},
            "yaxis": {"fixedrange": True, "zeroline": False, "automargin": True, **yaxis},
            "annotations": annotations,
            "shapes": shapes,
        },
    }
    return Plot(
        drawing=json.dumps(drawing, ensure_ascii=False),
        height=height,
        fixed_height=fixed_height,
        row_shares=tuple(_row_shares(row_tops, yaxis["range"])) if row_tops else (),
        row_titles=tuple(_text_lines(annotations)) if row_tops else (),
        tick_count=len(xaxis.get("tickvals", ())),
        form=form,
        min_width=min_width,
        rows=tuple(rows),
    )


def _hold_at_its_side(annotation: PlotlyPart) -> PlotlyPart:
    """An annotation whose text is drawn from the side by which it is placed.

    Plotly draws it from the middle of the place that it measured: in a wider typeface it would grow out of the chart.
    """
    side = annotation.get("xanchor")
    return {"align": side, **annotation} if side in ("left", "right") else annotation


def _row_shares(tops: Sequence[float], ends: tuple[float, float]) -> Iterator[float]:
    """The share of the plot's height that each row takes: from its upper edge to the next one, or to the end."""
    start, end = (min(ends), max(ends)) if ends[0] > ends[1] else (max(ends), min(ends))
    edges = [*((top - start) / (end - start) for top in tops), 1.0]
    for upper, lower in pairwise(edges):
        yield lower - upper


def _text_lines(annotations: Sequence[PlotlyPart]) -> Iterator[tuple[str, int]]:
    """Each line of the annotations without markup, with its font size."""
    for annotation in annotations:
        size = annotation.get("font", {}).get("size", NORMAL_TEXT)
        for line in annotation["text"].split("<br>"):
            sized = re.search(r"font-size:(\d+)px", line)
            yield unescape(HTML_TAG.sub("", line)), int(sized[1]) if sized else size


def set_text_direction(part: PlotlyPart) -> PlotlyPart:
    """A trace, an axis or an annotation of a chart in Arabic, with direction marks that keep words in order.

    Charts treat all text as left-to-right, so that "17 May" would be read "May 17".
    """
    return _change_texts(part, _directed)


def escape_foreign_markup(part: PlotlyPart) -> PlotlyPart:
    """A trace, an axis or an annotation in whose texts all that is not markup of our own is text, such as a name with
    `<`, `&` or the `%{` of Plotly's templates.
    """
    return _change_texts(part, _escaped)


def _escaped(text: str) -> str:
    parts = OWN_MARKUP.split(text)
    parts[::2] = [escape(part, quote=False).replace("%{", "%&#123;") for part in parts[::2]]
    return "".join(parts)


def _change_texts(part: PlotlyPart, change: Callable[[str], str]) -> PlotlyPart:
    return part | {
        name: change(part[name]) if isinstance(part[name], str) else [change(text) for text in part[name]]
        for name in TEXT_KEYS
        if name in part
    }


def _directed(text: str) -> str:
    return "<br>".join(
        f"{RIGHT_TO_LEFT_EMBEDDING}{line}{POP_EMBEDDING}" if _turns(HTML_TAG.sub("", line)) else line
        for line in text.split("<br>")
    )


def _turns(line: str) -> bool:
    """Whether the order of a line's words depends on its direction: it has Arabic letters and something else."""
    return bool(ARABIC_LETTER.search(line)) and not ARABIC_ONLY.fullmatch(line)


def axis_range(first: float, last: float, language: Language) -> list[float]:
    """The range of an axis in reading direction: right to left in Arabic."""
    return [last, first] if language.rtl else [first, last]


def category_axis(ticks: Mapping[int, str] | Mapping[float, str], count: int, language: Language) -> PlotlyPart:
    """The axis of `count` places 0, 1, 2, … with horizontal labels below them; `ticks` is {place: label}."""
    return {
        "range": axis_range(-0.5, count - 0.5, language),
        "tickvals": list(ticks),
        "ticktext": list(ticks.values()),
        "tickangle": 0,
        "ticklabeloverflow": "allow",  # the first and the last label may reach into the margin
        "tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
        "showline": True,
        "linecolor": PLACEHOLDERS.quiet,
    }


def strip_title(text: str, y: float, language: Language) -> PlotlyPart:
    """The title of a strip, on the side where reading begins, with its top edge at `y`."""
    return {
        "x": 1 if language.rtl else 0,
        "xref": "paper",
        "xanchor": "right" if language.rtl else "left",
        "y": y,
        "yanchor": "top",
        "text": text,
        "showarrow": False,
    }


def horizontal_rule(y: float, color: str = PLACEHOLDERS.rule) -> PlotlyPart:
    """A thin line across the whole plot, behind the traces."""
    return {
        "type": "line",
        "x0": 0,
        "x1": 1,
        "xref": "paper",
        "y0": y,
        "y1": y,
        "line": {"color": color, "width": 1},
        "layer": "below",
    }


def value_axis(top: float) -> PlotlyPart:
    """The value axis of labelled columns. It starts at zero and is invisible."""
    return {"range": [0, top * HEADROOM], "visible": False}


def label_size(columns: int) -> int:
    """The font size of labels above that many columns."""
    return SMALL_TEXT if columns <= ROOMY_COLUMNS else DENSE_TEXT


def text_trace(points: Sequence[tuple[float, float, str]], color: str, size: int = SMALL_TEXT) -> PlotlyPart:
    """Text above the points (x, y, text)."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _, _ in points],
        "y": [y for _, y, _ in points],
        "text": [text for _, _, text in points],
        "textposition": "top center",
        "textfont": {"size": size, "color": color},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def unpublished_trace(places: Sequence[tuple[float, float]], language: Language, absent_text: str = "") -> PlotlyPart:
    """The words "not published", one per line, at the points (x, y) where a figure is missing.

    `absent_text` replaces these words, for figures that can't exist.
    """
    text = (absent_text or language.text("not published")).replace(" ", "<br>")
    return text_trace([(x, y, text) for x, y in places], PLACEHOLDERS.quiet)


def absence_rings(rings: Sequence[tuple[float, float, str]], size: int) -> PlotlyPart:
    """Empty rings where nothing was published, given as (x, y, hover text)."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _, _ in rings],
        "y": [y for _, y, _ in rings],
        "marker": {"symbol": "circle-open", "size": size, "color": PLACEHOLDERS.quiet, "line": {"width": 1}},
        "hovertemplate": [hover for *_, hover in rings],
        "cliponaxis": False,
    }


def record_trace(pairs: Sequence[tuple[float, float, float]], width: float) -> PlotlyPart:
    """Horizontal lines in the colour of the record, given as (from x, to x, y)."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [place for start, end, _ in pairs for place in (start, end, None)],
        "y": [place for _, _, level in pairs for place in (level, level, None)],
        "line": {"color": PLACEHOLDERS.record, "width": width},
        "hoverinfo": "skip",
    }
