"""One look for every chart: `finish` is the last call of every graphic's module."""

from __future__ import annotations

import plotly.graph_objects as go

from lib.graphics.palette import INK
from lib.language import Language

FONT = "IBM Plex Sans Arabic"
SIZE = 13
SMALL = 12

EMPTY = go.layout.Template()


def finish(chart: go.Figure, language: Language, height: int) -> go.Figure:
    """The chart with the shared look: font, margins, no grid, no legend, no title (the page and the picture set it).

    Plotly keeps its inside left-to-right; `start` and `axis` below turn what has a side.
    """
    chart.update_layout(
        template=EMPTY,
        height=height,
        font={"family": FONT, "size": SIZE, "color": INK.ink},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 4, "r": 4, "t": 8, "b": 8},
        showlegend=False,
        dragmode=False,
        hovermode="closest",
        hoverlabel={
            "bgcolor": INK.paper,
            "bordercolor": INK.rule,
            "font": {"family": FONT, "size": SIZE, "color": INK.ink},
            "align": "right" if language.rtl else "left",
        },
        separators={"ar": ",.", "fr": ",\u202f", "en": ".,"}[language.code],
    )
    return chart


def places(count: int, language: Language) -> list[float]:
    """The range of an axis with `count` places 0, 1, 2, …: from the right in a right-to-left language."""
    span = [-0.5, count - 0.5]
    return span[::-1] if language.rtl else span


def wrap(text: str, width: int) -> str:
    """`text` broken with <br> at spaces so that lines stay within `width` characters where words allow."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)
