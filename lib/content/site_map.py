"""The pages of the dashboard, and the charts on each page in their order."""

from __future__ import annotations

from dataclasses import dataclass

from lib.language.translation_marks import mark_message


@dataclass(frozen=True, slots=True)
class DashboardPage:
    """A page.

    id            the name of its file in pages/ and its path in the address
    charts        its charts, in their order
    offers_later  whether the page has the check box "Later editions too"; False if it has its own choice of editions
    """

    id: str
    title: str
    charts: tuple[str, ...]
    offers_later: bool = True

    @property
    def path(self) -> str:
        """The path of the page. The first page is at the root only."""
        return "/" if self is PAGES[0] else f"/{self.id}"


PAGES = (
    DashboardPage("record", mark_message("The record"), ("visitors_climb", "record_reigns", "scoreboard")),
    DashboardPage(
        "visitors",
        mark_message("Visitors"),
        ("visitors_total", "visitors_per_day", "visitors_pace", "visitors_by_day", "visitors_audiences"),
    ),
    DashboardPage("staff", mark_message("Police staff"), ("staff_proportions", "staff_total")),
    DashboardPage("vehicles", mark_message("Vehicles"), ("vehicles_proportions", "vehicles_total")),
    DashboardPage("pavilions", mark_message("Stands and spaces"), ("stands_total", "stand_themes", "stands_density")),
    DashboardPage("programme", mark_message("Programme"), ("seminar_subjects", "demonstration_units", "reach")),
    DashboardPage("journey", mark_message("Journey"), ("journey_map", "journey_legs")),
    DashboardPage("trends", mark_message("Trends"), ("trends", "ranks"), offers_later=False),
    DashboardPage("compare", mark_message("Compare"), ("comparison", "measure_pair"), offers_later=False),
    DashboardPage("figures", mark_message("Figures"), ("coverage",), offers_later=False),
    DashboardPage("press", mark_message("Press"), ()),
)
