"""Visitors day by day within one edition. A count over several days stays one block."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from lib.charts.alternative_text import alternative_text, named_values
from lib.charts.chart import Cell, Chart, ChartTable, Edition, Plot
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import COLUMN_CHART_HEIGHT, column_label, hover_text
from lib.charts.kinds.palette import PLACEHOLDERS
from lib.charts.kinds.style import SMALL_TEXT, category_axis, finish_plot, unpublished_trace, value_axis
from lib.charts.phrases import figure_cell, figure_text
from lib.language import Language
from lib.measures import VisitorCount, day_blocks, visitor_counts

COLUMN_GAP = 0.12


def visitors_by_day(context: ChartContext) -> Chart:
    """The published counts of the focus, in the finest published division."""
    language, edition = context.language, context.focus
    stretches = day_blocks(visitor_counts(context.archive, edition.number), edition.days)
    total = context.series("visitors").get(edition.number)
    headline = day_headline(edition, stretches, language)
    counted = [stretch for stretch in stretches if stretch.figure]
    blocks = any(stretch.last > stretch.first for stretch in counted)
    return Chart(
        id="visitors_by_day",
        headline=headline,
        subtitle=language.text("Visitors of {edition} by open day, as published.", edition=edition.name),
        plot=day_plot(edition, stretches, language),
        table=ChartTable(
            caption=headline,
            columns=(language.text("Days"), language.term("measure", "visitors")),
            rows=(
                *(
                    (Cell(stretch_label(edition, stretch, language)), figure_cell(stretch.figure, language))
                    for stretch in stretches
                ),
                (Cell(language.text("All open days")), figure_cell(total, language)),
            ),
            totalled=True,
        ),
        alternative=alternative_text(
            headline,
            language.text("Column chart of visitors by day"),
            named_values(
                [
                    (
                        stretch_label(edition, stretch, language),
                        figure_text(stretch.figure, language, "visitor") if stretch.figure else "",
                    )
                    for stretch in stretches
                ],
                language,
            ),
            language,
        ),
        notes=(
            language.text(
                "A striped block is one published count for several days together. How many came on each of these "
                "days was not published."
            ),
        )
        if blocks
        else (),
        sources=context.cite(figure for figure in (*(stretch.figure for stretch in counted), total) if figure),
    )


def stretch_label(edition: Edition, stretch: VisitorCount, language: Language) -> str:
    """The dates of a stretch: Friday 19 May, or 19–20 May."""
    first, last = stretch_dates(edition, stretch)
    return language.weekday(first) if first == last else language.days(first, last)


def stretch_dates(edition: Edition, stretch: VisitorCount) -> tuple[datetime.date, datetime.date]:
    """The first and last date of a stretch of open days."""
    opening = edition.first_day
    return opening + datetime.timedelta(days=stretch.first - 1), opening + datetime.timedelta(days=stretch.last - 1)


def day_headline(edition: Edition, stretches: Sequence[VisitorCount], language: Language) -> str:
    """A sentence on the busiest published stretch of the edition."""
    published = [stretch for stretch in stretches if stretch.figure]
    if not published:
        return language.text("{edition}: no count by day was published", edition=edition.name)
    busiest = max(published, key=lambda stretch: stretch.figure.value if stretch.figure else 0)
    assert busiest.figure
    visitors = figure_text(busiest.figure, language, "visitor")
    first, last = stretch_dates(edition, busiest)
    if first == last:
        day = language.weekday(first)
        return language.text("{edition}: {visitors} on {day}", edition=edition.name, visitors=visitors, day=day)
    return language.plural(
        "{edition}: {visitors} on {days} taken together",
        "{edition}: {visitors} on {days} taken together",
        busiest.last - busiest.first + 1,
        edition=edition.name,
        visitors=visitors,
        days=language.days_in_sentence(first, last),
    )


def day_plot(edition: Edition, stretches: Sequence[VisitorCount], language: Language) -> Plot:
    """One column per stretch, as wide as its days. customdata: [first day, last day, value, qualifier]."""
    place = {stretch: (stretch.first + stretch.last) / 2 - 1 for stretch in stretches}
    drawn = [(stretch, stretch.figure) for stretch in stretches if stretch.figure]
    traces = [
        {
            "type": "bar",
            "x": [place[stretch] for stretch, _ in drawn],
            "y": [figure.value for _, figure in drawn],
            "width": [stretch.last - stretch.first + 1 - 2 * COLUMN_GAP for stretch, _ in drawn],
            "customdata": [[stretch.first, stretch.last, figure.value, figure.qualifier] for stretch, figure in drawn],
            "marker": {
                "color": PLACEHOLDERS.focus,
                "line": {"width": 1, "color": PLACEHOLDERS.focus},
                "pattern": {
                    "shape": ["/" if stretch.last > stretch.first else "" for stretch, _ in drawn],
                    "size": 8,
                    "solidity": 0.35,
                    "fgcolor": PLACEHOLDERS.focus,
                    "bgcolor": PLACEHOLDERS.soft,
                },
            },
            "text": [column_label(figure, language) for _, figure in drawn],
            "textposition": "outside",
            "textangle": 0,
            "constraintext": "none",
            "cliponaxis": False,
            "textfont": {"size": SMALL_TEXT, "color": PLACEHOLDERS.ink},
            "hovertemplate": [
                hover_text(stretch_label(edition, stretch, language), figure, "visitor", language)
                for stretch, figure in drawn
            ],
        },
        unpublished_trace([(place[stretch], 0) for stretch in stretches if not stretch.figure], language),
    ]
    ticks = {place[stretch]: day_tick(*stretch_dates(edition, stretch), language) for stretch in stretches}
    top = max((figure.value for _, figure in drawn), default=1)
    return finish_plot(
        traces,
        category_axis(ticks, edition.days, language),
        value_axis(top),
        language,
        COLUMN_CHART_HEIGHT,
        form="columns",
    )


def day_tick(first: datetime.date, last: datetime.date, language: Language) -> str:
    """The weekday above the date; for a block, its two weekdays above its dates."""
    if first == last:
        return f"{language.weekday_name(first)}<br>{language.days(first, last)}"
    return f"{language.weekday_name(first)} – {language.weekday_name(last)}<br>{language.days(first, last)}"
