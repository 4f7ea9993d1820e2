"""Charts: each is a function from a ChartContext to a Chart. No screen, no network."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace

from lib.archive.publication import UnreadableReleaseError
from lib.charts.chart import Cell, Chart, ChartTable, Definition, Edition, NarrowPlot, Plot, Source, View
from lib.charts.chart_context import ChartContext, cached_by_context, editions_by_number
from lib.charts.comparison import comparison
from lib.charts.coverage import coverage
from lib.charts.definitions import chart_definitions
from lib.charts.demonstration_units import demonstration_units
from lib.charts.edition_window import PHONE_EDITIONS
from lib.charts.journey_legs import journey_legs
from lib.charts.journey_map import journey_map
from lib.charts.kinds.palette import DARK_PALETTE, LIGHT_PALETTE, Palette
from lib.charts.measure_pair import measure_pair
from lib.charts.ranks import ranks
from lib.charts.reach import reach
from lib.charts.record_reigns import record_reigns
from lib.charts.release_notes import note_releases
from lib.charts.scoreboard import scoreboard
from lib.charts.seminar_subjects import seminar_subjects
from lib.charts.staff_and_vehicles import staff_proportions, staff_total, vehicles_proportions, vehicles_total
from lib.charts.stand_themes import stand_themes
from lib.charts.stands_density import stands_density
from lib.charts.stands_total import stands_total
from lib.charts.trends import trends
from lib.charts.visitors_audiences import visitors_audiences
from lib.charts.visitors_by_day import visitors_by_day
from lib.charts.visitors_climb import visitors_climb
from lib.charts.visitors_pace import visitors_pace
from lib.charts.visitors_per_day import visitors_per_day
from lib.charts.visitors_total import visitors_total

CHARTS: Mapping[str, Callable[[ChartContext], Chart]] = {
    "visitors_climb": visitors_climb,
    "visitors_total": visitors_total,
    "visitors_per_day": visitors_per_day,
    "visitors_pace": visitors_pace,
    "visitors_by_day": visitors_by_day,
    "visitors_audiences": visitors_audiences,
    "scoreboard": scoreboard,
    "record_reigns": record_reigns,
    "journey_map": journey_map,
    "journey_legs": journey_legs,
    "staff_total": staff_total,
    "staff_proportions": staff_proportions,
    "vehicles_total": vehicles_total,
    "vehicles_proportions": vehicles_proportions,
    "comparison": comparison,
    "measure_pair": measure_pair,
    "seminar_subjects": seminar_subjects,
    "demonstration_units": demonstration_units,
    "reach": reach,
    "coverage": coverage,
    "stands_total": stands_total,
    "stand_themes": stand_themes,
    "stands_density": stands_density,
    "trends": trends,
    "ranks": ranks,
}


# They draw the same editions on a phone as on a wide screen, so that they are built once.
DRAWN_ALIKE = ("visitors_climb", "visitors_by_day", "record_reigns")


def build_chart(name: str, context: ChartContext) -> Chart:
    """The chart of that name. Both arguments and the chart are immutable, so it is built once for all readers.

    Raises KeyError for a name that is not in CHARTS.
    """
    chart = _chart(context, name)
    published = context.archive.publication
    if published is None or not (published.replaced or published.corrections or published.is_draft):
        return chart
    with suppress(UnreadableReleaseError):  # a store that is away must not take the chart away; nothing is cached then
        return _noted_chart(context, name)
    return chart


@cached_by_context(512)
def _noted_chart(context: ChartContext, name: str) -> Chart:
    return note_releases(_chart(context, name), context, lambda other: _chart(other, name))


@cached_by_context(512)
def _chart(context: ChartContext, name: str) -> Chart:
    chart = replace(CHARTS[name](context), definitions=chart_definitions(name, context))
    if name in DRAWN_ALIKE or len(context.in_scope) <= PHONE_EDITIONS:
        return chart
    phone = CHARTS[name](replace(context, view=replace(context.view, room=PHONE_EDITIONS))).for_width(0)
    if phone.plot == chart.for_width(0).plot:
        return chart
    return replace(
        chart, narrow=replace(chart.narrow or NarrowPlot(phone.plot, ()), plot=phone.plot, notes=phone.notes)
    )


__all__ = [
    "CHARTS",
    "DARK_PALETTE",
    "DRAWN_ALIKE",
    "LIGHT_PALETTE",
    "Cell",
    "Chart",
    "ChartContext",
    "ChartTable",
    "Definition",
    "Edition",
    "Palette",
    "Plot",
    "Source",
    "View",
    "build_chart",
    "cached_by_context",
    "editions_by_number",
]
