"""The stands, spaces and subjects that sources name, and the search among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lib.archive import Archive
from lib.charts.chart import View
from lib.charts.phrases import cited_sources, editions_by_number, figure_text
from lib.content.named_roll import DisplayName, NamedTable, NamedTableRow, display_name
from lib.language import Language
from lib.language.terms import TERMS
from lib.measures import Claim, claim_figure, matches_query, named_things


@dataclass(frozen=True, slots=True)
class StandSearch:
    """What the reader looks for.

    text      words in any of the three languages; "" finds everything
    theme     a code of the themes; "" is any
    anywhere  in all editions, not in the focus alone
    """

    text: str = ""
    theme: str = ""
    anywhere: bool = False

    @property
    def narrow(self) -> bool:
        """Whether something may be left out."""
        return bool(self.text or self.theme)


def themes_in_use(archive: Archive) -> tuple[str, ...]:
    """The themes that a named thing has, in the order of the closed list."""
    there = {thing.theme for thing in named_things(archive, "pavilions")}
    return tuple(theme for theme in TERMS["theme"] if theme in there)


@lru_cache(maxsize=64)
def named_stands_table(archive: Archive, view: View, search: StandSearch, language: Language) -> NamedTable:
    """The named things of the focus, or of all editions, that the search finds; the latest edition first."""
    named = editions_by_number(archive, language)
    place = language.text("All editions") if search.anywhere else named[view.focus].name
    stands = named_things(archive, "pavilions")
    found = [thing for thing in stands if fits_search(thing, search, archive)]
    there = [thing for thing in found if search.anywhere or thing.edition == view.focus]
    number = len([thing for thing in stands if search.anywhere or thing.edition == view.focus])
    return NamedTable(
        id="named",
        caption=language.text("Stands, spaces and subjects by name"),
        columns=(
            language.text("Name"),
            language.text("Theme"),
            language.text("Kind"),
            language.text("Edition"),
            language.text("Partner"),
        ),
        lines=tuple(stand_row(thing, archive, language) for thing in sorted(there, key=stand_order)),
        summary=search_summary(place, len(there), number, search, language),
        none=no_match_text(place, len(found) - len(there), search, language),
    )


def stand_order(thing: Claim) -> tuple[int, int]:
    """The latest edition first; in it stands before spaces, subjects and groups."""
    return -thing.edition, list(TERMS["pavilion"]).index(thing.kind)


def fits_search(thing: Claim, search: StandSearch, archive: Archive) -> bool:
    """Whether the search finds a thing, by its own names or those of its partners."""
    return (not search.theme or thing.theme == search.theme) and matches_query(
        search.text, searchable_names(thing, archive)
    )


def searchable_names(thing: Claim, archive: Archive) -> Iterator[str]:
    """All names of a thing and of its partners."""
    yield from thing.names.values()
    for partner in stand_partners(thing, archive):
        yield from partner.names.values()


def stand_partners(thing: Claim, archive: Archive) -> tuple[Claim, ...]:
    """The partners of a stand; one that no file of its edition describes is left out."""
    known = partners_by_slug(archive)
    return tuple(known[thing.edition, slug] for slug in thing.partners if (thing.edition, slug) in known)


@lru_cache(maxsize=8)
def partners_by_slug(archive: Archive) -> Mapping[tuple[int, str], Claim]:
    """The partners by edition and slug."""
    return {(partner.edition, partner.code): partner for partner in named_things(archive, "partners")}


def stand_row(thing: Claim, archive: Archive, language: Language) -> NamedTableRow:
    """A named thing as a line of the table."""
    return NamedTableRow(
        name=display_name(thing, language),
        more=""
        if thing.value is None
        else figure_text(claim_figure(thing), language, "stand" if thing.kind == "group" else None),
        cells=(
            (DisplayName(language.term("theme", thing.theme)),) if thing.theme else (),
            (DisplayName(language.term("pavilion", thing.kind)),),
            (DisplayName(editions_by_number(archive, language)[thing.edition].name),),
            tuple(display_name(partner, language) for partner in stand_partners(thing, archive)),
        ),
        sources=cited_sources(archive, [thing], language),
    )


def search_summary(place: str, found: int, number: int, search: StandSearch, language: Language) -> str:
    """How many names are listed: Fes 2023: 2 of 23 names."""
    names = language.plural("{number} name", "{number} names", number)
    if not search.narrow:
        return language.text("{edition}: {value}", edition=place, value=names)
    return language.text("{edition}: {found} of {names}", edition=place, found=language.number(found), names=names)


def no_match_text(place: str, elsewhere: int, search: StandSearch, language: Language) -> str:
    """What is said where nothing is listed, and whether another edition has it."""
    if not search.narrow:
        return language.text("No source names a stand, a space or a subject of this edition.")
    if not elsewhere:
        return language.text("Nothing by that name. It may have been there unnamed: the lists are partial.")
    return language.plural(
        "Nothing by that name for {edition}, but {number} name in other editions.",
        "Nothing by that name for {edition}, but {number} names in other editions.",
        elsewhere,
        edition=place,
    )
