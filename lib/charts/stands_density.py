"""Stands per hectare of the site, for editions with a published area."""

from __future__ import annotations

from dataclasses import replace

from lib.charts.chart import Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.column_chart import build_column_chart
from lib.charts.phrases import figure_text, omitted_editions_note, precision_note
from lib.measures import MEASURES


def stands_density(context: ChartContext) -> Chart:
    """The published number of stands divided by the published area, for the editions that the view compares."""
    context = replace(context, leading="stands_per_hectare")
    language, measure = context.language, MEASURES["stands_per_hectare"]
    inside = context.restrict(measure(context.archive))
    return build_column_chart(
        context,
        "stands_density",
        measure,
        headline=density_headline(context),
        subtitle=language.text(
            "Published number of stands divided by the area of the site in hectares, to three significant figures."
        ),
        with_formula=True,
        notes=(
            *omitted_editions_note(context),
            language.text(
                "Calculated, not published. Sources do not measure the site alike: some give the whole grounds, others "
                "the part with the stands, so the editions can be compared only loosely."
            ),
            *precision_note(inside.values(), language),
        ),
    )


def density_headline(context: ChartContext) -> str:
    """Fes 2023: about 11.3 stands per hectare. No comparison, because areas may have been measured differently."""
    language, focus, series = context.language, context.focus, context.series("stands_per_hectare")
    if focus.number not in series:
        return language.text(
            "{edition}: stands per hectare cannot be calculated, since the area or the number was not published",
            edition=focus.name,
        )
    return language.text(
        "{edition}: {stands} per hectare",
        edition=focus.name,
        stands=figure_text(series[focus.number], language, "stand"),
    )
