"""The frame of a matrix of rows by editions: on a wide screen titles of rows at its side and editions on top;
on a narrow one each title above its row, and the editions below all of them.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from lib.charts.chart import Edition, Plot, PlotRow
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import edition_axis
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import ROOMY_COLUMNS, SMALL_TEXT, PlotlyPart, category_axis, finish_plot, strip_title
from lib.language import Language

# From this width on, titles stand at the side.
SIDE_TITLES_WIDTH = 720
# The height in pixels of the editions, and of a title above its row, with the gap over it.
EDITIONS_HEIGHT, ROW_TITLE_HEIGHT, ROW_TITLE_GAP = 64, 22, 2
# The pixels of a letter of a title, in Latin and in Arabic script: a seventh more than in our own typeface.
TITLE_LETTER_WIDTHS = (6.8, 6.0)
# The pixels between the titles at the side and the rows, and between the editions on top and the first row.
TITLE_STANDOFF, EDITIONS_STANDOFF = 8, 4
# The size of the mark for nothing published.
ABSENCE_RING = 7


@dataclass(frozen=True, slots=True)
class MatrixFrame:
    """Where the rows of a matrix stand: their `titles`, plain and `marked` up, the `heights` of their marks in pixels,
    and whether the titles stand at the side. One unit of the value axis is one pixel, downwards from zero.
    """

    titles: Sequence[str]
    marked: Sequence[str]
    heights: Sequence[int]
    side_titles: bool

    @property
    def edges(self) -> list[float]:
        """The upper edge of each row, and the lower one of the last."""
        title = 0 if self.side_titles else ROW_TITLE_HEIGHT
        return [0, *accumulate(-title - height for height in self.heights)]

    @property
    def middles(self) -> list[float]:
        """The middle of the marks of each row."""
        return [bottom + height / 2 for bottom, height in zip(self.edges[1:], self.heights, strict=True)]

    def finish(self, traces: Sequence[PlotlyPart], context: ChartContext, *, shapes: Sequence[PlotlyPart] = ()) -> Plot:
        """The plot of the traces in this frame."""
        compared, focus, language = context.compared, context.view.focus, context.language
        edges = self.edges
        height = round(EDITIONS_HEIGHT - edges[-1])
        rows = matrix_rows(self.titles, edges, len(compared))
        if self.side_titles:
            return finish_plot(
                traces,
                editions_above(compared, focus, language, dense=len(compared) > ROOMY_COLUMNS),
                {"range": [edges[-1], 0], **titles_beside(self.middles, self.marked, language)},
                language,
                height,
                fixed_height=True,
                shapes=shapes,
                min_width=SIDE_TITLES_WIDTH,
                rows=rows,
                side_room=side_titles_room(self.titles, language),
            )
        return finish_plot(
            traces,
            edition_axis(compared, focus, language) | {"showline": False},
            {"range": [edges[-1], 0], "visible": False},
            language,
            height,
            row_tops=edges[:-1],
            annotations=[
                strip_title(title, top - ROW_TITLE_GAP, language)
                for title, top in zip(self.marked, edges, strict=False)
            ],
            shapes=shapes,
            rows=rows,
        )


def editions_above(compared: Sequence[Edition], focus: int, language: Language, *, dense: bool) -> PlotlyPart:
    """The axis of editions above the columns; cities on alternating lines where the columns are dense."""
    texts = (
        f"{edition.city}{'<br>' * (1 + place % 2 if dense else 1)}{edition.first_day.year}"
        for place, edition in enumerate(compared)
    )
    editions = {
        place: f"<b>{text}</b>" if edition.number == focus else text
        for place, (edition, text) in enumerate(zip(compared, texts, strict=True))
    }
    return category_axis(editions, len(compared), language) | {
        "side": "top",
        "showline": False,
        "ticklabelstandoff": EDITIONS_STANDOFF,
    }


def titles_beside(middles: Sequence[float], titles: Sequence[str], language: Language) -> PlotlyPart:
    """What the value axis has of rows whose titles stand at the side where reading begins, each at its middle."""
    return {
        "tickvals": middles,
        "ticktext": titles,
        "ticklabelstandoff": TITLE_STANDOFF,
        "tickfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
        "side": "right" if language.rtl else "left",
        "showgrid": False,
        "showline": False,
        "automargin": False,
    }


def side_titles_room(titles: Sequence[str], language: Language) -> int:
    """The pixels that titles at the side take, also in the wider typeface of a reader whose web fonts are blocked.

    Plotly's own margin is as narrow as the words, and stays where a narrow window has no such titles (plotly.js 4.1).
    """
    return TITLE_STANDOFF + math.ceil(TITLE_LETTER_WIDTHS[language.rtl] * max(map(len, titles)))


def matrix_rows(titles: Sequence[str], edges: Sequence[float], count: int) -> list[PlotRow]:
    """The rows of a matrix of `count` editions, between these edges on the value axis, from the top."""
    return [
        PlotRow(title, -0.5, count - 0.5, top, bottom)
        for title, (top, bottom) in zip(titles, pairwise(edges), strict=True)
    ]
