"""A roll: named things in a table, each with its own sources."""

from __future__ import annotations

from dataclasses import dataclass

from lib.charts.chart import Source
from lib.language import Language
from lib.measures import Claim


@dataclass(frozen=True, slots=True)
class DisplayName:
    """What something is called in the reader's language; `own` where that is the project's own translation."""

    text: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class NamedTableRow:
    """One thing.

    more   what is said beside the name: its number, where one was published; may be empty
    cells  a cell a column after the first; an empty one where there is nothing to say
    """

    name: DisplayName
    more: str
    cells: tuple[tuple[DisplayName, ...], ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class NamedTable:
    """`columns` title the names and the cells of the lines.

    caption  what the table holds, for those who don't see what stands above it
    summary  how many lines there are, of how many
    none     what is said in place of the table where there is no line
    note     what is said under the table
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    lines: tuple[NamedTableRow, ...]
    summary: str = ""
    none: str = ""
    note: str = ""

    @property
    def translated(self) -> bool:
        """Whether any name is the project's own translation."""
        return any(
            name.own for line in self.lines for name in (line.name, *(name for cell in line.cells for name in cell))
        )


def display_name(thing: Claim, language: Language) -> DisplayName:
    """The name of a thing in the reader's language."""
    return DisplayName(thing.names[language.code], language.code in thing.translated)
