"""The four numbers of an edition, each with its wording and how it compares with the edition before."""

from __future__ import annotations

from dataclasses import dataclass

from lib.charts.chart_context import ChartContext
from lib.charts.phrases import comparison_phrase, qualifier_prefix
from lib.measures import previous_edition, record_of

CARD_MEASURES = ("visitors", "staff", "vehicles", "stands")


@dataclass(frozen=True, slots=True)
class Card:
    """One number of an edition.

    qualifier_text and number together are the qualified number; number says "not published" where there is none.
    """

    id: str
    label: str
    qualifier_text: str
    number: str
    published: bool
    comparison: str
    is_record: bool


def edition_cards(context: ChartContext) -> tuple[Card, ...]:
    """Visitors, staff, vehicles and stands of the focus."""
    return tuple(edition_card(name, context) for name in CARD_MEASURES)


def edition_card(name: str, context: ChartContext) -> Card:
    """The card of one measure."""
    language, focus, series = context.language, context.view.focus, context.series(name)
    label, figure, before = language.term("measure", name), series.get(focus), previous_edition(series, focus)
    if figure is None:
        return Card(name, label, "", language.text("not published"), published=False, comparison="", is_record=False)
    if before is not None:
        comparison = comparison_phrase(figure, series[before], context.editions[before].name, language)
    elif len(series) > 1:
        comparison = language.text("first edition counted")
    else:
        comparison = language.text("published for this edition only")
    return Card(
        id=name,
        label=label,
        qualifier_text=qualifier_prefix(figure, language),
        number=language.number(figure.value),
        published=True,
        comparison=comparison,
        is_record=before is not None and record_of(series, focus) is not None,
    )
