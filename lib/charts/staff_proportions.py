"""What the number of police staff means: visitors for each officer, officers for each stand."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Graphic, View
from lib.charts.kinds.cell_strips import proportions
from lib.charts.staff_total import staff_unpublished
from lib.language import Language
from lib.measures import MEASURES

RATES = ("visitors_per_officer", "visitors_per_officer_day", "officers_per_stand", "visitors_per_stand")


def staff_proportions(archive: Archive, view: View, language: Language) -> Graphic:
    """Police staff of the focus in proportion, or of another edition where the focus has no number."""
    return proportions(
        "staff_proportions",
        MEASURES["staff"],
        [MEASURES[rate] for rate in RATES],
        staff_unpublished(archive, view, language),
        archive,
        view,
        language,
    )
