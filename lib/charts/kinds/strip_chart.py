"""Strips of columns, one a measure: what was published of each edition, and what was not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from lib.charts.chart import Cell, Edition, Table
from lib.charts.kinds.column_chart import column_label, edition_axis, hover
from lib.charts.kinds.palette import INK
from lib.charts.kinds.style import (
    COLUMN_WIDTH,
    finish,
    lines,
    rule,
    strip_title,
    texts,
    unpublished,
)
from lib.charts.phrases import cell
from lib.language import Language
from lib.measures import Series

ROW_HEIGHT = 118
# Of a row's unit height: columns up to here, then their labels, then the title of the row.
COLUMN, TITLE = 0.5, 0.97
# Thickness of the mark of the highest value, in pixels.
BEST = 4


@dataclass(frozen=True, slots=True)
class Strip:
    """One row of the board. `series` holds the editions compared, and no other; `noun` is a key of NOUNS."""

    id: str
    title: str
    noun: str
    series: Series


def inside(series: Series, compared: Sequence[Edition]) -> Series:
    """The series of the editions compared."""
    return {edition.number: series[edition.number] for edition in compared if edition.number in series}


def drawn(strips: Sequence[Strip]) -> Sequence[Strip]:
    """The rows that have a column; all of them where none has any. The others stand in the table, and in a note."""
    return [strip for strip in strips if strip.series] or strips


def missing_note(strips: Sequence[Strip], language: Language) -> list[str]:
    """The note on the rows that are not drawn; none where all are."""
    missing = [strip.title for strip in strips if not strip.series]
    if len(missing) in (0, len(strips)):
        return []
    return [
        language.text(
            "For none of the editions shown was a figure of the whole edition published on: {measures}.",
            measures=language.join(missing),
        )
    ]


def board(
    strips: Sequence[Strip],
    compared: Sequence[Edition],
    focus: int,
    language: Language,
    row_height: int = ROW_HEIGHT,
) -> go.Figure:
    """One strip of columns a measure, top to bottom, on one figure: row r stands on the line y = -r.

    customdata of the columns: [measure, edition, value, qualifier]; the drawn height is the share of the row's
    highest.
    """
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
    # Inside the column, so that the label above it stays clear.
    best_y = COLUMN - BEST / 2 / row_height
    best = [
        (place[edition.number] - COLUMN_WIDTH / 2, place[edition.number] + COLUMN_WIDTH / 2, best_y - row)
        for row, strip, edition, _, share in columns
        if share == 1 and len(strip.series) > 1
    ]
    marks = [
        {
            "type": "bar",
            "x": [place[edition.number] for _, _, edition, _, _ in columns],
            "y": [COLUMN * share for *_, share in columns],
            "base": [-row for row, *_ in columns],
            "width": COLUMN_WIDTH,
            "customdata": [
                [strip.id, edition.number, figure.value, figure.qualifier] for _, strip, edition, figure, _ in columns
            ],
            "marker": {
                "color": [INK.focus if edition.number == focus else INK.other for _, _, edition, _, _ in columns]
            },
            "hovertemplate": [
                hover(edition.name, figure, strip.noun, language) for _, strip, edition, figure, _ in columns
            ],
        },
        lines(best, width=BEST),
        texts(
            [
                (place[edition.number], -row + COLUMN * share, column_label(figure, language))
                for row, _, edition, figure, share in columns
            ],
            INK.ink,
        ),
        unpublished(missing, language),
    ]
    return finish(
        marks,
        edition_axis(compared, focus, language) | {"showline": False},
        {"range": [0.98 - len(strips), TITLE + 0.02], "visible": False},
        language,
        row_height * len(strips) + 60,
        rows=[TITLE + 0.02 - row for row in range(len(strips))],
        annotations=[strip_title(f"<b>{strip.title}</b>", -row + TITLE, language) for row, strip in enumerate(strips)],
        shapes=[rule(-row) for row in range(len(strips))],
    )


def board_table(strips: Sequence[Strip], compared: Sequence[Edition], caption: str, language: Language) -> Table:
    """One row a measure, one column an edition."""
    return Table(
        caption=caption,
        columns=(language.text("Measure"), *(edition.name for edition in compared)),
        rows=tuple(
            (Cell(strip.title), *(cell(strip.series.get(edition.number), language) for edition in compared))
            for strip in strips
        ),
        across=language.text("Edition"),
    )


def board_alternative(strips: Sequence[Strip], compared: Sequence[Edition], headline: str, language: Language) -> str:
    """The board in words, for those who don't see it."""
    return language.text(
        "Small column charts, one a measure. {headline}. {values}.",
        headline=headline,
        values=language.text("; ").join(
            language.text(
                "{edition}: {value}",
                edition=strip.title,
                value=language.join(
                    [
                        language.text(
                            "{edition} ({value})",
                            edition=edition.name,
                            value=cell(strip.series.get(edition.number), language).text,
                        )
                        for edition in compared
                    ]
                ),
            )
            for strip in strips
        ),
    )
