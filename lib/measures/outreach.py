"""The reach of an edition beyond its visitors: schools, associations, media, online views, blood donations."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from lib.archive import Archive
from lib.measures.figure import Figure
from lib.measures.measure import Measure, claim_figure, reach_selector

# Counted over the whole edition and comparable across editions.
OUTREACH_MEASURES = tuple(
    Measure(name, noun, reach_selector(name))
    for name, noun in (
        ("schools", "school"),
        ("associations", "association"),
        ("media_outlets", "media_outlet"),
        ("media_activities", "media_activity"),
        ("online_views", "view"),
        ("blood_donors", "donor"),
        ("blood_bags", "blood_bag"),
    )
)


@dataclass(frozen=True, slots=True)
class ReachFigure:
    """One figure of reach.csv. `until` is the last day counted, or None for the whole edition."""

    measure: str
    until: datetime.date | None
    figure: Figure


def reach_figures(archive: Archive, edition: int) -> tuple[ReachFigure, ...]:
    """Every shown figure on the reach of an edition, in file order."""
    return tuple(
        ReachFigure(claim.code, claim.last_day, claim_figure(claim))
        for claim in archive.figures("reach")
        if claim.edition == edition and claim.value is not None
    )
