"""Visitors per open day, which makes editions of different length comparable."""

from __future__ import annotations

from dataclasses import replace

from lib.charts.chart import Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import build_column_chart
from lib.charts.phrases import figure_text, lengths_note, omitted_editions_note, precision_note, standing_phrase
from lib.language.translation_marks import mark_message
from lib.measures import MEASURES


def visitors_per_day(context: ChartContext) -> Chart:
    """Total visitors divided by open days, for the editions that the view compares."""
    context = replace(context, leading="visitors_per_day")
    language, measure = context.language, MEASURES["visitors_per_day"]
    inside = context.restrict(measure(context.archive))
    return build_column_chart(
        context,
        "visitors_per_day",
        measure,
        headline=per_day_headline(context),
        subtitle=language.text("Total visitors divided by the number of open days, to three significant figures."),
        with_formula=True,
        form=mark_message("Column chart of visitors per open day by edition"),
        notes=(
            *omitted_editions_note(context),
            language.text("Calculated, not published: an average says nothing about any single day."),
            *lengths_note(context.compared, language),
            *precision_note(inside.values(), language),
        ),
    )


def per_day_headline(context: ChartContext) -> str:
    """Fes 2023: nearly 230,000 visitors a day, about 2.2 times as many as Tangier 2019."""
    language, focus, series = context.language, context.focus, context.series("visitors_per_day")
    if focus.number not in series:
        return language.text(
            "{edition}: visitors per day cannot be calculated, since no total was published", edition=focus.name
        )
    visitors = figure_text(series[focus.number], language, "visitor")
    comparison = standing_phrase(series, context)
    if not comparison:
        return language.text("{edition}: {visitors} a day", edition=focus.name, visitors=visitors)
    return language.text(
        "{edition}: {visitors} a day, {comparison}",
        edition=focus.name,
        visitors=visitors,
        comparison=comparison,
    )
