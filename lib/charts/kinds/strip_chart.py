"""Strips of columns, one per measure: what was published for each edition, and what was not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.charts.alternative_text import RowInWords, rows_alternative_text
from lib.charts.chart import Cell, Chart, ChartTable, Plot, PlotRow
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import column_label, edition_axis, hover_text
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import (
    COLUMN_WIDTH,
    finish_plot,
    horizontal_rule,
    label_size,
    record_trace,
    strip_title,
    text_trace,
    unpublished_trace,
)
from lib.charts.phrases import figure_cell, figure_text, omitted_editions_note, zero_note
from lib.language import Language
from lib.language.language import lower_first
from lib.language.translation_marks import mark_message
from lib.measures import Figure, Series

STRIP_HEIGHT = 118
# In a row of height 1: the height of the highest column, and the top of the row's title. Labels are between the two.
COLUMN_HEIGHT, STRIP_TITLE_TOP = 0.5, 0.97
STRIPS_SUBTITLE = mark_message("Each row has a scale of its own.")
BEST_KEY = mark_message("A gold mark: the highest value of a row without gaps.")
# Thickness in pixels of the line that marks the highest value.
BEST_LINE_WIDTH = 4


@dataclass(frozen=True, slots=True)
class MeasureStrip:
    """One row of the chart: the `series` of the editions compared, and `of_all` editions. `noun` is a key of NOUNS."""

    id: str
    title: str
    noun: str
    series: Series
    of_all: Series


def build_strip_chart(
    context: ChartContext,
    name: str,
    strips: Sequence[MeasureStrip],
    *,
    headline: str,
    subtitle: str,
    notes: Iterable[str],
    key: str = "",
    row_height: int = STRIP_HEIGHT,
) -> Chart:
    """The chart `name`: the strips that have a column, one below the other. Its table and its text have all strips."""
    language = context.language
    return Chart(
        id=name,
        headline=headline,
        subtitle=f"{subtitle} {key}".rstrip(),
        key=key,
        plot=strips_plot(strips_with_data(strips), context, row_height),
        table=ChartTable(
            caption=headline,
            columns=(language.text("Measure"), *(edition.name for edition in context.compared)),
            rows=tuple(
                (
                    Cell(strip.title),
                    *(figure_cell(strip.series.get(edition.number), language) for edition in context.compared),
                )
                for strip in strips
            ),
            across=language.text("Edition"),
        ),
        alternative=rows_alternative_text(
            headline,
            language.text("Small column charts, one for each measure"),
            [_row_in_words(strip, context) for strip in strips],
            context,
            remark=language.text("What is not named here was not published."),
        ),
        notes=(
            *omitted_editions_note(context),
            zero_note(language),
            *empty_strips_note(strips, language),
            *notes,
        ),
        sources=context.cite(figure for strip in strips for figure in strip.series.values()),
    )


def strips_with_data(strips: Sequence[MeasureStrip]) -> Sequence[MeasureStrip]:
    """The rows that have a column, or all rows if none has one. The others are in the table and in a note."""
    return [strip for strip in strips if strip.series] or strips


def empty_strips_note(strips: Sequence[MeasureStrip], language: Language) -> list[str]:
    """The note on the rows that are not drawn; [] if all are."""
    missing = [lower_first(strip.title) for strip in strips if not strip.series]
    if len(missing) in (0, len(strips)):
        return []
    return [
        language.text(
            "No figure for a whole edition was published, for any edition shown, on: {measures}.",
            measures=language.join(missing),
        )
    ]


def strips_plot(strips: Sequence[MeasureStrip], context: ChartContext, row_height: int = STRIP_HEIGHT) -> Plot:
    """One strip of columns per measure, from top to bottom. Row r stands on the line y = -r.

    The height of a column is its share of the row's highest value.
    customdata of the columns: [measure, edition, value, qualifier].
    """
    compared, focus, language = context.compared, context.view.focus, context.language
    place = {edition.number: index for index, edition in enumerate(compared)}
    columns = [
        (row, strip, edition, figure, figure.value / max(other.value for other in strip.series.values()))
        for row, strip in enumerate(strips)
        for edition in compared
        if (figure := strip.series.get(edition.number))
    ]
    missing = [
        (place[edition.number], -row)
        for row, strip in enumerate(strips)
        for edition in compared
        if edition.number not in strip.series
    ]
    # A row with a missing figure has no mark, since that figure might be higher. The mark is inside the column, so that
    # it doesn't touch the label above.
    best_y = COLUMN_HEIGHT - BEST_LINE_WIDTH / 2 / row_height
    best = [
        (place[edition.number] - COLUMN_WIDTH / 2, place[edition.number] + COLUMN_WIDTH / 2, best_y - row)
        for row, strip, edition, figure, share in columns
        if share == 1 and len(compared) > 1 and leads_all(strip, figure, context)
    ]
    traces = [
        {
            "type": "bar",
            "x": [place[edition.number] for _, _, edition, _, _ in columns],
            "y": [COLUMN_HEIGHT * share for *_, share in columns],
            "base": [-row for row, *_ in columns],
            "width": COLUMN_WIDTH,
            "customdata": [
                [strip.id, edition.number, figure.value, figure.qualifier] for _, strip, edition, figure, _ in columns
            ],
            "marker": {
                "color": [
                    PLACEHOLDERS.focus if edition.number == focus else PLACEHOLDERS.other
                    for _, _, edition, _, _ in columns
                ]
            },
            "hovertemplate": [
                hover_text(edition.name, figure, strip.noun, language) for _, strip, edition, figure, _ in columns
            ],
        },
        record_trace(best, width=BEST_LINE_WIDTH),
        text_trace(
            [
                (place[edition.number], -row + COLUMN_HEIGHT * share, column_label(figure, language))
                for row, _, edition, figure, share in columns
            ],
            PLACEHOLDERS.ink,
            label_size(len(compared)),
        ),
        unpublished_trace(missing, language),
    ]
    return finish_plot(
        traces,
        edition_axis(compared, focus, language) | {"showline": False},
        {"range": [0.98 - len(strips), STRIP_TITLE_TOP + 0.02], "visible": False},
        language,
        row_height * len(strips) + 60,
        row_tops=[STRIP_TITLE_TOP + 0.02 - row for row in range(len(strips))],
        annotations=[
            strip_title(f"<b>{strip.title}</b>", -row + STRIP_TITLE_TOP, language) for row, strip in enumerate(strips)
        ],
        shapes=[horizontal_rule(-row) for row in range(len(strips))],
        form="strips",
        rows=[
            PlotRow(strip.title, -0.5, len(compared) - 0.5, STRIP_TITLE_TOP + 0.02 - row, STRIP_TITLE_TOP - 0.98 - row)
            for row, strip in enumerate(strips)
        ],
    )


def leads_all(strip: MeasureStrip, figure: Figure, context: ChartContext) -> bool:
    """Whether the figure is the highest of all editions in the view's scope, each of which has one."""
    series = strip.of_all
    numbers = [edition.number for edition in context.in_scope]
    return all(number in series and series[number].value <= figure.value for number in numbers)


def _row_in_words(strip: MeasureStrip, context: ChartContext) -> RowInWords:
    language, inside = context.language, context.restrict(strip.series)
    said = {number: figure_text(figure, language) for number, figure in inside.items()}
    return RowInWords(strip.title, said, language.text("not published"))
