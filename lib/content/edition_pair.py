"""Two editions side by side: everything published about both, and which is higher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lib.archive import Archive, cached_on_archive
from lib.charts.chart import Cell, Source
from lib.charts.chart_context import cited_sources, editions_by_number
from lib.charts.phrases import comparison_phrase, figure_cell, figure_text, lengths_note, precision_note, zero_note
from lib.language import Language
from lib.measures import MEASURES, Figure


@dataclass(frozen=True, slots=True)
class PairSide:
    """One edition's side of a row.

    higher           whether its figure is the higher of the two
    comparison_text  how it compares with the other: about 2.2 times Tangier 2019; "" if it isn't higher
    translated       whether the words are the project's own translation
    """

    cell: Cell
    higher: bool = False
    comparison_text: str = ""
    translated: bool = False


@dataclass(frozen=True, slots=True)
class PairRow:
    """One measure of both editions, or their dates, venues or slogans."""

    label: str
    sides: tuple[PairSide, PairSide]


@dataclass(frozen=True, slots=True)
class EditionPair:
    """Two editions side by side.

    headline  the comparison in one sentence
    summary   a sentence on how many measures each is higher in
    columns   the titles of the table's three columns
    """

    title: str
    headline: str
    summary: str
    columns: tuple[str, str, str]
    rows: tuple[PairRow, ...]
    notes: tuple[str, ...]
    sources: tuple[Source, ...]


@cached_on_archive(maxsize=128)
def build_edition_pair(archive: Archive, one: int, other: int, language: Language) -> EditionPair:
    """The editions `one` and `other` side by side. Raises KeyError if one isn't in the archive."""
    named = editions_by_number(archive, language)
    both = (named[one], named[other])
    figures = {name: (measure(archive).get(one), measure(archive).get(other)) for name, measure in MEASURES.items()}
    published = [figure for sides in figures.values() for figure in sides if figure]
    return EditionPair(
        title=language.text("{one} and {other}, side by side", one=both[0].name, other=both[1].name),
        headline=pair_headline(figures["visitors"], (both[0].name, both[1].name), language),
        summary=pair_summary(figures, (both[0].name, both[1].name), language),
        columns=(language.text("Measure"), both[0].name, both[1].name),
        rows=(
            PairRow(language.text("Edition"), (PairSide(Cell(both[0].ordinal)), PairSide(Cell(both[1].ordinal)))),
            PairRow(language.text("Dates"), (PairSide(Cell(both[0].dates)), PairSide(Cell(both[1].dates)))),
            *venue_rows(archive, (one, other), language),
            *(
                PairRow(
                    language.term("measure", name),
                    (
                        pair_side(sides[0], sides[1], both[1].name, language),
                        pair_side(sides[1], sides[0], both[0].name, language),
                    ),
                )
                for name, sides in figures.items()
            ),
        ),
        notes=(
            *lengths_note(both, language),
            *precision_note(published, language),
            language.text("Rates per day and per stand are calculated, to three significant figures."),
            zero_note(language),
        ),
        # Dates, venue and slogan have the same sources as the number of days.
        sources=cited_sources(archive, published, language),
    )


def pair_side(figure: Figure | None, other: Figure | None, name: str, language: Language) -> PairSide:
    """The side of one figure, compared with that of the other edition, which is called `name`."""
    if figure is None or other is None or figure.value <= other.value:
        return PairSide(figure_cell(figure, language))
    return PairSide(
        figure_cell(figure, language), higher=True, comparison_text=comparison_phrase(figure, other, name, language)
    )


def venue_rows(archive: Archive, numbers: tuple[int, int], language: Language) -> Iterator[PairRow]:
    """The venues and slogans of both, marked if the words are the project's own translation."""
    rows = {row.number: row for row in archive.editions}
    for column, label in (("venue", language.text("Venue")), ("slogan", language.text("Slogan"))):
        first, last = (
            PairSide(
                Cell(rows[number].text_in(column, language.code) or language.text("not published")),
                translated=rows[number].is_translated(column, language.code),
            )
            for number in numbers
        )
        yield PairRow(label, (first, last))


def pair_headline(visitors: tuple[Figure | None, Figure | None], names: tuple[str, str], language: Language) -> str:
    """The higher number of visitors compared with the other: Fes 2023: nearly 1,150,000 visitors, about 2.2 times …"""
    if visitors[0] is None or visitors[1] is None:
        missing = [name for name, figure in zip(names, visitors, strict=True) if figure is None]
        return language.text(
            "{measure}: not published for {editions}.",
            measure=language.term("measure", "visitors"),
            editions=language.join(missing),
        )
    lead = 0 if visitors[0].value >= visitors[1].value else 1
    higher, lower = (visitors[0], visitors[1]) if lead == 0 else (visitors[1], visitors[0])
    return language.text(
        "{edition}: {visitors}, {comparison}",
        edition=names[lead],
        visitors=figure_text(higher, language, "visitor"),
        comparison=comparison_phrase(higher, lower, names[1 - lead], language),
    )


def pair_summary(
    figures: Mapping[str, tuple[Figure | None, Figure | None]], names: tuple[str, str], language: Language
) -> str:
    """A sentence on how many of the measures published for both each edition leads in.

    Rates follow from other measures, and more open days are no lead. Neither counts.
    """
    shared = [
        (one.value, other.value)
        for name, (one, other) in figures.items()
        if one and other and not one.calculated and name != "days"
    ]
    if not shared:
        return language.text("No measure was published for both.")
    ahead, behind = sum(one > other for one, other in shared), sum(one < other for one, other in shared)
    (most, first), (least, second) = sorted(((ahead, names[0]), (behind, names[1])), key=lambda side: -side[0])
    if least:
        return language.plural(
            "Of the {number} measure published for both, {first} is higher in {ahead} and {second} in {behind}.",
            "Of the {number} measures published for both, {first} is higher in {ahead} and {second} in {behind}.",
            len(shared),
            first=first,
            second=second,
            ahead=language.number(most),
            behind=language.number(least),
        )
    if most == len(shared):
        return language.plural(
            "{edition} is higher in the only measure published for both.",
            "{edition} is higher in all {number} measures published for both.",
            most,
            edition=first,
        )
    return language.plural(
        "Of the {number} measure published for both, {first} is higher in {ahead}.",
        "Of the {number} measures published for both, {first} is higher in {ahead}.",
        len(shared),
        first=first,
        ahead=language.number(most),
    )
