"""Prepared answers to the questions that people ask. Every sentence is computed from the figures of the record book."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta

from lib.charts.chart_context import ChartContext
from lib.charts.definitions import measure_name
from lib.charts.phrases import (
    comparison_phrase,
    figure_text,
    formula_text,
    join_edition_names,
    limit_claim,
    standing_phrase,
    zero_note,
)
from lib.content.claim_list import ClaimEntry, claim_entries
from lib.content.question import Question, QuestionKind
from lib.language import Language
from lib.language.language import lower_first
from lib.language.text_parts import join_texts, mark_figure
from lib.measures import (
    TREND_MEASURES,
    Figure,
    Trend,
    base_of_comparison,
    collect_trends,
    difference,
    rate,
    record_figures,
    visitor_counts,
)


@dataclass(frozen=True, slots=True)
class Answer:
    """The sentences that answer a question, and the claims on which they rest, each in words and with its id."""

    question: str
    sentences: tuple[str, ...]
    figures: tuple[tuple[str, str], ...]


def answer_question(question: Question, context: ChartContext) -> Answer:
    """The answer to a question of `all_questions` of the context's archive."""
    trend = next((one for one in collect_trends(context.archive) if one.measure.id == question.measure), None)
    if trend is None:
        assert question.edition is not None
        return Answer(question.text, tuple(_missing_of_edition(question.edition, context)), ())
    if question.edition is None:
        sentences, figures = ANSWERS_OF_MEASURES[question.kind](trend, context)
    else:
        view = replace(context.view, focus=question.edition)
        sentences, figures = ANSWERS_OF_EDITIONS[question.kind](trend, replace(context, view=view))
    return Answer(question.text, tuple(sentences), tuple(_claims_in_words(figures, context)))


def _claims_in_words(figures: Iterable[Figure], context: ChartContext) -> Iterator[tuple[str, str]]:
    """The claims on which the figures rest: Fes 2023, visitors, all open days: nearly 1,150,000."""
    language, wanted = context.language, dict.fromkeys(claim for figure in figures for claim in figure.claims)
    entries = {entry.claim.id: entry for entry in claim_entries(context.archive, language) if entry.claim.shown}
    for claim in wanted:
        entry = entries[claim]
        text = language.text(
            "{edition}, {subject}: {figure}",
            edition=entry.edition,
            subject=lower_first(entry.subject),
            figure=entry.figure,
        )
        yield text, claim


# The sentences of an answer, and the figures on which they rest.
Sentences = tuple[list[str], list[Figure]]


def _figure(trend: Trend, context: ChartContext) -> Sentences:
    """Fes 2023: nearly 1,150,000 visitors, about 2.2 times as many as Tangier 2019. 2 editions have a higher figure."""
    language, series, focus = context.language, trend.series, context.focus
    figure, compared = series[focus.number], standing_phrase(series, context)
    claim = _valued(focus.name, figure, trend, language)
    said = [language.text("{claim}, {comparison}.", claim=claim, comparison=compared) if compared else claim + "."]
    if figure.calculated:
        said.append(language.text("Calculated: {formula}.", formula=formula_text(figure, language)))
    if len(series) == 1:
        said.append(language.text("No other edition has a published figure."))
    elif higher := sum(other.value > figure.value for other in series.values()):
        said.append(
            language.plural("{number} edition has a higher figure.", "{number} editions have a higher figure.", higher)
        )
    else:
        said.append(language.text("No other edition has a higher figure."))
    base = base_of_comparison(series, focus.number)
    return said, [figure] if base is None else [figure, series[base]]


def _valued(edition: str, figure: Figure, trend: Trend, language: Language) -> str:
    """An edition and its figure: Fes 2023: 31 stands. Stands per hectare, Fes 2023: 25."""
    if not figure.calculated:
        value = figure_text(figure, language, trend.measure.noun)
        return language.text("{edition}: {value}", edition=edition, value=value)
    about = language.text("{measure}, {edition}", measure=measure_name(trend.measure.id, language), edition=edition)
    return language.text("{title}: {value}", title=about, value=figure_text(figure, language))


def _day(trend: Trend, context: ChartContext) -> Sentences:
    """On average 230,000 visitors per open day, calculated: 1,150,000 ÷ 5. The most on one day: …"""
    language, figure = context.language, trend.series[context.view.focus]
    daily = rate(figure, Figure(context.focus.days))
    average = language.text(
        "On average {value} per open day, calculated: {formula}.",
        value=figure_text(daily, language, trend.measure.noun),
        formula=formula_text(daily, language),
    )
    days = [
        (context.focus.first_day + timedelta(days=count.first - 1), count.figure)
        for count in visitor_counts(context.archive, context.view.focus)
        if count.first == count.last and count.figure
    ]
    if not days:
        return [average, language.text("No number was published for any single day.")], [figure]
    day, most = max(days, key=lambda counted: counted[1].value)
    highest = language.plural(
        "A separate number was published for {number} day: {value} on {day}.",
        "Separate numbers were published for {number} days; the highest: {value} on {day}.",
        len(days),
        value=figure_text(most, language, trend.measure.noun),
        day=language.weekday(day),
    )
    return [average, highest], [figure, most]


