"""The pages that there are, and the graphics on each in their order."""

from __future__ import annotations

from dataclasses import dataclass

from lib.language.translation_marks import mark_message


@dataclass(frozen=True, slots=True)
class DashboardPage:
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
    DashboardPage("record", mark_message("The record"), ("visitors_total", "record_reigns", "scoreboard")),
    DashboardPage(
        "visitors",
        mark_message("Visitors"),
        ("visitors_per_day", "visitors_pace", "visitors_by_day", "visitors_audiences"),
    ),
    DashboardPage("staff", mark_message("Police staff"), ("staff_proportions", "staff_total")),
    DashboardPage("vehicles", mark_message("Vehicles"), ("vehicles_proportions", "vehicles_total")),
    DashboardPage("pavilions", mark_message("Pavilions"), ("stands_total", "stand_themes", "stands_density")),
    DashboardPage("programme", mark_message("Programme"), ("seminar_subjects", "demonstration_units", "reach")),
    DashboardPage("journey", mark_message("Journey"), ("journey_map", "journey_legs")),
    DashboardPage("compare", mark_message("Compare"), ("comparison",), later=False),
    DashboardPage("figures", mark_message("Figures"), ("coverage",), later=False),
    DashboardPage("press", mark_message("Press"), (), later=True),
)
