"""The pages that there are, and the graphics on each in their order."""

from __future__ import annotations

from dataclasses import dataclass

from lib.language.translation_marks import mark


@dataclass(frozen=True, slots=True)
class Page:
    """`id` is the file in pages/ and the path in the address; `graphics` are those at home here, the first one first.
    `later` False where the page has a choice of editions of its own, so that "Later editions too" would do nothing.
    """

    id: str
    title: str
    graphics: tuple[str, ...]
    later: bool = True

    @property
    def path(self) -> str:
        """Where the page stands; the first one at the root, and nowhere else."""
        return "/" if self is PAGES[0] else f"/{self.id}"


PAGES = (
    Page("record", mark("The record"), ("visitors_total", "record_reigns", "scoreboard")),
    Page("visitors", mark("Visitors"), ("visitors_per_day", "visitors_pace", "visitors_by_day", "visitors_audiences")),
    Page("staff", mark("Police staff"), ("staff_proportions", "staff_total")),
    Page("vehicles", mark("Vehicles"), ("vehicles_proportions", "vehicles_total")),
    Page("pavilions", mark("Pavilions"), ("stands_total", "stand_themes", "stands_density")),
    Page("programme", mark("Programme"), ("seminar_subjects", "demonstration_units", "reach")),
    Page("journey", mark("Journey"), ("journey_map", "journey_legs")),
    Page("compare", mark("Compare"), ("comparison",), later=False),
    Page("figures", mark("Figures"), ("coverage",), later=False),
    Page("press", mark("Press"), (), later=True),
)
