"""Named things of one edition in a table, each with its own sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lib.archive import Archive
from lib.charts.chart import Source
from lib.charts.phrases import cited_sources, figure_text
from lib.language import Language
from lib.measures import Claim, claim_figure


@dataclass(frozen=True, slots=True)
class NamedListEntry:
    """One row: what it is called, what it is, when it was.

    own   True where the name is the project's own translation
    more  what is said beside the name: its number, where one was published
    """

    name: str
    own: bool
    more: str
    what: str
    when: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NamedList:
    """`columns` title the name, what and when of every entry; `none` is said in place of the table without entries."""

    id: str
    heading: str
    subtitle: str
    columns: tuple[str, str, str]
    entries: tuple[NamedListEntry, ...]
    none: str
    notes: tuple[str, ...]

    @property
    def translated(self) -> bool:
        """Whether any name is the project's own translation."""
        return any(entry.own for entry in self.entries)


def list_entry(thing: Claim, noun: str, what: str, archive: Archive, language: Language) -> NamedListEntry:
    """A named thing as a row; "day not given" where its sources give none. `noun` is a key of NOUNS."""
    return NamedListEntry(
        name=thing.names[language.code],
        own=language.code in thing.translated,
        more="" if thing.value is None else figure_text(claim_figure(thing), language, noun),
        what=what,
        when=language.weekday(thing.first_day) if thing.first_day else language.text("day not given"),
        sources=cited_sources(archive, [thing], language),
    )


def sort_by_day(named: Iterable[Claim]) -> list[Claim]:
    """In the order of their days, those without a day last, else in the order of the files."""
    return sorted(
        named, key=lambda thing: (thing.first_day is None, thing.first_day.toordinal() if thing.first_day else 0)
    )
