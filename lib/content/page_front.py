"""The front of a page, its title, lede and first chart, as one value for the live page and its first paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lib.charts.chart_context import ChartContext, cached_by_context
from lib.charts.staff_and_vehicles import publication_sentence
from lib.charts.stand_themes import stand_coverage_sentence
from lib.charts.trends import trends
from lib.charts.visitors_climb import visitors_climb
from lib.content.aftermath import record_aftermath
from lib.content.cards import Card, edition_cards
from lib.content.programme_lists import programme_lede
from lib.content.rules import claim_count_sentences
from lib.content.vehicles_on_show import on_show_sentences


@dataclass(frozen=True, slots=True)
class PageFront:
    """The title of a page and what comes below it.

    subtitle  below the title, which is the headline of the chart; "" if the chart has its own heading
    lede      the sentences below the title
    cards     the cards of an edition; () if the page has none
    chart     the name of the first chart; "" if there is none
    opening   whether title and cards stand in the chart, whose headline is the title; the sentences follow it
    """

    title: str
    subtitle: str = ""
    lede: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    chart: str = ""
    opening: bool = False


def build_page_front(page: str, context: ChartContext) -> PageFront:
    """The front of a page by its id, cached for all readers. Raises KeyError for an id not in site_map."""
    return _page_front(context, page)


@cached_by_context(256)
def _page_front(context: ChartContext, page: str) -> PageFront:
    return FRONT_BUILDERS[page](context)


def _record(context: ChartContext) -> PageFront:
    climb = visitors_climb(context)
    return PageFront(
        climb.headline,
        climb.subtitle,
        record_aftermath(context),
        edition_cards(context),
        climb.id,
        opening=True,
    )


def _visitors(context: ChartContext) -> PageFront:
    return PageFront(context.language.term("measure", "visitors"), chart="visitors_total")


def _staff(context: ChartContext) -> PageFront:
    title, lede = context.language.term("measure", "staff"), (publication_sentence("staff", context),)
    return PageFront(title, lede=lede, chart="staff_proportions")


def _vehicles(context: ChartContext) -> PageFront:
    title = context.language.term("measure", "vehicles")
    lede = (publication_sentence("vehicles", context), *on_show_sentences(context))
    return PageFront(title, lede=lede, chart="vehicles_proportions")


def _pavilions(context: ChartContext) -> PageFront:
    title, lede = context.language.term("topic", "pavilions"), (stand_coverage_sentence(context),)
    return PageFront(title, lede=lede, chart="stands_total")


def _programme(context: ChartContext) -> PageFront:
    return PageFront(
        context.language.term("topic", "programme"), lede=programme_lede(context), chart="seminar_subjects"
    )


def _journey(context: ChartContext) -> PageFront:
    return PageFront(context.language.text("Journey"), chart="journey_map")


def _trends(context: ChartContext) -> PageFront:
    shown = trends(context)
    return PageFront(shown.headline, shown.subtitle, chart=shown.id)


def _compare(context: ChartContext) -> PageFront:
    text = context.language.text
    lede = text("Choose a measure, a basis and the editions. The address of the page keeps the choice.")
    return PageFront(text("Compare the editions"), lede=(lede,), chart="comparison")


def _figures(context: ChartContext) -> PageFront:
    lede = claim_count_sentences(context.archive, context.language)
    return PageFront(context.language.text("Figures"), lede=lede, chart="coverage")


def _press(context: ChartContext) -> PageFront:
    text = context.language.text
    lede = (
        text("Every chart of this record book, its table, its citation and the code to embed it."),
        text("Each carries its source, its release and the day of that release."),
    )
    return PageFront(text("Press"), lede=lede)


FRONT_BUILDERS: Mapping[str, Callable[[ChartContext], PageFront]] = {
    "record": _record,
    "visitors": _visitors,
    "staff": _staff,
    "vehicles": _vehicles,
    "pavilions": _pavilions,
    "programme": _programme,
    "journey": _journey,
    "trends": _trends,
    "compare": _compare,
    "figures": _figures,
    "press": _press,
}
