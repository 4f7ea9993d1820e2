"""Every measure over every edition as a matrix of ranks: the darker, the higher among the figures published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lib.charts.alternative_text import rows_alternative_text
from lib.charts.chart import Cell, Chart, ChartTable, NarrowPlot, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.matrix_frame import (
    ABSENCE_RING,
    EDITIONS_HEIGHT,
    SIDE_TITLES_WIDTH,
    editions_above,
    matrix_rows,
    side_titles_room,
    titles_beside,
)
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import ROOMY_COLUMNS, SMALL_TEXT, PlotlyPart, absence_rings, finish_plot, strip_title
from lib.charts.phrases import figure_cell, figure_text, omitted_editions_note
from lib.charts.trends import name_of, order_trends, row_in_words
from lib.measures import Trend, collect_trends, count_first_ranks

# Heights in pixels: of a row with its title at its side, or above it; of that title.
SIDE_ROW_HEIGHT, TITLED_ROW_HEIGHT, ROW_TITLE = 30, 46, 18
# The share of a row's height and of a column's width that a cell fills.
CELL_SHARE = 0.94
# The opacity of a cell: of the first rank of the focus and of other editions, of the second rank, of the last one.
FIRST_OPACITY, OTHER_FIRST_OPACITY, SECOND_OPACITY, LAST_OPACITY = 1.0, 0.8, 0.45, 0.1


def ranks(context: ChartContext) -> Chart:
    """The measures with at least two figures, in the view's order. All editions are compared, whatever the focus."""
    context = replace(context, view=replace(context.view, later=True))
    language = context.language
    trends = [trend for trend in order_trends(collect_trends(context.archive), context) if trend.before is not None]
    headline = ranks_headline(trends, context)
    notes = (
        *omitted_editions_note(context),
        language.text("Equal figures share a rank. A rank does not say how far apart two figures are."),
    )
    key = language.text("1 is the highest figure published; the darker, the higher. Empty ring: not published.")
    return Chart(
        id="ranks",
        headline=headline,
        subtitle=language.text("The rank of each edition in each measure. {key}", key=key),
        key=key,
        plot=ranks_plot(trends, context, side_titles=True),
        table=ChartTable(
            headline,
            (language.text("Measure"), *(edition.name for edition in context.compared)),
            tuple(
                (
                    Cell(name_of(trend, language)),
                    *(_cell(trend, edition.number, context) for edition in context.compared),
                )
                for trend in trends
            ),
            across=language.text("Edition"),
        ),
        alternative=rows_alternative_text(
            headline,
            language.text("Matrix of ranks by measure and edition"),
            [row_in_words(trend, context) for trend in trends],
            context,
            remark=language.text("What is not named here was not published."),
        ),
        notes=notes,
        sources=context.cite(figure for trend in trends for figure in context.restrict(trend.series).values()),
        narrow=NarrowPlot(ranks_plot(trends, context, side_titles=False), notes, below=SIDE_TITLES_WIDTH),
    )


def ranks_headline(trends: Sequence[Trend], context: ChartContext) -> str:
    """Which edition ranks first most often: El Jadida 2025 ranks first most often: in 11 of 20 measures."""
    language = context.language
    firsts = count_first_ranks(context.archive)
    most = max(firsts.values(), default=0)
    if not most:
        return language.text("No measure was published for two editions")
    named = [context.editions[number].name for number, count in firsts.items() if count == most]
    return language.plural(
        "{editions}: first in {count} of the {number} measure that can be ranked, more often than any other",
        "{editions}: first in {count} of the {number} measures that can be ranked, more often than any other",
        len(trends),
        editions=language.join(named),
        count=language.number(most),
    )


def _cell(trend: Trend, edition: int, context: ChartContext) -> Cell:
    """A figure with its rank: nearly 1,150,000 (3)."""
    language, figure = context.language, trend.series.get(edition)
    cell = figure_cell(figure, language)
    if figure is None:
        return cell
    rank = language.number(trend.rank_of(edition) or 0)
    return replace(cell, text=language.text("{value} ({rank})", value=cell.text, rank=rank))


