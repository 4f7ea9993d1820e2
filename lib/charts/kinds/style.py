"""One look for every chart. A graphic's module lists its marks; `finish_plot` is its last call.

Marks and axes are plain dictionaries until then: Plotly checks a figure once, at the end, instead of at every step,
which makes building a chart ten times as fast.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from lib.charts.kinds.palette import PLACEHOLDERS
from lib.language import Language
from lib.language.language import POP_EMBEDDING, RIGHT_TO_LEFT_EMBEDDING

CHART_FONT = "IBM Plex Sans Arabic"
SMALL_TEXT, NORMAL_TEXT, LARGE_TEXT = 12, 13, 14

# What of a mark, an axis or an annotation is words.
TEXT_KEYS = ("text", "hovertemplate", "ticktext")
HTML_TAG, ARABIC_LETTER = re.compile(r"<[^>]*>"), re.compile(r"[\u0620-\u065f]")
ARABIC_ONLY = re.compile(r"[\u0620-\u065f\s]*")

# Width of a column where columns stand one unit apart.
COLUMN_WIDTH = 0.62
# Height of the axis over the highest column: room for its label of two lines.
HEADROOM = 1.22

PlotlyPart = dict[str, Any]


def finish_plot(
    marks: Sequence[PlotlyPart],
    xaxis: PlotlyPart,
    yaxis: PlotlyPart,
    language: Language,
    height: int,
    *,
    rows: Sequence[float] = (),
    rigid: bool = False,
    **layout: Any,
) -> go.Figure:
    """The figure in the shared look: font, margins, no grid, no legend, no title (the page or the picture sets it).

    Plotly keeps its inside left-to-right; `axis_range` and the axes below turn what has a side. `rows`: where a
    chart of rows under each other may be cut into columns, as the upper edge of each row on the value axis. `rigid`:
    the words are placed for this height and no other.
    """
    label = {"family": CHART_FONT, "size": NORMAL_TEXT, "color": PLACEHOLDERS.ink}
    if language.rtl:
        marks, xaxis, yaxis = (
            [set_text_direction(mark) for mark in marks],
            set_text_direction(xaxis),
            set_text_direction(yaxis),
        )
        layout["annotations"] = [set_text_direction(annotation) for annotation in layout.get("annotations", ())]
    return go.Figure(
        data=list(marks),
        layout={
            "template": {},
            "height": height,
            "font": label,
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "margin": {"l": 4, "r": 4, "t": 8, "b": 8, "pad": 0},
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
            "meta": {"rows": list(rows), "rigid": rigid},
            "xaxis": {"fixedrange": True, "showgrid": False, "zeroline": False, "automargin": True, **xaxis},
            "yaxis": {"fixedrange": True, "zeroline": False, "automargin": True, **yaxis},
            **layout,
        },
    )


def set_text_direction(part: PlotlyPart) -> PlotlyPart:
    """A mark, an axis or an annotation of a chart in Arabic, with the words of each line in their order: a chart takes
    all text for left-to-right, so that "17 May" would be read "May 17".
    """
    return part | {
        name: _directed(part[name]) if isinstance(part[name], str) else [_directed(text) for text in part[name]]
        for name in TEXT_KEYS
        if name in part
    }


def _directed(text: str) -> str:
    return "<br>".join(
        f"{RIGHT_TO_LEFT_EMBEDDING}{line}{POP_EMBEDDING}" if _turns(HTML_TAG.sub("", line)) else line
        for line in text.split("<br>")
    )


def _turns(line: str) -> bool:
    """Whether the order of a line depends on the direction: one of Arabic letters and anything else."""
    return bool(ARABIC_LETTER.search(line)) and not ARABIC_ONLY.fullmatch(line)


def axis_range(first: float, last: float, language: Language) -> list[float]:
    """The range of an axis in reading direction: from the right in a right-to-left language."""
    return [last, first] if language.rtl else [first, last]


def category_axis(ticks: Mapping[int, str] | Mapping[float, str], count: int, language: Language) -> PlotlyPart:
    """The axis of `count` places 0, 1, 2, … with upright texts under them: {place: text}."""
    return {
        "range": axis_range(-0.5, count - 0.5, language),
        "tickvals": list(ticks),
        "ticktext": list(ticks.values()),
        "tickangle": 0,
        "tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
        "showline": True,
        "linecolor": PLACEHOLDERS.quiet,
    }


def strip_title(text: str, y: float, language: Language) -> PlotlyPart:
    """The title of a strip, on the side where reading begins, hanging from `y`."""
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
    """A thin line across the whole drawing, behind the marks."""
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
    """The axis of columns that carry their values: from zero, unseen."""
    return {"range": [0, top * HEADROOM], "visible": False}


def text_trace(points: Sequence[tuple[float, float, str]], color: str) -> PlotlyPart:
    """Words that stand on points (x, y, text), above them."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [x for x, _, _ in points],
        "y": [y for _, y, _ in points],
        "text": [text for _, _, text in points],
        "textposition": "top center",
        "textfont": {"size": SMALL_TEXT, "color": color},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def unpublished_trace(places: Sequence[tuple[float, float]], language: Language, absent: str = "") -> PlotlyPart:
    """The words for what was not published, on two lines, at the points (x, y) where it is missing.

    `absent`: other words, for what there can't be.
    """
    text = (absent or language.text("not published")).replace(" ", "<br>")
    return text_trace([(x, y, text) for x, y in places], PLACEHOLDERS.quiet)


def record_trace(pairs: Sequence[tuple[float, float, float]], width: float) -> PlotlyPart:
    """Level lines in the colour of the record: (from x, to x, y)."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [place for start, end, _ in pairs for place in (start, end, None)],
        "y": [place for _, _, level in pairs for place in (level, level, None)],
        "line": {"color": PLACEHOLDERS.record, "width": width},
        "hoverinfo": "skip",
    }
