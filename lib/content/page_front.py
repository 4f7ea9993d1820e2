"""The front of a page: what it says first, as one value, so that the live page and its document say the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.kinds.mobilised_totals import publication_sentence
from lib.charts.stand_themes import stand_coverage_sentence
from lib.charts.visitors_total import visitors_total
from lib.content.aftermath import record_aftermath
from lib.content.cards import Card, edition_cards
from lib.content.programme_lists import programme_lede
from lib.content.rules import claim_count_sentences
from lib.content.vehicles_on_show import on_show_sentences
from lib.language import Language


@dataclass(frozen=True, slots=True)
class PageFront:
    """The title of a page, the sentences under it, the cards of an edition where there are some, and the name of the
    graphic that comes first ("" where there is none). `titled`: the title is the headline of that graphic.
    """

    title: str
    lede: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    graphic: str = ""
    titled: bool = False


@lru_cache(maxsize=256)
def build_page_front(page: str, archive: Archive, view: View, language: Language) -> PageFront:
    """The front of a page by its id, made once and shared by all readers. Raises KeyError for one that is not in
    lib.content.site_map.
    """
    return FRONT_BUILDERS[page](archive, view, language)


def _record(archive: Archive, view: View, language: Language) -> PageFront:
    return PageFront(
        visitors_total(archive, view, language).headline,
        tuple(record_aftermath(archive, view, language)),
        edition_cards(archive, view, language),
        "visitors_total",
        titled=True,
    )


def _visitors(archive: Archive, view: View, language: Language) -> PageFront:
    return PageFront(language.term("measure", "visitors"), graphic="visitors_total")


def _staff(archive: Archive, view: View, language: Language) -> PageFront:
    said = (publication_sentence("staff", archive, language),)
    return PageFront(language.term("measure", "staff"), said, graphic="staff_proportions")


def _vehicles(archive: Archive, view: View, language: Language) -> PageFront:
    said = (publication_sentence("vehicles", archive, language), *on_show_sentences(archive, view, language))
    return PageFront(language.term("measure", "vehicles"), said, graphic="vehicles_proportions")


def _pavilions(archive: Archive, view: View, language: Language) -> PageFront:
    said = (stand_coverage_sentence(archive, view, language),)
    return PageFront(language.term("topic", "pavilions"), said, graphic="stands_total")


def _programme(archive: Archive, view: View, language: Language) -> PageFront:
    said = tuple(programme_lede(archive, view, language))
    return PageFront(language.term("topic", "programme"), said, graphic="seminar_subjects")


def _journey(archive: Archive, view: View, language: Language) -> PageFront:
    return PageFront(language.text("Journey"), graphic="journey_map")


def _compare(archive: Archive, view: View, language: Language) -> PageFront:
    said = language.text("Choose a measure, a basis and the editions. The address of the page keeps the choice.")
    return PageFront(language.text("Compare the editions"), (said,), graphic="comparison")


def _figures(archive: Archive, view: View, language: Language) -> PageFront:
    return PageFront(language.text("Figures"), tuple(claim_count_sentences(archive, language)), graphic="coverage")


def _press(archive: Archive, view: View, language: Language) -> PageFront:
    said = (
        language.text("Every chart of this record book, its table, its citation and the code to embed it."),
        language.text("Each carries its source inside, and the day on which it was retrieved."),
    )
    return PageFront(language.text("Press"), said)


FRONT_BUILDERS: Mapping[str, Callable[[Archive, View, Language], PageFront]] = {
    "record": _record,
    "visitors": _visitors,
    "staff": _staff,
    "vehicles": _vehicles,
    "pavilions": _pavilions,
    "programme": _programme,
    "journey": _journey,
    "compare": _compare,
    "figures": _figures,
    "press": _press,
}
