"""Sentences and names that several graphics compose in the same way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Protocol

from lib.archive import Archive
from lib.archive.row_models import SourceRow
from lib.charts.chart import Cell, ChartTable, Edition, Source, View
from lib.charts.edition_window import MAX_EDITIONS, edition_window
from lib.language import Language
from lib.language.language import NUMBERLESS_WORDINGS
from lib.measures import ElapsedTime, Figure, Series, percent_change, ratio

# From here on "2.2 times" reads better than "123% more".
TIMES_THRESHOLD = 1.5


@lru_cache(maxsize=24)
def editions_by_number(archive: Archive, language: Language) -> Mapping[int, Edition]:
    """Every edition of the archive by number, oldest first."""
    named = {}
    for row in archive.editions:
        city = row.localised("city", language.code)
        named[row.number] = Edition(
            number=row.number,
            city=city,
            name=f"{city} {row.last_day.year}",
            ordinal=language.ordinal(row.number),
            first_day=row.first_day,
            last_day=row.last_day,
            days=row.days,
            dates=language.dates(row.first_day, row.last_day),
        )
    return MappingProxyType(named)


def editions_in_scope(archive: Archive, view: View, language: Language) -> list[Edition]:
    """The editions that the view is about, oldest first: those that it names, else those up to the focus, or all."""
    named = editions_by_number(archive, language)
    return [named[number] for number in sorted(set(view.editions)) if number in named] or [
        edition for number, edition in named.items() if view.later or number <= view.focus
    ]


def compared_editions(archive: Archive, view: View, language: Language) -> list[Edition]:
    """Those of the scope that are compared side by side: all, or as many around the focus as there is room for."""
    about = {edition.number: edition for edition in editions_in_scope(archive, view, language)}
    return [about[number] for number in edition_window(list(about), view.focus)]


def omitted_editions_note(compared: Sequence[Edition], archive: Archive, view: View, language: Language) -> list[str]:
    """The note that not all editions that the view is about are shown; none where all are."""
    inside = {edition.number for edition in compared}
    if all(edition.number in inside for edition in editions_in_scope(archive, view, language)):
        return []
    return [
        language.text(
            "Shown here: {number} of {editions}, from {first} to {last}.",
            number=language.number(len(compared)),
            editions=language.noun(len(archive.numbers), "edition"),
            first=compared[0].name,
            last=compared[-1].name,
        )
    ]


def join_edition_names(names: Sequence[str], language: Language) -> str:
    """The editions of these names: A, B and C; of very many the first few, and how many more there are."""
    more = len(names) - MAX_EDITIONS
    if more < 2:  # a name takes no more room than the words that would stand for it
        return language.join(names)
    return language.join(
        [*names[:MAX_EDITIONS], language.plural("{number} more edition", "{number} more editions", more)],
    )


def figure_text(figure: Figure, language: Language, noun: str | None = None) -> str:
    """A figure in words: nearly 1,150,000 visitors."""
    return language.quantity(figure.value, figure.qualifier, noun)


def qualifier_prefix(figure: Figure, language: Language) -> str:
    """The wording alone, for where it stands apart from the number: nearly. Empty for an exact figure."""
    return language.qualified("", figure.qualifier).strip()


def qualifier_phrase(qualifier: str, language: Language) -> str:
    """A qualifier in words that can stand alone, as in a column of their own: nearly; dozens; without a qualifier."""
    if qualifier == "exact":
        return language.text("without a qualifier")
    if qualifier in NUMBERLESS_WORDINGS:
        return language.wording(qualifier)
    return language.qualified("", qualifier).strip()


def duration_text(time: ElapsedTime, language: Language) -> str:
    """3 years, 7 months and 11 days."""
    return language.duration(time.years, time.months, time.days)


def figure_cell(figure: Figure | None, language: Language, noun: str | None = None) -> Cell:
    """A figure as a cell, with its noun where no title gives it; "not published" where there is none."""
    if figure is None:
        return Cell(language.text("not published"))
    return Cell(figure_text(figure, language, noun), figure.value, figure.qualifier, figure.calculated, figure.sources)


def comparison_phrase(figure: Figure, base: Figure, name: str, language: Language) -> str:
    """How `figure` stands to `base`, the figure of the edition `name`: about 2.2 times Tangier 2019."""
    if figure.value == base.value:
        if figure.qualifier == base.qualifier == "exact":
            return language.text("as many as {edition}", edition=name)
        return language.text("about as many as {edition}", edition=name)
    if base.value == 0:
        return language.text("against none for {edition}", edition=name)
    quotient = ratio(figure, base)
    if quotient.value >= TIMES_THRESHOLD:
        times = language.qualified(language.times(quotient.value), quotient.qualifier)
        return language.text("{times} {edition}", times=times, edition=name)
    apart = percent_change(figure, base)
    percent = language.qualified(language.percent(apart.value), apart.qualifier)
    if figure.value > base.value:
        return language.text("{percent} more than {edition}", percent=percent, edition=name)
    return language.text("{percent} fewer than {edition}", percent=percent, edition=name)


def formula_text(figure: Figure, language: Language) -> str:
    """How a calculated figure was made: 1,150,000 ÷ 5."""
    kind, *terms = figure.terms
    sign = {"sum": " + ", "quotient": " ÷ ", "index": " ÷ "}[str(kind)]
    worked = sign.join(language.number(float(term)) for term in terms)
    if kind == "index":
        worked = f"{worked} × {language.number(100)}"
    # Sums are written from the left in Morocco, in Arabic too.
    return language.isolate(worked) if language.rtl else worked


def lengths_note(compared: Sequence[Edition], language: Language) -> list[str]:
    """The note that a comparison of editions of different length carries; none where all are alike."""
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
        language.text("The editions were not open equally long. {lengths}.", lengths=language.text("; ").join(parts))
    ]


def precision_note(figures: Iterable[Figure], language: Language) -> list[str]:
    """The note that a comparison of exact with rounded figures carries."""
    qualifiers = {figure.qualifier == "exact" for figure in figures}
    if len(qualifiers) < 2:
        return []
    return [
        language.text(
            "Some figures were published with a word such as “nearly” or “over”, others without: small differences "
            "between editions mean little."
        )
    ]


def series_table(
    series: Series, compared: Sequence[Edition], title: str, caption: str, language: Language, *, worked: bool = False
) -> ChartTable:
    """One row an edition: name, dates, value; with `worked` the formula of calculated values too."""
    columns = [language.text("Edition"), language.text("Dates"), title]
    if worked:
        columns.append(language.text("Calculation"))
    rows = []
    for edition in compared:
        figure = series.get(edition.number)
        row = [Cell(edition.name), Cell(edition.dates), figure_cell(figure, language)]
        if worked:
            row.append(Cell(formula_text(figure, language) if figure and figure.calculated else "—"))
        rows.append(tuple(row))
    return ChartTable(caption, tuple(columns), tuple(rows), words=(0, 1, 3) if worked else (0, 1))


def series_text(series: Series, compared: Sequence[Edition], noun: str | None, language: Language) -> str:
    """Every value in one line, for the alternative text: Fes 2023: nearly 1,150,000 visitors; …"""
    return language.text("; ").join(
        language.text(
            "{edition}: {value}",
            edition=edition.name,
            value=figure_text(series[edition.number], language, noun)
            if edition.number in series
            else language.text("not published"),
        )
        for edition in compared
    )


class HasSources(Protocol):
    """Whatever rests on sources: a figure, a named thing, a cell."""

    @property
    def sources(self) -> tuple[str, ...]: ...


def cited_sources(archive: Archive, items: Iterable[HasSources], language: Language) -> tuple[Source, ...]:
    """The sources of what is shown in the order in which they are first used."""
    rows = archive.sources
    wanted = dict.fromkeys(source for item in items for source in item.sources)
    return tuple(localise_source(rows[source], language) for source in wanted if source in rows)


def localise_source(row: SourceRow, language: Language) -> Source:
    """One source in the reader's language; publisher and title stay in their own."""
    publisher = row.publisher or language.text("Publisher not named")
    named = [part for part in (publisher, row.title) if part]
    return Source(
        id=row.id,
        publisher=publisher,
        label=" — ".join(language.isolate(part) for part in named),
        kind=language.term("kind", row.kind) if row.kind else "",  # empty where the cell is faulty
        url=row.url,
        published=row.published,
        language=row.language,
    )
