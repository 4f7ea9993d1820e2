"""Phrases that several charts share: figures, comparisons, notes, lists of values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from lib.charts.chart import Cell, ChartTable, Edition
from lib.charts.chart_context import ChartContext
from lib.language import Language
from lib.language.language import NUMBERLESS_WORDINGS
from lib.language.text_parts import join_texts, mark_figure
from lib.measures import (
    ElapsedTime,
    Figure,
    Series,
    base_of_comparison,
    is_published_for_all,
    percent_change,
    ratio,
    record_of,
    select_editions,
)

# A longer list of editions is cut.
MAX_NAMES = 6
# From this ratio on, "2.2 times" reads better than "123% more".
TIMES_THRESHOLD = 1.5


# Figures


def figure_text(figure: Figure, language: Language, noun: str | None = None) -> str:
    """A figure in words: nearly 1,150,000 visitors."""
    said = language.quantity(figure.value, figure.qualifier, noun, figure.wording_in(language.code))
    return mark_figure(said, figure.claim)


def qualified_text(text: str, figure: Figure, language: Language) -> str:
    """`text`, which states the figure's value in another form, with its qualifier: nearly 40%."""
    return mark_figure(language.add_qualifier(text, figure.qualifier, figure.wording_in(language.code)), figure.claim)


def qualifier_prefix(figure: Figure, language: Language) -> str:
    """The qualifier alone, to be set apart from the number: nearly. "" for an exact figure."""
    return qualified_text("", figure, language).strip()


def qualifier_phrase(qualifier: str, language: Language, wording: str = "") -> str:
    """A qualifier in words that can stand alone, as in its own column: nearly; dozens; without a qualifier.

    `wording` is what the sources in this language write for it, "" for the translation.
    """
    if wording:
        return wording
    if qualifier == "exact":
        return language.text("without a qualifier")
    if qualifier in NUMBERLESS_WORDINGS:
        return language.wording(qualifier)
    return language.add_qualifier("", qualifier).strip()


def duration_text(time: ElapsedTime, language: Language, *, oblique: bool = False) -> str:
    """A length of time in words: 3 years, 7 months and 11 days; `oblique` after a verb or a preposition."""
    return language.duration(time.years, time.months, time.days, oblique=oblique)


def figure_cell(figure: Figure | None, language: Language, noun: str | None = None) -> Cell:
    """A figure as a cell, with `noun` if no title gives it; "not published" for None."""
    if figure is None:
        return Cell(language.text("not published"))
    return figure_cell_with_text(figure, figure_text(figure, language, noun), language)


def figure_cell_with_text(figure: Figure, text: str, language: Language) -> Cell:
    """A figure as a cell that reads `text`."""
    return Cell(
        text,
        figure.value,
        figure.qualifier,
        figure.calculated,
        figure.sources,
        figure.wording_in(language.code),
        figure.claim,
        figure.inputs,
    )


def comparison_phrase(figure: Figure, base: Figure, name: str, language: Language) -> str:
    """How `figure` compares with `base`, the figure of the edition `name`: about 2.2 times as many as Tangier 2019."""
    if figure.value == base.value:
        if figure.qualifier == base.qualifier == "exact":
            return language.text("as many as {edition}", edition=name)
        return language.text("about as many as {edition}", edition=name)
    if base.value == 0:
        return language.text("against none for {edition}", edition=name)
    quotient = ratio(figure, base)
    if quotient.value >= TIMES_THRESHOLD:
        times = language.add_qualifier(language.times(quotient.value), quotient.qualifier)
        return language.text("{times} as many as {edition}", times=times, edition=name)
    apart = percent_change(figure, base)
    percent = language.add_qualifier(language.percent_in_words(apart.value), apart.qualifier)
    if figure.value > base.value:
        return language.text("{percent} more than {edition}", percent=percent, edition=name)
    return language.text("{percent} fewer than {edition}", percent=percent, edition=name)


def standing_phrase(series: Series, context: ChartContext) -> str:
    """How the figure of the focus compares with that of an earlier edition (`base_of_comparison`); "" without one.

    If it is the highest but not every edition up to the focus has a figure, the phrase says so: the top figure of the
    2 published, 39% more than Fes 2023.
    """
    focus, language, base = context.view.focus, context.language, base_of_comparison(series, context.view.focus)
    if base is None:
        return ""
    phrase = comparison_phrase(series[focus], series[base], context.editions[base].name, language)
    earlier = [number for number in context.editions if number <= focus]
    if record_of(series, focus) is None or is_published_for_all(series, earlier):
        return phrase
    return language.plural(
        "the only figure published, {comparison}",
        "the top figure of the {number} published, {comparison}",
        len(select_editions(series, earlier)),
        comparison=phrase,
    )


def limit_claim(claim: str, series: Series, editions: Iterable[int], language: Language) -> str:
    """The claim of a record or a rank, and among how many figures it holds unless all these editions have one."""
    editions = list(editions)
    if is_published_for_all(series, editions):
        return claim
    return language.plural(
        "{claim}, the only figure published",
        "{claim}, among the {number} figures published",
        len(select_editions(series, editions)),
        claim=claim,
    )


