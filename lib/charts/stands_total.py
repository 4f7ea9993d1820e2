"""Stands of each edition, as published."""

from __future__ import annotations

from dataclasses import replace

from lib.charts.chart import Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import build_column_chart
from lib.charts.kinds.record_line import RECORD_KEY, records_in_scope
from lib.charts.phrases import (
    figure_text,
    first_figure_sentence,
    omitted_editions_note,
    precision_note,
    record_note,
    standing_phrase,
)
from lib.measures import MEASURES


def stands_total(context: ChartContext) -> Chart:
    """The published number of thematic stands, for the editions that the view compares."""
    context = replace(context, leading="stands")
    language, measure = context.language, MEASURES["stands"]
    series = measure(context.archive)
    inside = context.restrict(series)
    return build_column_chart(
        context,
        "stands_total",
        measure,
        headline=stands_headline(context),
        subtitle=language.text("Thematic stands of each edition, as published."),
        key=language.text(RECORD_KEY),
        records=records_in_scope(series, context),
        notes=(
            *omitted_editions_note(context),
            *record_note(series, context.in_scope, language),
            language.text("Some sources give spaces, such as a museum, beside the stands and not among them."),
            *precision_note(inside.values(), language),
        ),
    )


def stands_headline(context: ChartContext) -> str:
    """Fes 2023: 31 stands, 6.9% more than Marrakech 2018."""
    language, focus, series = context.language, context.focus, context.series("stands")
    if focus.number not in series:
        return language.text("{edition}: the number of stands was not published", edition=focus.name)
    stands = figure_text(series[focus.number], language, "stand")
    comparison = standing_phrase(series, context)
    if not comparison:
        return first_figure_sentence(focus, stands, series, language)
    return language.text("{edition}: {stands}, {comparison}", edition=focus.name, stands=stands, comparison=comparison)
