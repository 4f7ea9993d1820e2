"""Visitors of each edition, with the focus highlighted and the line of the record."""

from __future__ import annotations

from lib.charts.chart import Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import build_column_chart
from lib.charts.kinds.record_line import RECORD_KEY, records_in_scope
from lib.charts.phrases import (
    figure_text,
    first_figure_sentence,
    lengths_note,
    limit_claim,
    omitted_editions_note,
    precision_note,
    record_note,
    standing_phrase,
)
from lib.language.translation_marks import mark_message
from lib.measures import MEASURES, Series, record_figures


def visitors_total(context: ChartContext) -> Chart:
    """Total visitors of the editions that the view compares."""
    language, measure = context.language, MEASURES["visitors"]
    series = measure(context.archive)
    inside = context.restrict(series)
    return build_column_chart(
        context,
        "visitors_total",
        measure,
        headline=total_headline(context),
        subtitle=language.text("Visitors over all open days of each edition."),
        key=language.text(RECORD_KEY),
        records=records_in_scope(series, context),
        form=mark_message("Column chart of visitors by edition"),
        notes=(
            *omitted_editions_note(context),
            *record_note(series, context.in_scope, language),
            *lengths_note(context.compared, language),
            *precision_note(inside.values(), language),
        ),
        record=record_sentence(inside, context),
    )


def total_headline(context: ChartContext) -> str:
    """Fes 2023: nearly 1,150,000 visitors, about 2.2 times as many as Tangier 2019."""
    language, focus, series = context.language, context.focus, context.series("visitors")
    if focus.number not in series:
        return language.text("{edition}: the number of visitors was not published", edition=focus.name)
    visitors = figure_text(series[focus.number], language, "visitor")
    comparison = standing_phrase(series, context)
    if not comparison:
        return first_figure_sentence(focus, visitors, series, language)
    return language.text(
        "{edition}: {visitors}, {comparison}", edition=focus.name, visitors=visitors, comparison=comparison
    )


def record_sentence(series: Series, context: ChartContext) -> str:
    """A sentence on the holder of the record among the editions compared; "" if there are not two figures."""
    if len(series) < 2:
        return ""
    holder = context.editions[record_figures(series)[-1].holder]
    claim = context.language.text("The record among these editions is held by {edition}", edition=holder.name)
    return limit_claim(claim, series, [edition.number for edition in context.compared], context.language) + "."
