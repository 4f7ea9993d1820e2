"""Vehicles of each edition, and for which editions no number was published."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts.chart import Chart, View
from lib.charts.kinds.mobilised_totals import build_mobilised_totals
from lib.charts.phrases import editions_by_number
from lib.language import Language
from lib.measures import MEASURES


def vehicles_total(archive: Archive, view: View, language: Language) -> Chart:
    """Vehicles mobilised or shown, by edition."""
    return build_mobilised_totals(
        "vehicles_total",
        MEASURES["vehicles"],
        language.text(
            "Vehicles of each edition, as published. Most sources call them mobilised, some exhibited: the number is "
            "the same."
        ),
        vehicles_unpublished_sentence(archive, view, language),
        archive,
        view,
        language,
    )


def vehicles_unpublished_sentence(archive: Archive, view: View, language: Language) -> str:
    """The sentence on a focus without a number."""
    return language.text(
        "{edition}: the number of vehicles was not published",
        edition=editions_by_number(archive, language)[view.focus].name,
    )