def _highest(trend: Trend, context: ChartContext) -> Sentences:
    """El Jadida 2025: nearly 2,400,000 visitors, among the 5 figures published."""
    language, series = context.language, trend.series
    figure = record_figures(series)[-1].figure
    holders = [number for number, other in series.items() if other.value == figure.value]
    claim = _valued(language.join([context.editions[number].name for number in holders]), figure, trend, language)
    return [limit_claim(claim, series, context.editions, language) + "."], [series[number] for number in holders]


def _lead(trend: Trend, context: ChartContext) -> Sentences:
    """El Jadida 2025 (nearly 2,400,000) is ahead of Agadir 2024 (2,120,000) by about 280,000: nearly 13% more."""
    language, series, named = context.language, trend.series, context.editions
    first = record_figures(series)[-1]
    second = record_figures({n: one for n, one in series.items() if one.value < first.figure.value})[-1]
    apart = difference(first.figure, second.figure)
    claim = language.text(
        "{first} ({value}) is ahead of {second} ({other}) by {difference}: {comparison}",
        first=named[first.holder].name,
        value=figure_text(first.figure, language),
        second=named[second.holder].name,
        other=figure_text(second.figure, language),
        difference=figure_text(apart, language),
        comparison=comparison_phrase(first.figure, second.figure, named[second.holder].name, language),
    )
    return [limit_claim(claim, series, named, language) + "."], [first.figure, second.figure]


def _beat(trend: Trend, context: ChartContext) -> Sentences:
    """More than 2,400,000 visitors: the record is held by El Jadida 2025. Over 5 days: more than 480,000 a day."""
    language, series = context.language, trend.series
    record = record_figures(series)[-1]
    holder = context.editions[record.holder]
    claim = language.text(
        "More than {value}: the record is held by {edition} ({figure})",
        value=language.noun(record.figure.value, trend.measure.noun),
        edition=holder.name,
        figure=figure_text(record.figure, language),
    )
    said = [limit_claim(claim, series, context.editions, language) + "."]
    if record.figure.qualifier != "exact":
        said.append(
            language.text("The exact number was not published, so only a clearly higher number is sure to be a record.")
        )
    if trend.measure.id == "visitors":
        said.append(
            language.text(
                "Spread over {days}, as at {edition}, that is more than {value} a day.",
                days=language.noun(holder.days, "day"),
                edition=holder.name,
                value=language.noun(rate(Figure(record.figure.value), Figure(holder.days)).value, trend.measure.noun),
            )
        )
    return said, [record.figure]


def _disagree(trend: Trend, context: ChartContext) -> Sentences:
    """Shown: nearly 1,150,000 (DGSN). Other numbers: over 1,000,000 (Le360). The rule that decided: …"""
    language, figure = context.language, trend.series[context.view.focus]
    entries = [entry for entry in claim_entries(context.archive, language) if entry.claim.id == figure.claim]
    shown = next(entry for entry in entries if entry.claim.shown)
    others = [entry for entry in entries if entry.claim.value != shown.claim.value]
    if not others:
        agreed = language.plural(
            "Nowhere: only {number} source gives a number, {figure}.",
            "Nowhere: the {number} sources give the same number, {figure}.",
            len({source for entry in entries for source in entry.claim.sources}),
            figure=mark_figure(language.number(figure.value), figure.claim),
        )
        return [agreed], [figure]
    # The wording was chosen among claims of one number, and decides nothing among others.
    rule = others[0].reason if "wording" in shown.claim.reasons else shown.reason
    return [
        language.text("Shown: {figure}.", figure=_cited_figure(shown, language)),
        language.text(
            "Other numbers: {figures}.",
            figures=join_texts(language.text("; "), [_cited_figure(entry, language) for entry in others]),
        ),
        language.text("The rule that decided: {rule}", rule=lower_first(rule)),
    ], [figure]


def _cited_figure(entry: ClaimEntry, language: Language) -> str:
    publisher = language.isolate(entry.sources[0].publisher)
    return language.text("{figure} ({publisher})", figure=entry.figure, publisher=publisher)


def _missing(trend: Trend, context: ChartContext) -> Sentences:
    """Without a published number: Casablanca 2017 and Marrakech 2018."""
    language, series = context.language, trend.series
    absent = [edition.name for number, edition in context.editions.items() if number not in series]
    if not absent:
        return [language.text("Nothing: there is a figure for every edition.")], []
    missed = language.text("Without a published number: {editions}.", editions=join_edition_names(absent, language))
    return [missed, zero_note(language)], []


def _missing_of_edition(edition: int, context: ChartContext) -> Iterator[str]:
    """The published measures without a figure for an edition. Calculated ones follow from these."""
    language = context.language
    trends = {trend.measure.id: trend for trend in collect_trends(context.archive)}
    absent = [
        lower_first(measure_name(measure.id, language))
        for measure in TREND_MEASURES
        if (trend := trends.get(measure.id)) and not trend.is_calculated and edition not in trend.series
    ]
    if not absent:
        yield language.text("Nothing: every measure of the record book has a figure for this edition.")
        return
    yield language.text("Without a published number: {measures}.", measures=language.join(absent))
    yield zero_note(language)


ANSWERS_OF_MEASURES: Mapping[QuestionKind, Callable[[Trend, ChartContext], Sentences]] = {
    "highest": _highest,
    "lead": _lead,
    "beat": _beat,
    "missing": _missing,
}
ANSWERS_OF_EDITIONS: Mapping[QuestionKind, Callable[[Trend, ChartContext], Sentences]] = {
    "figure": _figure,
    "day": _day,
    "disagree": _disagree,
}
