"""The column chart by edition that totals and rates share."""

from __future__ import annotations

from collections.abc import Sequence

import plotly.graph_objects as go

from lib.charts.chart import Edition
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.record_line import RecordLine
from lib.charts.kinds.style import (
    COLUMN_WIDTH,
    LARGE_TEXT,
    SMALL_TEXT,
    PlotlyPart,
    category_axis,
    finish_plot,
    record_trace,
    strip_title,
    unpublished_trace,
    value_axis,
)
from lib.charts.phrases import figure_text, qualifier_prefix
from lib.language import Language
from lib.measures import Figure, Series

COLUMN_CHART_HEIGHT = 400
# Of a chart in which nothing stands but the words that say so.
EMPTY_CHART_HEIGHT = 130


def column_plot(
    series: Series,
    compared: Sequence[Edition],
    focus: int,
    noun: str | None,
    language: Language,
    climb: RecordLine | None = None,
    absent: str = "",
    height: int = COLUMN_CHART_HEIGHT,
) -> go.Figure:
    """A column an edition, from the right in Arabic, each with its qualified number above and its name below.

    The focus is lit; each record is a line from the column that set it to the column that broke it, and the one that
    stood before them all is named over them. An edition
    without a figure keeps its place and says so (in the words `absent` where it is not for want of a publication).
    customdata of the columns: [edition, value, qualifier].
    """
    place = {edition.number: index for index, edition in enumerate(compared)}
    levels = list(climb.lines(place)) if climb else []
    valued = [(edition, series[edition.number]) for edition in compared if edition.number in series]
    lit = [edition.number == focus for edition, _ in valued]
    marks = [
        {
            "type": "bar",
            "x": [place[edition.number] for edition, _ in valued],
            "y": [figure.value for _, figure in valued],
            "width": COLUMN_WIDTH,
            "customdata": [[edition.number, figure.value, figure.qualifier] for edition, figure in valued],
            "marker": {"color": [PLACEHOLDERS.focus if focused else PLACEHOLDERS.other for focused in lit]},
            "text": [column_label(figure, language) for _, figure in valued],
            "textposition": "outside",
            "textangle": 0,
            "constraintext": "none",
            "cliponaxis": False,
            "textfont": {"size": [LARGE_TEXT if focused else SMALL_TEXT for focused in lit], "color": PLACEHOLDERS.ink},
            "hovertemplate": [hover_text(edition.name, figure, noun, language) for edition, figure in valued],
        },
        record_trace(levels, width=2.5),
        unpublished_trace(
            [(place[edition.number], 0) for edition in compared if edition.number not in series], language, absent
        ),
    ]
    top = max([*(figure.value for _, figure in valued), *(level for *_, level in levels)], default=1)
    return finish_plot(
        marks,
        edition_axis(compared, focus, language),
        value_axis(top),
        language,
        height if valued else EMPTY_CHART_HEIGHT,
        annotations=[record_label(climb.label, language)] if climb and climb.label and valued else [],
    )


def record_label(text: str, language: Language) -> PlotlyPart:
    """Whose record the line is that comes from before the first column, over all columns."""
    return strip_title(f"<span style='color:{PLACEHOLDERS.record}'>▬</span> {text}", 1, language) | {
        "yref": "paper",
        "font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
        "borderpad": 0,
    }


def hover_text(name: str, figure: Figure, noun: str | None, language: Language) -> str:
    """What a mark says when it is pointed at."""
    return f"<b>{name}</b><br>{figure_text(figure, language, noun)}<extra></extra>"


def column_label(figure: Figure, language: Language) -> str:
    """The qualified number on two lines, so that six stand side by side on a phone: nearly<br>1,150,000.

    Whole millions from ten on are cut short, which loses nothing: over<br>29M.
    """
    number = language.millions(figure.value) if figure.value >= 10_000_000 else language.number(figure.value)
    word = qualifier_prefix(figure, language)
    return f"{word}<br><b>{number}</b>" if word else f"<b>{number}</b>"


def edition_axis(compared: Sequence[Edition], focus: int, language: Language) -> PlotlyPart:
    """The axis on which editions stand side by side, in reading direction."""
    ticks = {place: edition_tick(edition, edition.number == focus) for place, edition in enumerate(compared)}
    return category_axis(ticks, len(compared), language)


def edition_tick(edition: Edition, lit: bool) -> str:
    """City over year; bold for the focus."""
    text = f"{edition.city}<br>{edition.first_day.year}"
    return f"<b>{text}</b>" if lit else text