def ranks_plot(trends: Sequence[Trend], context: ChartContext, *, side_titles: bool) -> Plot:
    """A row a measure, a column an edition. A figure is a cell with its rank, a missing one a ring.

    customdata of the cells: [measure, edition, value, qualifier].
    """
    language, focus, height = (
        context.language,
        context.view.focus,
        SIDE_ROW_HEIGHT if side_titles else TITLED_ROW_HEIGHT,
    )
    compared, title = context.compared, 0 if side_titles else ROW_TITLE
    # One unit of the value axis is one pixel, downwards from zero.
    middles = [-place * height - (height + title) / 2 for place in range(len(trends))]
    absence = language.text("not published")
    cells = [
        (trend, edition, across, middle)
        for trend, middle in zip(trends, middles, strict=True)
        for across, edition in enumerate(compared)
    ]
    published = [cell for cell in cells if cell[1].number in cell[0].series]
    absent = [cell for cell in cells if cell[1].number not in cell[0].series]
    depth = (height - title) * CELL_SHARE
    opacities = [cell_opacity(trend, edition.number, edition.number == focus) for trend, edition, _, _ in published]
    traces: list[PlotlyPart] = [
        {
            "type": "bar",
            "x": [across for _, _, across, _ in published],
            "y": [depth] * len(published),
            "base": [middle - depth / 2 for *_, middle in published],
            "width": CELL_SHARE,
            "customdata": [
                [trend.measure.id, edition.number, figure.value, figure.qualifier]
                for trend, edition, _, _ in published
                for figure in (trend.series[edition.number],)
            ],
            "marker": {
                "color": [
                    PLACEHOLDERS.focus if edition.number == focus else PLACEHOLDERS.other
                    for _, edition, _, _ in published
                ],
                "opacity": opacities,
                "line": {"width": 0},
            },
            "hovertemplate": [
                f"<b>{edition.name}</b><br>{name_of(trend, language)}<br>"
                f"{figure_text(trend.series[edition.number], language, trend.measure.noun)}<extra></extra>"
                for trend, edition, _, _ in published
            ],
        },
        {
            "type": "scatter",
            "mode": "text",
            "x": [across for _, _, across, _ in published],
            "y": [middle for *_, middle in published],
            "text": [language.number(trend.rank_of(edition.number) or 0) for trend, edition, _, _ in published],
            "textfont": {
                "size": SMALL_TEXT,
                "color": [PLACEHOLDERS.paper if opacity == 1 else PLACEHOLDERS.ink for opacity in opacities],
            },
            "hoverinfo": "skip",
        },
        absence_rings(
            [
                (across, middle, f"<b>{edition.name}</b><br>{name_of(trend, language)}<br>{absence}<extra></extra>")
                for trend, edition, across, middle in absent
            ],
            ABSENCE_RING,
        ),
    ]
    names = [name_of(trend, language) for trend in trends]
    tops = [-place * height for place in range(len(trends))]
    bottom = -len(trends) * height
    rows: PlotlyPart = {"range": [bottom, 0], "showgrid": False, "showline": False}
    rows |= titles_beside(middles, names, language) if side_titles else {"visible": False}
    return finish_plot(
        traces,
        editions_above(compared, focus, language, dense=not side_titles or len(compared) > ROOMY_COLUMNS),
        rows,
        language,
        EDITIONS_HEIGHT - bottom,
        row_tops=() if side_titles else tops,
        fixed_height=True,
        annotations=()
        if side_titles
        else [
            strip_title(name, top - 1, language) | {"font": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink}}
            for name, top in zip(names, tops, strict=True)
        ],
        min_width=SIDE_TITLES_WIDTH if side_titles else 0,
        rows=matrix_rows(names, [*tops, bottom], len(compared)),
        side_room=side_titles_room(names, language) if side_titles else 0,
    )


def cell_opacity(trend: Trend, edition: int, is_focus: bool) -> float:
    """How dark a cell is: the first rank stands out, the others fade down to the last one."""
    rank, places = trend.rank_of(edition) or 0, len(trend.series)
    if rank == 1:
        return FIRST_OPACITY if is_focus else OTHER_FIRST_OPACITY
    share = (rank - 2) / max(1, places - 2)
    return round(SECOND_OPACITY + (LAST_OPACITY - SECOND_OPACITY) * share, 3)
