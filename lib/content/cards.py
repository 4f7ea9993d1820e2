"""The four main numbers of an edition, each with its qualifier and its comparison with an earlier edition."""

from __future__ import annotations

from dataclasses import dataclass

from lib.charts.chart_context import ChartContext
from lib.charts.phrases import qualifier_prefix, standing_phrase
from lib.measures import base_of_comparison, is_published_for_all, record_of

CARD_MEASURES = ("visitors", "staff", "vehicles", "stands")


@dataclass(frozen=True, slots=True)
class Card:
    """One number of an edition.

    `is_record`: it is higher than the number of every earlier edition, and all of them published one.
    `qualifier_text` and `number` together are the qualified number; `number` is "not published" if there is none.
    `claim` is the id of the claim that is published so, "" for all else.
    """

    id: str
    label: str
    qualifier_text: str
    number: str
    published: bool
    comparison: str
    is_record: bool
    claim: str = ""


def edition_cards(context: ChartContext) -> tuple[Card, ...]:
    """Visitors, staff, vehicles and stands of the focus."""
    return tuple(edition_card(name, context) for name in CARD_MEASURES)


def edition_card(name: str, context: ChartContext) -> Card:
    """The card of one measure."""
    language, focus, series = context.language, context.view.focus, context.series(name)
    label, figure, base = language.term("measure", name), series.get(focus), base_of_comparison(series, focus)
    if figure is None:
        return Card(name, label, "", language.text("not published"), published=False, comparison="", is_record=False)
    if base is not None:
        comparison = standing_phrase(series, context)
    elif len(series) > 1:
        comparison = language.text("first edition") if focus == 1 else language.text("first figure published")
    else:
        comparison = language.text("published for this edition only")
    return Card(
        id=name,
        label=label,
        qualifier_text=qualifier_prefix(figure, language),
        number=language.number(figure.value),
        published=True,
        comparison=comparison,
        is_record=base is not None
        and record_of(series, focus) is not None
        and is_published_for_all(series, [number for number in context.editions if number <= focus]),
        claim=figure.claim,
    )
