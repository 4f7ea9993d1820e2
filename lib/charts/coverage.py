"""What was published for each edition: by topic, how many things have a figure and how many only a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from lib.archive import vocabulary
from lib.charts.alternative_text import RowInWords, rows_alternative_text
from lib.charts.chart import Cell, Chart, ChartTable, Edition, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import edition_axis
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import LARGE_TEXT, finish_plot, strip_title, unpublished_trace
from lib.charts.phrases import omitted_editions_note, zero_note
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import coverage_counts

TILE_ROW_HEIGHT = 72
# In a row of height 1: the height of a tile, the top of the title above it, and the width of a tile.
TILE_HEIGHT, TILE_TITLE_TOP, TILE_WIDTH = 0.56, 0.88, 0.86

# What a row counts: (topic, True for figures or False for names).
CoverageRow = tuple[str, bool]
# {(topic, True for figures or False for names, edition): how many}
CoverageCounts = Mapping[tuple[str, bool, int], int]

NAMED_TITLES = {
    "staff": mark_message("Groups of staff named, without a number"),
    "vehicles": mark_message("Vehicles named, without a number"),
    "pavilions": mark_message("Stands and spaces named"),
    "partners": mark_message("Partners named"),
    "programme": mark_message("Items of the programme named"),
}


def coverage(context: ChartContext) -> Chart:
    """How many things have a figure, by topic and edition. Later editions are included: the gaps are the finding."""
    context = replace(context, view=replace(context.view, later=True))
    language, counts = context.language, coverage_counts(context.archive)
    rows = coverage_rows(counts)
    headline = coverage_headline(counts, context.focus, language)
    return Chart(
        id="coverage",
        headline=headline,
        subtitle=language.text(
            "How many items have a published figure, by topic and edition; under them, how many were only named."
        ),
        plot=coverage_plot(rows, counts, context),
        table=ChartTable(
            caption=headline,
            columns=(language.text("Topic"), *(edition.name for edition in context.compared)),
            rows=tuple(
                (
                    Cell(coverage_row_title(row, language)),
                    *(count_cell(counts, row, edition, language) for edition in context.compared),
                )
                for row in rows
            ),
            across=language.text("Edition"),
        ),
        alternative=rows_alternative_text(
            headline,
            language.text("Map of what was published, by topic and edition"),
            [_row_in_words(row, counts, context) for row in rows],
            context,
            remark=language.text("What is not named here was not published."),
        ),
        notes=(
            *omitted_editions_note(context),
            zero_note(language),
            language.text("Counted in this record book: each item once, however many sources give its figure."),
        ),
        sources=(),  # the counts are our own; each figure stands with its sources in the list of claims
    )


def coverage_rows(counts: CoverageCounts) -> tuple[CoverageRow, ...]:
    """The rows of the chart: the figures of each topic, and its names if there are any.

    A topic that has only names in every edition has no row of figures.
    """
    there = {(topic, counted) for topic, counted, _ in counts}
    return tuple(
        (topic, counted)
        for topic in vocabulary.TOPICS
        for counted in (True, False)
        if (topic, counted) in there or (counted and (topic, False) not in there)
    )


def coverage_row_title(row: CoverageRow, language: Language) -> str:
    """What a row counts."""
    topic, counted = row
    if counted:
        return language.text("{topic} (figures)", topic=language.term("topic", topic))
    return language.text(NAMED_TITLES[topic])


def coverage_headline(counts: CoverageCounts, edition: Edition, language: Language) -> str:
    """A sentence on how many topics have a figure for the edition."""
    topics = {topic for topic, counted, number in counts if counted and number == edition.number}
    figures = sum(count for (_, counted, number), count in counts.items() if counted and number == edition.number)
    return language.plural(
        "{edition}: {number} item with a published figure, on {topics} of {all} topics",
        "{edition}: {number} items with a published figure, on {topics} of {all} topics",
        figures,
        edition=edition.name,
        topics=language.number(len(topics)),
        all=language.number(len(vocabulary.TOPICS)),
    )


def count_cell(counts: CoverageCounts, row: CoverageRow, edition: Edition, language: Language) -> Cell:
    """How many things of the row the edition has, or the words for none."""
    count = counts.get((*row, edition.number))
    return Cell(language.number(count), count, "exact") if count else Cell(absent_text(row, language))


def _row_in_words(row: CoverageRow, counts: CoverageCounts, context: ChartContext) -> RowInWords:
    language = context.language
    cells = {edition.number: count_cell(counts, row, edition, language) for edition in context.compared}
    said = {number: cell.text for number, cell in cells.items() if cell.value}
    return RowInWords(coverage_row_title(row, language), said, absent_text(row, language))


def absent_text(row: CoverageRow, language: Language) -> str:
    """The words for an empty cell. Figures are "not published"; names are counted by the record book itself."""
    return language.text("not published") if row[1] else language.text("none named")


def coverage_plot(rows: Sequence[CoverageRow], counts: CoverageCounts, context: ChartContext) -> Plot:
    """A tile for each cell that has something, words for each empty one. Row r stands on the line y = -r.

    customdata of the tiles: [topic, edition, count, "exact"].
    """
    named, focus, language = context.compared, context.view.focus, context.language
    place = {edition.number: index for index, edition in enumerate(named)}
    cells = [(line, row, edition) for line, row in enumerate(rows) for edition in named]
    tiles = [
        (line, row, edition, count) for line, row, edition in cells if (count := counts.get((*row, edition.number)))
    ]
    in_focus = [edition.number == focus for _, _, edition, _ in tiles]
    traces = [
        {
            "type": "bar",
            "x": [place[edition.number] for _, _, edition, _ in tiles],
            "y": [TILE_HEIGHT] * len(tiles),
            "base": [-line for line, *_ in tiles],
            "width": TILE_WIDTH,
            "customdata": [[row[0], edition.number, count, "exact"] for _, row, edition, count in tiles],
            "marker": {
                "color": [PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.soft for is_focus in in_focus],
                "line": {
                    "width": 1,
                    "color": [PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.rule for is_focus in in_focus],
                },
            },
            "text": [f"<b>{language.number(count)}</b>" for *_, count in tiles],
            "textposition": "inside",
            "insidetextanchor": "middle",
            "textangle": 0,
            "constraintext": "none",
            "textfont": {
                "size": LARGE_TEXT,
                "color": [PLACEHOLDERS.paper if is_focus else PLACEHOLDERS.ink for is_focus in in_focus],
            },
            "hovertemplate": [
                f"<b>{edition.name}</b><br>{coverage_row_title(row, language)}<br>"
                f"{language.number(count)}<extra></extra>"
                for _, row, edition, count in tiles
            ],
        },
        *(
            unpublished_trace(
                [
                    (place[edition.number], -line)
                    for line, row, edition in cells
                    if row[1] == counted and (*row, edition.number) not in counts
                ],
                language,
                absent,
            )
            for counted, absent in ((True, language.text("not published")), (False, language.text("none named")))
        ),
    ]
    titles = [
        strip_title(f"<b>{title}</b>" if row[1] else title, -line + TILE_TITLE_TOP, language)
        for line, row in enumerate(rows)
        for title in (coverage_row_title(row, language),)
    ]
    return finish_plot(
        traces,
        edition_axis(named, focus, language) | {"showline": False},
        {"range": [0.94 - len(rows), TILE_TITLE_TOP + 0.02], "visible": False},
        language,
        TILE_ROW_HEIGHT * len(rows) + 60,
        row_tops=[TILE_TITLE_TOP + 0.02 - line for line in range(len(rows))],
        annotations=titles,
    )
