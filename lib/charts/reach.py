"""How far the editions reached: schools, associations, media, views, blood."""

from __future__ import annotations

from collections.abc import Sequence

from lib.charts.chart import Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.strip_chart import BEST_KEY, STRIP_HEIGHT, STRIPS_SUBTITLE, MeasureStrip, build_strip_chart
from lib.charts.phrases import figure_text
from lib.measures import OUTREACH_MEASURES, reach_figures

# Figures in the headline.
MAX_HEADLINE_FIGURES = 3
# The height in pixels of a strip without any column.
EMPTY_STRIP_HEIGHT = 66


def reach(context: ChartContext) -> Chart:
    """The measures of reach that any edition compared has, each on its own scale; all measures if none has any."""
    language = context.language
    strips = [
        MeasureStrip(
            measure.id, language.term("reach", measure.id), measure.noun, context.restrict(series), of_all=series
        )
        for measure in OUTREACH_MEASURES
        for series in (measure(context.archive),)
    ]
    is_published = any(strip.series for strip in strips)
    partial = any(row.until for row in reach_figures(context.archive, context.view.focus))
    return build_strip_chart(
        context,
        "reach",
        strips,
        headline=reach_headline(strips, context),
        subtitle=language.text(STRIPS_SUBTITLE)
        if is_published
        else language.text("No number was published for any of the editions shown."),
        key=language.text(BEST_KEY) if is_published else "",
        notes=[language.text("Counts of the first days only are not compared here.")] if partial else [],
        row_height=STRIP_HEIGHT if is_published else EMPTY_STRIP_HEIGHT,
    )


def reach_headline(strips: Sequence[MeasureStrip], context: ChartContext) -> str:
    """A sentence with the first figures of the focus."""
    language, focus = context.language, context.focus
    values = [
        figure_text(strip.series[focus.number], language, strip.noun)
        for strip in strips
        if focus.number in strip.series
    ][:MAX_HEADLINE_FIGURES]
    if not values:
        return language.text("{edition}: none of these measures of its reach was published", edition=focus.name)
    return language.text("{edition}: {value}", edition=focus.name, value=language.join(values))