def first_figure_sentence(edition: Edition, value: str, series: Series, language: Language) -> str:
    """A sentence on a figure that is compared with none: it is the only one, of the first edition, or the first."""
    if len(series) == 1:
        return language.text("{edition}: {value}, the only number published", edition=edition.name, value=value)
    if edition.number == 1:
        return language.text("{edition}: {value} at the first edition", edition=edition.name, value=value)
    return language.text("{edition}: {value}, the first number published", edition=edition.name, value=value)


def formula_text(figure: Figure, language: Language) -> str:
    """The formula of a calculated figure: 1,150,000 ÷ 5. Where a line is too short for it, it breaks before a sign."""
    kind, *terms = figure.terms
    sign = {"sum": "+", "quotient": "÷", "index": "÷"}[str(kind)]
    worked = f" {sign}\u00a0".join(language.number(float(term)) for term in terms)
    if kind == "index":
        worked = f"{worked} ×\u00a0{language.number(100)}"
    # In Morocco, formulas are written left to right in Arabic too.
    return language.isolate(worked) if language.rtl else worked


# Lists of values


def join_edition_names(names: Sequence[str], language: Language) -> str:
    """The names joined: A, B and C. A long list is cut to the first few and how many more there are."""
    more = len(names) - MAX_NAMES
    if more < 2:  # a name takes no more room than the words that would stand for it
        return language.join(names)
    return language.join(
        [*names[:MAX_NAMES], language.plural("{number} more edition", "{number} more editions", more)],
    )


def titled_values_text(values: Iterable[tuple[str, str]], language: Language) -> str:
    """Pairs of title and value: Stands: 31; Police staff: 2,300"""
    return join_texts(
        language.text("; "), [language.text("{title}: {value}", title=title, value=value) for title, value in values]
    )


def join_edition_values(values: Iterable[tuple[str, str]], language: Language) -> str:
    """Pairs of edition name and value in brackets: Tangier 2019 (29) and Fes 2023 (31)."""
    return language.join([language.text("{edition} ({value})", edition=name, value=value) for name, value in values])


def series_table(
    series: Series, compared: Sequence[Edition], title: str, caption: str, language: Language, *, with_formula: bool
) -> ChartTable:
    """One row per edition: name, dates, value. `with_formula` adds a column with the formula of calculated values."""
    columns = [language.text("Edition"), language.text("Dates"), title]
    if with_formula:
        columns.append(language.text("Calculation"))
    rows = []
    for edition in compared:
        figure = series.get(edition.number)
        row = [Cell(edition.name), Cell(edition.dates), figure_cell(figure, language)]
        if with_formula:
            row.append(Cell(formula_text(figure, language) if figure and figure.calculated else "—"))
        rows.append(tuple(row))
    return ChartTable(caption, tuple(columns), tuple(rows), words=(0, 1, 3) if with_formula else (0, 1))


# Notes


def zero_note(language: Language) -> str:
    """The note that a missing figure is not a zero."""
    return language.text("“Not published” means that no source gives a number. It does not mean zero.")


def record_note(series: Series, editions: Iterable[Edition], language: Language) -> list[str]:
    """The note on what a record is where not all these editions have a figure; [] if all have one, or only one has."""
    numbers = [edition.number for edition in editions]
    known = len(select_editions(series, numbers))
    if known in (0, 1, len(numbers)):
        return []
    return [
        language.plural(
            "A record here is the only figure published.",
            "A record here is the top figure of the {number} published.",
            known,
        )
    ]


def omitted_editions_note(context: ChartContext, editions: Sequence[Edition] | None = None) -> list[str]:
    """The note that not all editions of the view's scope are shown; [] if all are.

    `editions` is by default the editions compared.
    """
    editions, language = context.compared if editions is None else editions, context.language
    inside = {edition.number for edition in editions}
    runs = groupby(context.in_scope, lambda edition: edition.number in inside)
    left_out = [list(run) for is_shown, run in runs if not is_shown]
    if not left_out:
        return []
    return [
        language.text(
            "Not drawn here, for lack of room: {editions}.",
            editions=language.join([_run_text(run, language) for run in left_out]),
        )
    ]


def _run_text(run: Sequence[Edition], language: Language) -> str:
    """Editions that follow each other: Rabat 2026, or Rabat 2026 to Oujda 2031 (6 editions)."""
    if len(run) == 1:
        return run[0].name
    return language.text(
        "{first} to {last} ({editions})",
        first=run[0].name,
        last=run[-1].name,
        editions=language.noun(len(run), "edition"),
    )


def lengths_note(compared: Sequence[Edition], language: Language) -> list[str]:
    """The note for a comparison of editions of different length; [] if all are equally long."""
    by_days: dict[int, list[str]] = {}
    for edition in compared:
        by_days.setdefault(edition.days, []).append(edition.name)
    if len(by_days) < 2:
        return []
    parts = [
        language.text("{days}: {editions}", days=language.noun(days, "day"), editions=language.join(names))
        for days, names in sorted(by_days.items())
    ]
    return [
        language.text(
            "The editions were not open for the same number of days. {lengths}.",
            lengths=language.text("; ").join(parts),
        )
    ]


def precision_note(figures: Iterable[Figure], language: Language) -> list[str]:
    """The note for a comparison of exact with rounded figures; [] if all are of one kind."""
    if len({figure.qualifier == "exact" for figure in figures}) < 2:
        return []
    return [
        language.text(
            "Some figures were published with a word such as “nearly” or “over”, others without: small differences "
            "between editions mean little."
        )
    ]
