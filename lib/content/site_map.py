"""The pages of the dashboard, and the charts on each in their order."""

from __future__ import annotations

from dataclasses import dataclass

from lib.language.translation_marks import mark_message


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """A page.

    id            the name of its file in pages/ and its path in the address
    charts        those that stand on it, in their order
    offers_later  False where the page has a choice of editions of its own, for which "Later editions too" does nothing
    """

    id: str
    title: str
    charts: tuple[str, ...]
    offers_later: bool = True

    @property
    def path(self) -> str:
        """The path of the page; the first one stands at the root, and nowhere else."""
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
    DashboardPage("pavilions", mark_message("Stands and spaces"), ("stands_total", "stand_themes", "stands_density")),
    DashboardPage("programme", mark_message("Programme"), ("seminar_subjects", "demonstration_units", "reach")),
    DashboardPage("journey", mark_message("Journey"), ("journey_map", "journey_legs")),
    DashboardPage("compare", mark_message("Compare"), ("comparison",), offers_later=False),
    DashboardPage("figures", mark_message("Figures"), ("coverage",), offers_later=False),
    DashboardPage("press", mark_message("Press"), ()),
)
