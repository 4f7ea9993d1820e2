"""What the number of vehicles means: visitors and officers for each vehicle, vehicles for each stand."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Chart, View
from lib.charts.kinds.cell_strips import build_proportions
from lib.charts.vehicles_total import vehicles_unpublished_sentence
from lib.language import Language
from lib.measures import MEASURES

VEHICLE_RATES = ("visitors_per_vehicle", "visitors_per_vehicle_day", "officers_per_vehicle", "vehicles_per_stand")


def vehicles_proportions(archive: Archive, view: View, language: Language) -> Chart:
    """Vehicles of the focus in proportion, or of another edition where the focus has no number."""
    return build_proportions(
        "vehicles_proportions",
        MEASURES["vehicles"],
        [MEASURES[rate] for rate in VEHICLE_RATES],
        vehicles_unpublished_sentence(archive, view, language),
        archive,
        view,
        language,
    )
