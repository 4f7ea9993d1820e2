"""The four numbers of an edition: each with its wording and how it stands to the edition before."""

from __future__ import annotations

from dataclasses import dataclass

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.phrases import comparison_phrase, editions_by_number, qualifier_prefix
from lib.language import Language
from lib.measures import MEASURES, previous_edition, record_of

CARD_MEASURES = ("visitors", "staff", "vehicles", "stands")


@dataclass(frozen=True, slots=True)
class Card:
    """`word` and `number` together are the qualified number; `number` says "not published" where there is none."""

    id: str
    label: str
    word: str
    number: str
    published: bool
    comparison: str
    record: bool


def edition_cards(archive: Archive, view: View, language: Language) -> tuple[Card, ...]:
    """Visitors, staff, vehicles and stands of the focus."""
    named = editions_by_number(archive, language)
    made = []
    for name in CARD_MEASURES:
        series = MEASURES[name](archive)
        figure = series.get(view.focus)
        label = language.term("measure", name)
        if figure is None:
            made.append(Card(name, label, "", language.text("not published"), False, "", False))
            continue
        before = previous_edition(series, view.focus)
        number = language.number(figure.value)
        if before is None:
            others = len(series) - 1
            against = (
                language.text("first edition counted") if others else language.text("published for this edition only")
            )
        else:
            against = comparison_phrase(figure, series[before], named[before].name, language)
        made.append(
            Card(
                id=name,
                label=label,
                word=qualifier_prefix(figure, language),
                number=number,
                published=True,
                comparison=against,
                record=before is not None and record_of(series, view.focus) is not None,
            )
        )
    return tuple(made)
