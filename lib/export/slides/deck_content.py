"""The content of decks: about an edition, or about pages of the dashboard."""

from __future__ import annotations

from collections.abc import Sequence

from lib.charts import ChartContext
from lib.charts.visitors_total import total_headline
from lib.content.aftermath import record_aftermath
from lib.content.cards import edition_cards
from lib.content.page_front import build_page_front
from lib.content.site_map import DashboardPage
from lib.export.slides.deck import DeckChart, DeckContent
from lib.export.texts.provenance import Provenance


def page_chart_names(pages: Sequence[DashboardPage], context: ChartContext) -> tuple[str, ...]:
    """The charts of the pages, each once: the first chart of a page, then those at home on it."""
    fronts = [build_page_front(page.id, context).chart for page in pages]
    names = [name for front, page in zip(fronts, pages, strict=True) for name in (front, *page.charts) if name]
    return tuple(dict.fromkeys(names))


def edition_deck(charts: Sequence[DeckChart], provenance: Provenance, context: ChartContext) -> DeckContent:
    """The deck of the edition in focus: its name, its main figures, and the charts."""
    language, focus = context.language, context.focus
    event = provenance.organisation.event[language.code]
    return DeckContent(
        tuple(charts),
        provenance,
        title=language.text("{name}, {description}", name=event, description=focus.name),
        subtitle=language.text("{name}, {description}", name=focus.ordinal, description=focus.dates),
        cards=edition_cards(context),
        sentences=(total_headline(context), *record_aftermath(context)),
    )


def pages_deck(
    charts: Sequence[DeckChart], provenance: Provenance, pages: Sequence[DashboardPage], context: ChartContext
) -> DeckContent:
    """The deck of pages. Several have a first slide with their names."""
    if len(pages) == 1:
        return DeckContent(tuple(charts), provenance)
    language, focus = context.language, context.focus
    return DeckContent(
        tuple(charts),
        provenance,
        title=language.text("{name}, {description}", name=focus.name, description=focus.dates),
        subtitle=language.text("; ").join(language.text(page.title) for page in pages),
    )
