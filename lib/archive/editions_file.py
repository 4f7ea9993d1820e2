"""editions.csv: this module checks its rows against each other and against the folders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from os.path import isdir
from pathlib import Path

from lib.archive import cell
from lib.archive.cell_rule import DateRange
from lib.archive.csv_table import CsvTable
from lib.archive.file_names import list_names
from lib.archive.message import say
from lib.archive.message_parts import LANGUAGE_LABELS, quote, spelling_hint
from lib.archive.problem import Problem
from lib.archive.row_models import EditionRow

EDITIONS_FILE = "editions.csv"
# The names that messages give to what editions.csv holds in three languages.
NAME_FIELD_LABELS = {"city": say("the city"), "venue": say("the venue"), "slogan": say("the slogan")}


@dataclass(frozen=True)
class EditionEntry:
    """One row of editions.csv as far as it could be read; None for a faulty cell."""

    line: int
    number: int | None = None
    folder: str | None = None
    days: DateRange | None = None


def edition_entries(table: CsvTable) -> tuple[EditionEntry, ...]:
    """The well-formed rows of editions.csv, in the order of the file."""
    return tuple(
        EditionEntry(
            line=line,
            number=_number(cells.get("number", "")),
            folder=_folder(cells.get("folder", "")),
            days=_days(cells.get("first_day", ""), cells.get("last_day", "")),
        )
        for line, cells in table.rows
    )


def edition_numbers(table: CsvTable) -> frozenset[int] | None:
    """The numbers of all editions, faulty or not; None if one of them can't be read: a row may be about that one."""
    texts = table.column_values("number")
    numbers = {_number(text) for text in texts or [""]}
    return None if None in numbers else frozenset(filter(None, numbers))


def folders_to_check(table: CsvTable, entries: tuple[EditionEntry, ...], folder: Path) -> dict[str, EditionEntry]:
    """The folders to be checked, each with its row of editions.csv; all folders if that file lacks a column."""
    named = (
        [row.get("folder", "") for row in table.ragged]
        if table.has_all_columns
        else [path.name for path in edition_folders(folder)]
    )
    rows = dict.fromkeys(filter(None, map(_folder, named)), EditionEntry(0))
    # Of two rows with the same folder the first counts.
    rows |= {entry.folder: entry for entry in reversed(entries) if entry.folder}
    return {name: entry for name, entry in rows.items() if isdir(folder / name)}


def _number(text: str) -> int | None:
    try:
        return int(cell.parse_number(text, cell.ORDINAL_RANGE))
    except ValueError:
        return None


def _folder(text: str) -> str | None:
    """The name of a folder; None for any other text, since `../elsewhere` must not be followed."""
    try:
        return cell.parse_kebab_name(text)
    except ValueError:
        return None


def _days(first: str, last: str) -> DateRange | None:
    try:
        days = cell.parse_day(first), cell.parse_day(last)
    except ValueError:
        return None
    return days if days[0] <= days[1] else None


def check_editions(table: CsvTable, entries: tuple[EditionEntry, ...], folder: Path) -> Iterator[Problem]:
    """Repeated numbers and folders, overlapping days, missing translations, and rows and folders without each other.

    A problem between two rows is reported in the later one.
    """
    there = frozenset(path.name for path in edition_folders(folder))
    yield from _repeated("number", [(entry, entry.number) for entry in entries])
    yield from _repeated("folder", [(entry, entry.folder) for entry in entries])
    yield from _overlapping(entries)
    for entry in entries:
        if entry.folder and entry.folder not in there:
            message = say(
                "{name} is not a folder here{hint}; expected a folder of that name",
                name=quote(entry.folder),
                hint=spelling_hint(entry.folder, there),
            )
            yield Problem(EDITIONS_FILE, entry.line, "folder", message)
    yield from _untranslated(table)
    named = table.column_values("folder")
    for name in sorted(there):
        if named is not None and name not in named:
            message = say("{name} is a folder without a row; expected a row that names it", name=quote(name))
            yield Problem(EDITIONS_FILE, 1, "folder", message)


def edition_folders(folder: Path) -> list[Path]:
    """The folders in the data folder, by name, without hidden ones and those of systems."""
    return [folder / name for name in list_names(folder) if isdir(folder / name)]


def _repeated(column: str, named: Iterable[tuple[EditionEntry, object]]) -> Iterator[Problem]:
    """One problem for each pair of rows with the same value in a column. None stands for a faulty cell."""
    lines: dict[object, list[int]] = {}
    for entry, name in named:
        if name is not None:
            earlier = lines.setdefault(name, [])
            for line in earlier:
                message = say(
                    "{name} is in line {line} already; expected another {column}",
                    name=quote(str(name)),
                    line=line,
                    column=column,
                )
                yield Problem(EDITIONS_FILE, entry.line, column, message)
            earlier.append(entry.line)


def _overlapping(entries: Iterable[EditionEntry]) -> Iterator[Problem]:
    """One problem for each pair of rows that share a day."""
    going_on: list[tuple[int, DateRange]] = []  # those that begin no later than the next one, and may last until then
    for line, days in sorted(((entry.line, entry.days) for entry in entries if entry.days), key=itemgetter(1)):
        going_on = [other for other in going_on if other[1][1] >= days[0]]
        for other in going_on:
            (earlier, days_before), (later, mine) = sorted([other, (line, days)])
            yield Problem(
                EDITIONS_FILE,
                later,
                "first_day",
                say(
                    "{days} overlaps with the edition in line {line}, {held}; expected days of its own",
                    days=quote(_span(mine)),
                    line=earlier,
                    held=_span(days_before),
                ),
            )
        going_on.append((line, days))


def _span(days: DateRange) -> str:
    """The first and last day as a text that is the same in all languages."""
    return " – ".join(map(str, days))


def _untranslated(table: CsvTable) -> Iterator[Problem]:
    """One problem for each name that is missing in one language and present in another."""
    if not table.has_all_columns:
        return
    for line, cells in table.rows:
        for family, label in NAME_FIELD_LABELS.items():
            columns = [f"{family}_{language}" for language in LANGUAGE_LABELS]
            if any(cells[column] or EditionRow.rule(column).required for column in columns):
                for column in columns:
                    if not cells[column]:
                        message = say(
                            "the cell is empty; the translation is missing: expected {name} in {language}",
                            name=label,
                            language=LANGUAGE_LABELS[column[-2:]],
                        )
                        yield Problem(EDITIONS_FILE, line, column, message)
