"""The only figure among the editions compared: a large number over the name of its edition, since one column compares
with nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import LARGE_TEXT, PlotlyPart
from lib.charts.phrases import qualifier_prefix
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import Figure

SINGLE_FIGURE_FORM = mark_message("One large number")
SINGLE_FIGURE_HEIGHT = 230
# The size of the number, and the width in pixels that it has on a phone, from its edition to the farther edge.
NUMBER_SIZE, NUMBER_ROOM = 64, 230
# The average width of a figure of bold text, relative to its size.
DIGIT_WIDTH = 0.6
# Where the staff below the number ends, where the number begins, and how high the pressable area is; the axis has 1.
STAFF_TOP, NUMBER_FOOT, BLOCK_TOP = 0.24, 0.36, 0.95


@dataclass(frozen=True, slots=True)
class SingleFigure:
    """A figure that stands alone at `place`, one of `count` places of the axis of editions."""

    figure: Figure
    place: int
    count: int
    is_focus: bool

    @property
    def color(self) -> str:
        return PLACEHOLDERS.focus if self.is_focus else PLACEHOLDERS.quiet

    def side(self, language: Language) -> str:
        """To which side of its place the number reaches: away from the nearer edge."""
        share = (self.place + 0.5) / self.count
        if 1 / 3 <= share <= 2 / 3:
            return "center"
        return "right" if (share < 0.5) != language.rtl else "left"


def single_figure_traces(
    shown: SingleFigure, data: Sequence[object], hover: str, language: Language
) -> list[PlotlyPart]:
    """The number with its wording above it, and an invisible bar over both, which carries the `data` and the hover."""
    number, word = language.millions(shown.figure.value), qualifier_prefix(shown.figure, language)
    size = min(NUMBER_SIZE, round(NUMBER_ROOM / (DIGIT_WIDTH * len(number))))
    text = f"<b>{number}</b>"
    if word:
        text = f"<span style='font-size:{LARGE_TEXT + 4}px'>{word}</span><br>{text}"
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [shown.place],
            "y": [NUMBER_FOOT],
            "text": [text],
            "textposition": f"top {shown.side(language)}",
            "textfont": {"size": size, "color": shown.color},
            "hoverinfo": "skip",
            "cliponaxis": False,
        },
        {
            "type": "bar",
            "x": [shown.place],
            "y": [BLOCK_TOP],
            "width": 0.9,
            "marker": {"color": "rgba(0,0,0,0)"},
            "customdata": [data],
            "hovertemplate": [hover],
        },
    ]


def single_figure_unit(shown: SingleFigure, noun: str, language: Language) -> PlotlyPart:
    """What is counted, below the number."""
    said = language.noun(shown.figure.value, noun)
    unit = said.replace(language.number(shown.figure.value), "").strip() or said
    side = shown.side(language)
    return {
        "x": shown.place,
        "y": NUMBER_FOOT,
        "xanchor": {"left": "right", "right": "left"}.get(side, side),
        "yanchor": "top",
        "text": unit,
        "font": {"size": LARGE_TEXT + 2, "color": PLACEHOLDERS.ink},
        "showarrow": False,
        "borderpad": 0,
    }


def single_figure_staff(shown: SingleFigure) -> PlotlyPart:
    """The line that leads from the name of the edition to its number."""
    return {
        "type": "line",
        "x0": shown.place,
        "x1": shown.place,
        "y0": 0,
        "y1": STAFF_TOP,
        "line": {"color": shown.color, "width": 2},
    }
