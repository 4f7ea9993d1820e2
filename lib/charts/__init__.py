"""One module a graphic: (archive, view, language) -> Graphic. No screen, no network."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from lib.archive import Archive
from lib.charts.chart import Cell, Chart, ChartTable, Edition, Source, View
from lib.charts.comparison import comparison
from lib.charts.coverage import coverage
from lib.charts.demonstration_units import demonstration_units
from lib.charts.journey_legs import journey_legs
from lib.charts.journey_map import journey_map
from lib.charts.kinds.palette import DARK_PALETTE, LIGHT_PALETTE, Palette, apply_palette
from lib.charts.reach import reach
from lib.charts.record_reigns import record_reigns
from lib.charts.scoreboard import scoreboard
from lib.charts.seminar_subjects import seminar_subjects
from lib.charts.staff_proportions import staff_proportions
from lib.charts.staff_total import staff_total
from lib.charts.stand_themes import stand_themes
from lib.charts.stands_density import stands_density
from lib.charts.stands_total import stands_total
from lib.charts.vehicles_proportions import vehicles_proportions
from lib.charts.vehicles_total import vehicles_total
from lib.charts.visitors_audiences import visitors_audiences
from lib.charts.visitors_by_day import visitors_by_day
from lib.charts.visitors_pace import visitors_pace
from lib.charts.visitors_per_day import visitors_per_day
from lib.charts.visitors_total import visitors_total
from lib.language import Language

CHARTS: Mapping[str, Callable[[Archive, View, Language], Chart]] = {
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
    "seminar_subjects": seminar_subjects,
    "demonstration_units": demonstration_units,
    "reach": reach,
    "coverage": coverage,
    "stands_total": stands_total,
    "stand_themes": stand_themes,
    "stands_density": stands_density,
}


@lru_cache(maxsize=512)
def build_chart(name: str, archive: Archive, view: View, language: Language) -> Chart:
    """The graphic of that name. All four arguments are immutable, so it is built once and shared by all readers.

    Raises KeyError for a name that is not in GRAPHICS.
    """
    return CHARTS[name](archive, view, language)


__all__ = [
    "CHARTS",
    "DARK_PALETTE",
    "LIGHT_PALETTE",
    "Cell",
    "Chart",
    "ChartTable",
    "Edition",
    "Palette",
    "Source",
    "View",
    "apply_palette",
    "build_chart",
]
