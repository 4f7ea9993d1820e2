"""Police staff of each edition, and for which editions no number was published."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Chart, View
from lib.charts.kinds.mobilised_totals import build_mobilised_totals
from lib.charts.phrases import editions_by_number
from lib.language import Language
from lib.measures import MEASURES


def staff_total(archive: Archive, view: View, language: Language) -> Chart:
    """Police staff mobilised, by edition."""
    return build_mobilised_totals(
        "staff_total",
        MEASURES["staff"],
        language.text(
            "Police staff mobilised for each edition, as published: those who present the shows, run the stands and "
            "secure the site."
        ),
        staff_unpublished_sentence(archive, view, language),
        archive,
        view,
        language,
    )


def staff_unpublished_sentence(archive: Archive, view: View, language: Language) -> str:
    """The sentence on a focus without a number."""
    return language.text(
        "{edition}: the number of police staff was not published",
        edition=editions_by_number(archive, language)[view.focus].name,
    )
