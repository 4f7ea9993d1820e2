"""Named things in a table, each with its own sources."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lib.charts.chart import Cell, Source
from lib.charts.chart_context import ChartContext
from lib.charts.phrases import figure_cell
from lib.language import Language
from lib.measures import Claim, claim_figure


@dataclass(frozen=True, slots=True)
class DisplayName:
    """A name, a venue or a slogan in the reader's language; `translated` if that is the project's own translation."""

    text: str
    translated: bool = False


# Plain text, a figure, or names, each of which may be in another script than the page.
ListCell = str | Cell | tuple[DisplayName, ...]


@dataclass(frozen=True, slots=True)
class NamedRow:
    """The row of one named thing.

    name_suffix  text beside the name, or its published number; may be empty
    cells        one for each column after the first; () for an empty one
    """

    name: DisplayName
    cells: tuple[ListCell, ...]
    sources: tuple[Source, ...]
    name_suffix: str | Cell = ""


@dataclass(frozen=True, slots=True)
class NamedList:
    """A table of named things.

    caption     what the table holds
    columns     the titles of the names and of the cells; the template adds a last column with the sources
    subtitle    text above the table, together with the caption; "" if the page has its own heading
    summary     how many rows are shown, of how many; may be empty
    empty_text  the text in place of a table without rows
    """

    id: str
    caption: str
    columns: tuple[str, ...]
    rows: tuple[NamedRow, ...]
    subtitle: str = ""
    summary: str = ""
    empty_text: str = ""
    notes: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        """Whether any name is the project's own translation."""
        cells = (cell for row in self.rows for cell in ((row.name,), *row.cells) if isinstance(cell, tuple))
        return any(name.translated for cell in cells for name in cell)


def display_name(thing: Claim, language: Language) -> DisplayName:
    """The name of a thing in the reader's language."""
    return DisplayName(thing.names[language.code], language.code in thing.translated)


def dated_row(thing: Claim, noun: str, description: str, context: ChartContext) -> NamedRow:
    """The row of a thing with its day, or "day not given" if its sources give none. `noun` is a key of NOUNS."""
    language = context.language
    day = language.weekday(thing.first_day) if thing.first_day else language.text("day not given")
    return NamedRow(
        display_name(thing, language),
        (description, day),
        context.cite([thing]),
        name_suffix="" if thing.value is None else figure_cell(claim_figure(thing), language, noun),
    )


def sort_by_day(named: Iterable[Claim]) -> list[Claim]:
    """The things sorted by day, those without a day last, else in the order of the files."""
    return sorted(named, key=lambda thing: (thing.first_day is None, thing.first_day or date.min))
