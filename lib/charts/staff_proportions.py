"""What the number of police staff means: visitors for each officer, officers for each stand."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Chart, View
from lib.charts.kinds.cell_strips import build_proportions
from lib.charts.staff_total import staff_unpublished_sentence
from lib.language import Language
from lib.measures import MEASURES

STAFF_RATES = ("visitors_per_officer", "visitors_per_officer_day", "officers_per_stand", "visitors_per_stand")


def staff_proportions(archive: Archive, view: View, language: Language) -> Chart:
    """Police staff of the focus in proportion, or of another edition where the focus has no number."""
    return build_proportions(
        "staff_proportions",
        MEASURES["staff"],
        [MEASURES[rate] for rate in STAFF_RATES],
        staff_unpublished_sentence(archive, view, language),
        archive,
        view,
        language,
    )
