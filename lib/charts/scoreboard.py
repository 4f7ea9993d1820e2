"""Measures by edition in one chart: what was published, and what was not."""

from __future__ import annotations

from lib.charts.chart import Chart
from lib.charts.chart_context import ChartContext
from lib.charts.kinds.strip_chart import BEST_KEY, STRIPS_SUBTITLE, MeasureStrip, build_strip_chart
from lib.measures import MEASURES, Series, record_figures, select_editions

SCOREBOARD_MEASURES = (
    "visitors",
    "visitors_per_day",
    "stands",
    "visitors_per_stand",
    "staff",
    "vehicles",
    "schools",
    "associations",
    "media_outlets",
    "online_views",
)


def scoreboard(context: ChartContext) -> Chart:
    """The measures of SCOREBOARD_MEASURES, each row on its own scale. A row is drawn if an edition compared has it."""
    language = context.language
    return build_strip_chart(
        context,
        "scoreboard",
        [
            MeasureStrip(
                name, language.term("measure", name), MEASURES[name].noun, context.restrict(series), of_all=series
            )
            for name in SCOREBOARD_MEASURES
            for series in (context.series(name),)
        ],
        headline=scoreboard_headline(context),
        subtitle=language.text(STRIPS_SUBTITLE),
        key=language.text(BEST_KEY),
        notes=[language.text("Rates per day and per stand are calculated, to three significant figures.")],
    )


def scoreboard_headline(context: ChartContext) -> str:
    """A sentence on how many of its published measures the focus leads, among all editions in the view's scope."""
    language, focus = context.language, context.focus
    about = [edition.number for edition in context.in_scope]
    published = [
        series for name in SCOREBOARD_MEASURES if focus.number in context.restrict(series := context.series(name))
    ]
    led = [series for series in published if holds_record(select_editions(series, about), focus.number)]
    if not led:
        return language.plural(
            "{edition}: {number} measure published",
            "{edition}: {number} measures published",
            len(published),
            edition=focus.name,
        )
    if len(led) == len(published):
        return language.plural(
            "{edition} has the highest published figure in the only measure published for it",
            "{edition} has the highest published figure in all {number} measures published for it",
            len(published),
            edition=focus.name,
        )
    return language.text(
        "{edition} has the highest published figure in {measures} out of the {number} published for it",
        edition=focus.name,
        measures=language.noun(len(led), "measure"),
        number=language.number(len(published)),
    )


def holds_record(series: Series, focus: int) -> bool:
    """Whether the focus holds the record among at least two editions."""
    return len(series) > 1 and record_figures(series)[-1].holder == focus
