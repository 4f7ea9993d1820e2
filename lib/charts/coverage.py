"""Coverage: of what figures were published for which edition, and of what never."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import plotly.graph_objects as go

from lib.archive import Archive, vocabulary
from lib.charts.chart import (
    Cell,
    Edition,
    Graphic,
    Table,
    View,
)
from lib.charts.kinds.column_chart import edition_axis
from lib.charts.kinds.palette import INK
from lib.charts.kinds.style import (
    LARGE,
    finish,
    strip_title,
    unpublished,
)
from lib.charts.phrases import editions, part_note, shown
from lib.language import Language
from lib.language.translation_marks import mark
from lib.measures import covered

ROW_HEIGHT = 72
# Of a row's unit height: tiles up to here, then the title of the row.
TILE, TITLE, WIDTH = 0.56, 0.88, 0.86

# (topic, with a figure or by name alone) of a row, and how many things: 12 of these.
Row = tuple[str, bool]
Counts = Mapping[tuple[str, bool, int], int]

NAMED = {
    "staff": mark("Groups of staff named, without a number"),
    "vehicles": mark("Vehicles named, without a number"),
    "pavilions": mark("Stands and spaces named"),
    "partners": mark("Partners named"),
    "programme": mark("Items of the programme named"),
}


def coverage(archive: Archive, view: View, language: Language) -> Graphic:
    """How many things have a figure, by topic and edition. Later editions too, since the gaps are the finding."""
    counts = covered(archive)
    whole = replace(view, later=True)
    named = shown(archive, whole, language)
    rows = rows_of(counts)
    headline = coverage_headline(counts, editions(archive, language)[view.focus], language)
    return Graphic(
        id="coverage",
        headline=headline,
        subtitle=language.text(
            "How many things a figure was published for, by topic and edition; under them, how many were only named."
        ),
        chart=map_chart(rows, counts, named, view.focus, language),
        table=Table(
            caption=headline,
            columns=(language.text("Topic"), *(edition.name for edition in named)),
            rows=tuple(
                (
                    Cell(row_title(row, language)),
                    *(count_cell(counts, row, edition, language) for edition in named),
                )
                for row in rows
            ),
            across=language.text("Edition"),
        ),
        alternative=language.text(
            "Map of what was published, by topic and edition. {headline}. {values}.",
            headline=headline,
            values=language.text("; ").join(
                language.text(
                    "{edition}: {value}",
                    edition=row_title(row, language),
                    value=language.join(
                        [
                            language.text(
                                "{edition} ({value})",
                                edition=edition.name,
                                value=count_text(counts, row, edition, language),
                            )
                            for edition in named
                        ]
                    ),
                )
                for row in rows
            ),
        ),
        notes=(
            *part_note(named, archive, whole, language),
            language.text("“Not published” means that no source gives a number. It does not mean zero."),
            language.text("Counted in this record book: a thing once, however many sources give its figure."),
        ),
        sources=(),  # the counts are our own; each figure stands with its sources in the ledger
    )


def rows_of(counts: Counts) -> tuple[Row, ...]:
    """The rows of the map: figures of each topic, and names where there are any; no row of figures where there are
    names alone in every edition.
    """
    there = {(topic, counted) for topic, counted, _ in counts}
    return tuple(
        (topic, counted)
        for topic in vocabulary.TOPICS
        for counted in (True, False)
        if (topic, counted) in there or (counted and (topic, False) not in there)
    )


def row_title(row: Row, language: Language) -> str:
    """What a row counts."""
    topic, counted = row
    if counted:
        return language.text("{topic}: figures", topic=language.term("topic", topic))
    return language.text(NAMED[topic])


def coverage_headline(counts: Counts, edition: Edition, language: Language) -> str:
    """On how many topics there is a figure for the edition."""
    topics = {topic for topic, counted, number in counts if counted and number == edition.number}
    figures = sum(count for (_, counted, number), count in counts.items() if counted and number == edition.number)
    return language.plural(
        "{edition}: {number} thing has a published figure, on {topics} of {all} topics",
        "{edition}: {number} things have a published figure, on {topics} of {all} topics",
        figures,
        edition=edition.name,
        topics=language.number(len(topics)),
        all=language.number(len(vocabulary.TOPICS)),
    )


def count_text(counts: Counts, row: Row, edition: Edition, language: Language) -> str:
    """The number of a cell, or that nothing was published."""
    count = counts.get((*row, edition.number))
    return language.number(count) if count else language.text("not published")


def count_cell(counts: Counts, row: Row, edition: Edition, language: Language) -> Cell:
    count = counts.get((*row, edition.number))
    text = count_text(counts, row, edition, language)
    return Cell(text, count, "exact") if count else Cell(text)


def map_chart(
    rows: Sequence[Row], counts: Counts, named: Sequence[Edition], focus: int, language: Language
) -> go.Figure:
    """A tile for each cell with something in it, row r on the line y = -r; words where there is nothing.

    customdata of the tiles: [topic, edition, count, "exact"].
    """
    place = {edition.number: index for index, edition in enumerate(named)}
    cells = [(line, row, edition) for line, row in enumerate(rows) for edition in named]
    tiles = [
        (line, row, edition, count) for line, row, edition in cells if (count := counts.get((*row, edition.number)))
    ]
    lit = [edition.number == focus for _, _, edition, _ in tiles]
    marks = [
        {
            "type": "bar",
            "x": [place[edition.number] for _, _, edition, _ in tiles],
            "y": [TILE] * len(tiles),
            "base": [-line for line, *_ in tiles],
            "width": WIDTH,
            "customdata": [[row[0], edition.number, count, "exact"] for _, row, edition, count in tiles],
            "marker": {
                "color": [INK.focus if focused else INK.soft for focused in lit],
                "line": {"width": 1, "color": [INK.focus if focused else INK.rule for focused in lit]},
            },
            "text": [f"<b>{language.number(count)}</b>" for *_, count in tiles],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "textfont": {"size": LARGE, "color": [INK.paper if focused else INK.ink for focused in lit]},
            "hovertemplate": [
                f"<b>{edition.name}</b><br>{row_title(row, language)}<br>{language.number(count)}<extra></extra>"
                for _, row, edition, count in tiles
            ],
        },
        unpublished(
            [(place[edition.number], -line) for line, row, edition in cells if (*row, edition.number) not in counts],
            language,
        ),
    ]
    titles = [
        strip_title(f"<b>{title}</b>" if row[1] else title, -line + TITLE, language)
        for line, row in enumerate(rows)
        for title in (row_title(row, language),)
    ]
    return finish(
        marks,
        edition_axis(named, focus, language) | {"showline": False},
        {"range": [0.94 - len(rows), TITLE + 0.02], "visible": False},
        language,
        ROW_HEIGHT * len(rows) + 60,
        rows=[TITLE + 0.02 - line for line in range(len(rows))],
        annotations=titles,
    )
