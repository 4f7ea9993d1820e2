"""The stands, spaces and subjects that sources name, and the search for them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lib.archive import Archive, cached_on_archive
from lib.charts.chart_context import ChartContext, cached_by_context
from lib.charts.phrases import figure_cell
from lib.content.named_list import DisplayName, NamedList, NamedRow, display_name
from lib.language import Language
from lib.language.terms import TERMS
from lib.measures import Claim, claim_figure, matches_query, named_things


@dataclass(frozen=True, slots=True)
class StandSearch:
    """A search for named stands.

    text          words in any of the three languages; "" finds everything
    theme         the code of a theme; "" for any
    all_editions  whether to search all editions, not only the focus
    """

    text: str = ""
    theme: str = ""
    all_editions: bool = False

    @property
    def has_criteria(self) -> bool:
        """Whether the search may leave anything out."""
        return bool(self.text or self.theme)


def themes_in_use(archive: Archive) -> tuple[str, ...]:
    """The themes of all named things, in vocabulary order."""
    there = {thing.theme for thing in named_things(archive, "pavilions")}
    return tuple(theme for theme in TERMS["theme"] if theme in there)


@cached_by_context(64)
def named_stands_table(context: ChartContext, search: StandSearch) -> NamedList:
    """The named things of the focus or of all editions that match the search, the latest edition first."""
    language = context.language
    place = language.text("All editions") if search.all_editions else context.focus.name
    every = named_things(context.archive, "pavilions")
    inside = [thing for thing in every if search.all_editions or thing.edition == context.view.focus]
    matches = [thing for thing in every if fits_search(thing, search, context.archive)]
    listed = [thing for thing in matches if search.all_editions or thing.edition == context.view.focus]
    return NamedList(
        id="named",
        caption=language.text("Stands, spaces and subjects by name"),
        columns=(
            language.text("Name"),
            language.text("Theme"),
            language.text("Kind"),
            language.text("Edition"),
            language.text("Partner"),
        ),
        rows=tuple(stand_row(thing, context) for thing in sorted(listed, key=stand_order)),
        summary=search_summary(place, len(listed), len(inside), search, language),
        empty_text=no_match_text(place, len(matches) - len(listed), search, language),
    )


def stand_order(thing: Claim) -> tuple[int, int]:
    """The sort key: the latest edition first; within an edition, stands before spaces, subjects and groups."""
    return -thing.edition, list(TERMS["pavilion"]).index(thing.kind)


def fits_search(thing: Claim, search: StandSearch, archive: Archive) -> bool:
    """Whether a thing matches the search, by its own names or those of its partners."""
    return (not search.theme or thing.theme == search.theme) and matches_query(
        search.text, searchable_names(thing, archive)
    )


def searchable_names(thing: Claim, archive: Archive) -> Iterator[str]:
    """All names of a thing and of its partners."""
    yield from thing.names.values()
    for partner in stand_partners(thing, archive):
        yield from partner.names.values()


def stand_partners(thing: Claim, archive: Archive) -> tuple[Claim, ...]:
    """The partners of a stand, without those that are not in the partners file of its edition."""
    known = partners_by_slug(archive)
    return tuple(known[thing.edition, slug] for slug in thing.partners if (thing.edition, slug) in known)


@cached_on_archive()
def partners_by_slug(archive: Archive) -> Mapping[tuple[int, str], Claim]:
    """The partners by edition and slug."""
    return {(partner.edition, partner.code): partner for partner in named_things(archive, "partners")}


def stand_row(thing: Claim, context: ChartContext) -> NamedRow:
    """A named thing as a row of the table."""
    language = context.language
    return NamedRow(
        display_name(thing, language),
        (
            (DisplayName(language.term("theme", thing.theme)),) if thing.theme else (),
            (DisplayName(language.term("pavilion", thing.kind)),),
            (DisplayName(context.editions[thing.edition].name),),
            tuple(display_name(partner, language) for partner in stand_partners(thing, context.archive)),
        ),
        context.cite([thing]),
        name_suffix=""
        if thing.value is None
        else figure_cell(claim_figure(thing), language, "stand" if thing.kind == "group" else None),
    )


def search_summary(place: str, found: int, number: int, search: StandSearch, language: Language) -> str:
    """A summary of how many names are listed: Fes 2023: 2 of 23 names."""
    names = language.plural("{number} name", "{number} names", number)
    if not search.has_criteria:
        return language.text("{place}: {value}", place=place, value=names)
    return language.text("{place}: {found} of {names}", place=place, found=language.number(found), names=names)


def no_match_text(place: str, elsewhere: int, search: StandSearch, language: Language) -> str:
    """The text in place of an empty list, and whether other editions have a match."""
    if not search.has_criteria:
        return language.text("No source names a stand, a space or a subject of this edition.")
    if not elsewhere:
        return language.text("Nothing by that name. It may have been there unnamed: the lists are partial.")
    return language.plural(
        "Nothing by that name for {edition}, but {number} name in other editions.",
        "Nothing by that name for {edition}, but {number} names in other editions.",
        elsewhere,
        edition=place,
    )
