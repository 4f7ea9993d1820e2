"""What was published for each edition: by topic, how many things have a figure and how many only a name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from lib.archive import vocabulary
from lib.charts.alternative_text import RowInWords, rows_alternative_text
from lib.charts.chart import Cell, Chart, ChartTable, Edition, NarrowPlot, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.matrix_frame import ABSENCE_RING, SIDE_TITLES_WIDTH, MatrixFrame
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import LARGE_TEXT, PlotlyPart, absence_rings
from lib.charts.phrases import omitted_editions_note, zero_note
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.measures import coverage_counts

# Heights in pixels of a row and of a tile in it, and a tile's share of the width of its column.
TILE_ROW, TILE_HEIGHT, TILE_WIDTH = 42, 36, 0.92

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
    key = language.text("Empty ring: not published, or none named.")
    notes = (
        *omitted_editions_note(context),
        zero_note(language),
        language.text("Counted in this record book: each item once, however many sources give its figure."),
    )
    counted = language.text(
        "How many items have a published figure, by topic and edition; under them, how many were only named."
    )
    return Chart(
        id="coverage",
        headline=headline,
        subtitle=f"{counted} {key}",
        key=key,
        plot=coverage_plot(rows, counts, context, side_titles=True),
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
        notes=notes,
        sources=(),  # the counts are our own; each figure stands with its sources in the list of claims
        narrow=NarrowPlot(
            coverage_plot(rows, counts, context, side_titles=False), notes, below=SIDE_TITLES_WIDTH, vertical=True
        ),
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


def coverage_plot(
    rows: Sequence[CoverageRow], counts: CoverageCounts, context: ChartContext, *, side_titles: bool
) -> Plot:
    """A tile for each cell that has something, a ring for each empty one. One unit of the value axis is one pixel.

    customdata of the tiles: [topic, edition, count, "exact"].
    """
    compared, focus, language = context.compared, context.view.focus, context.language
    titles = [coverage_row_title(row, language) for row in rows]
    # What was only named belongs to the figures above it.
    marked = [f"<b>{title}</b>" if counted else title for (_, counted), title in zip(rows, titles, strict=True)]
    frame = MatrixFrame(titles, marked, [TILE_ROW] * len(rows), side_titles)
    cells = [
        TilePlace(row, title, edition, place, middle, counts.get((*row, edition.number), 0))
        for row, title, middle in zip(rows, titles, frame.middles, strict=True)
        for place, edition in enumerate(compared)
    ]
    traces = [
        _tiles([cell for cell in cells if cell.count], focus, language),
        absence_rings(
            [(cell.x, cell.y, cell.hover(absent_text(cell.row, language))) for cell in cells if not cell.count],
            ABSENCE_RING,
        ),
    ]
    return frame.finish(traces, context)


@dataclass(frozen=True, slots=True)
class TilePlace:
    """A cell of the drawing: its row with its title, its edition, the middle of its place, and its count."""

    row: CoverageRow
    title: str
    edition: Edition
    x: int
    y: float
    count: int

    def hover(self, said: str) -> str:
        """The hover text of the cell, as Plotly's hovertemplate."""
        return f"<b>{self.edition.name}</b><br>{self.title}<br>{said}<extra></extra>"


def _tiles(cells: Sequence[TilePlace], focus: int, language: Language) -> PlotlyPart:
    in_focus = [cell.edition.number == focus for cell in cells]
    return {
        "type": "bar",
        "x": [cell.x for cell in cells],
        "y": [TILE_HEIGHT] * len(cells),
        "base": [cell.y - TILE_HEIGHT / 2 for cell in cells],
        "width": TILE_WIDTH,
        "customdata": [[cell.row[0], cell.edition.number, cell.count, "exact"] for cell in cells],
        "marker": {
            "color": [PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.soft for is_focus in in_focus],
            "line": {
                "width": 1,
                "color": [PLACEHOLDERS.focus if is_focus else PLACEHOLDERS.rule for is_focus in in_focus],
            },
        },
        "text": [f"<b>{language.number(cell.count)}</b>" for cell in cells],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "constraintext": "none",
        "textfont": {
            "size": LARGE_TEXT,
            "color": [PLACEHOLDERS.paper if is_focus else PLACEHOLDERS.ink for is_focus in in_focus],
        },
        "hovertemplate": [cell.hover(language.number(cell.count)) for cell in cells],
    }
