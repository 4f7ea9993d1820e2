"""The published figures of an edition as sentences in the style of communiqués."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lib.charts.chart import Source
from lib.charts.chart_context import ChartContext
from lib.charts.phrases import TIMES_THRESHOLD, qualified_text, standing_phrase
from lib.language import Language
from lib.language.language import EDITION_ORDINALS, lower_first, upper_first
from lib.language.press_number import spell_number
from lib.language.translation_marks import mark_message
from lib.measures import MEASURES, Figure, base_of_comparison, ratio

WELCOMED, REGISTERED = mark_message("{edition} welcomed {figure}"), mark_message("{edition} registered {figure}")
OFFERED = mark_message("{edition} offered {figure}")
# What an edition did with each published measure, in the order of the sentences. All have figures that were published,
# none that were calculated.
STATEMENTS: Mapping[str, str] = {
    "visitors": WELCOMED,
    "staff": mark_message("{edition} mobilised {figure}"),
    "vehicles": mark_message("{edition} showed {figure}"),
    "stands": mark_message("{edition} had {figure}"),
    "demonstrations": OFFERED,
    "seminars": OFFERED,
    "schools": WELCOMED,
    "associations": WELCOMED,
    "media_outlets": mark_message("{edition} was covered by {figure}"),
    "online_views": mark_message("{edition} drew {figure} online"),
    "blood_donors": REGISTERED,
    "area": mark_message("{edition} covered {figure}"),
}
UNCOUNTED = ("area",)  # "more" and "fewer" are for what is counted


@dataclass(frozen=True, slots=True)
class Statement:
    """A published figure of the focus in a sentence, which has no full stop yet.

    claim     the id of its claim
    figure    it with its wording: nearly 1.15 million visitors
    stated    the edition and the figure
    compared  the same with the comparison with an earlier edition, if there is one
    sources   the best first
    """

    measure: str
    claim: str
    figure: str
    stated: str
    compared: str
    sources: tuple[Source, ...]


def edition_statements(context: ChartContext) -> Iterator[Statement]:
    """The statements of the focus, one for each of its published figures."""
    language = context.language
    for measure, statement in STATEMENTS.items():
        figure = context.series(measure).get(context.view.focus)
        if figure is None or not figure.claim:
            continue
        said = _figure_in_words(measure, figure, language)
        stated = upper_first(language.text(statement, edition=_edition(context), figure=said))
        compared = _add_comparison(stated, measure, figure, context)
        yield Statement(measure, figure.claim, said, stated, compared, context.cite([figure]))


def _figure_in_words(measure: str, figure: Figure, language: Language) -> str:
    """A figure with its wording as communiqués spell it: ما يناهز مليون و150 ألف زائر."""
    return qualified_text(spell_number(figure.value, MEASURES[measure].noun, language), figure, language)


def _edition(context: ChartContext) -> str:
    """The edition as the subject of a sentence: the fourth edition of the Open Days … (Fes, 17–21 May 2023)."""
    language, edition = context.language, context.focus
    dates = language.dates_in_sentence(edition.first_day, edition.last_day)
    if edition.number in EDITION_ORDINALS:
        return language.text(
            "the {ordinal} of the Open Days of the national police ({city}, {dates})",
            ordinal=lower_first(edition.ordinal),
            city=edition.city,
            dates=dates,
        )
    return language.text(
        "edition {number} of the Open Days of the national police ({city}, {dates})",
        number=language.number(edition.number),
        city=edition.city,
        dates=dates,
    )


def _add_comparison(stated: str, measure: str, figure: Figure, context: ChartContext) -> str:
    language, series = context.language, context.series(measure)
    base = base_of_comparison(series, context.view.focus)
    if base is None or measure in UNCOUNTED:
        return stated
    comparison = standing_phrase(series, context)
    if series[base].value and ratio(figure, series[base]).value >= TIMES_THRESHOLD:
        return language.text("{statement}, {comparison}", statement=stated, comparison=comparison)
    return language.text("{name}, {description}", name=stated, description=comparison)
