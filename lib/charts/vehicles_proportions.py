"""What the number of vehicles means: visitors and officers for each vehicle, vehicles for each stand."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Graphic, View
from lib.charts.kinds.cell_strips import proportions
from lib.charts.vehicles_total import vehicles_unpublished
from lib.language import Language
from lib.measures import MEASURES

RATES = ("visitors_per_vehicle", "visitors_per_vehicle_day", "officers_per_vehicle", "vehicles_per_stand")


def vehicles_proportions(archive: Archive, view: View, language: Language) -> Graphic:
    """Vehicles of the focus in proportion, or of another edition where the focus has no number."""
    return proportions(
        "vehicles_proportions",
        MEASURES["vehicles"],
        [MEASURES[rate] for rate in RATES],
        vehicles_unpublished(archive, view, language),
        archive,
        view,
        language,
    )
