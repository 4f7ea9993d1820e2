"""The only figure among the editions compared: a large number over the name of its edition, since one column compares
with nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import LARGE_TEXT, SMALL_TEXT, PlotlyPart
from lib.charts.phrases import qualifier_prefix
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import Figure

SINGLE_FIGURE_FORM = mark_message("One large number")
SINGLE_FIGURE_HEIGHT = 230
# The size of the number, and the width in pixels that it has on a phone, from its edition to the farther edge.
NUMBER_SIZE, NUMBER_ROOM = 64, 230
# The average width of a digit of bold text, and of a letter, relative to its size; and what the lines are apart.
DIGIT_WIDTH, UNIT_LETTER_WIDTH, LINE_SHARE = 0.6, 0.55, 0.78
# Where the staff below the number ends, where the number begins, and how high the pressable area is; the axis has 1.
STAFF_TOP, NUMBER_FOOT, BLOCK_TOP = 0.2, 0.36, 0.95


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
    text = f"<span style='font-size:{size}px'><b>{number}</b></span>"
    if word:
        text = f"<span style='font-size:{LARGE_TEXT + 6}px'>{word}</span><br>{text}"
    return [
        {
            "type": "scatter",
            "mode": "text",
            "x": [shown.place],
            "y": [NUMBER_FOOT],
            "text": [text],
            "textposition": f"top {shown.side(language)}",
            # The distance of lines follows this size, not that of the letters.
            "textfont": {"size": round(size * LINE_SHARE), "color": shown.color},
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


def single_figure_unit(shown: SingleFigure, noun: str | None, title: str, language: Language) -> PlotlyPart:
    """What is counted, below the number: things, or what the `title` says of a rate."""
    unit = title
    if noun and not shown.figure.calculated:
        said = language.noun(shown.figure.value, noun)
        unit = said.replace(language.number(shown.figure.value), "").strip() or title
    side = shown.side(language)
    size = max(SMALL_TEXT, min(LARGE_TEXT + 2, round(NUMBER_ROOM / (UNIT_LETTER_WIDTH * len(unit)))))
    return {
        "x": shown.place,
        "y": NUMBER_FOOT,
        "xanchor": {"left": "right", "right": "left"}.get(side, side),
        "yanchor": "top",
        "text": unit,
        "font": {"size": size, "color": PLACEHOLDERS.ink},
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
