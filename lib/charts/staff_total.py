"""Police staff of each edition, and for which editions no number was published."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Graphic, View
from lib.charts.kinds.mobilised_totals import mobilised
from lib.charts.phrases import editions
from lib.language import Language
from lib.measures import MEASURES


def staff_total(archive: Archive, view: View, language: Language) -> Graphic:
    """Police staff mobilised, by edition."""
    return mobilised(
        "staff_total",
        MEASURES["staff"],
        language.text(
            "Police staff mobilised for each edition, as published: those who present the shows, run the stands and "
            "secure the site."
        ),
        staff_unpublished(archive, view, language),
        archive,
        view,
        language,
    )


def staff_unpublished(archive: Archive, view: View, language: Language) -> str:
    """The sentence on a focus without a number."""
    return language.text(
        "{edition}: the number of police staff was not published", edition=editions(archive, language)[view.focus].name
    )
