"""Edition: the rows of editions.csv against each other and against the folders."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from operator import itemgetter
from os.path import isdir
from pathlib import Path

from lib.archive import cell
from lib.archive.csv_file import Table
from lib.archive.message import say
from lib.archive.message_parts import SPOKEN, hint, quote
from lib.archive.problem import Problem
from lib.archive.row_models import Days

FILE = "editions.csv"
FAMILIES = {"city": True, "venue": False, "slogan": False}  # names in three languages -> whether they must be there
NAMES = {"city": say("the city"), "venue": say("the venue"), "slogan": say("the slogan")}


@dataclass(frozen=True)
class Entry:
    """What could be read of one row of editions.csv, faulty or not; None stands for a faulty cell."""

    line: int
    number: int | None
    folder: str | None
    days: Days | None


def entries(table: Table) -> tuple[Entry, ...]:
    """The well-formed rows of editions.csv, in the order of the file."""
    return tuple(
        Entry(
            line=row["line"],
            number=_number(row["number"]),
            folder=_folder(row["folder"]),
            days=_days(row["first_day"], row["last_day"]),
        )
        for row in table.records()
    )


def numbers(table: Table) -> frozenset[int] | None:
    """The numbers of all editions, faulty or not; None if editions.csv can't be read."""
    texts = table.values("number")
    return None if texts is None else frozenset(filter(None, map(_number, texts)))


def places(table: Table, entries: tuple[Entry, ...], folder: Path) -> dict[str, Days | None]:
    """The folders to be checked, with the days of their edition: all that there are if editions.csv can't tell."""
    named = (
        [row.get("folder", "") for row in table.ragged] if table.complete else [path.name for path in folders(folder)]
    )
    days: dict[str, Days | None] = dict.fromkeys(filter(None, map(_folder, named)))
    # Of two rows with the same folder the first counts.
    days |= {entry.folder: entry.days for entry in reversed(entries) if entry.folder}
    return {name: held for name, held in days.items() if isdir(folder / name)}


def _number(text: str) -> int | None:
    try:
        return int(cell.number(text, cell.ORDINAL))
    except ValueError:
        return None


def _folder(text: str) -> str | None:
    """The name, unless it is none: `../elsewhere` must not be followed."""
    try:
        return cell.dashed(text)
    except ValueError:
        return None


def _days(first: str, last: str) -> Days | None:
    try:
        days = cell.day(first), cell.day(last)
    except ValueError:
        return None
    return days if days[0] <= days[1] else None


def faults(table: Table, entries: tuple[Entry, ...], folder: Path) -> Iterator[Problem]:
    """Numbers and folders that stand twice, days that overlap, names that lack, rows without a folder and the reverse.

    Between two rows the later one is to blame.
    """
    there = frozenset(path.name for path in folders(folder))
    yield from _repeated("number", [(entry, entry.number) for entry in entries])
    yield from _repeated("folder", [(entry, entry.folder) for entry in entries])
    yield from _overlapping(entries)
    for entry in entries:
        if entry.folder and entry.folder not in there:
            message = say(
                "{name} is not a folder here{hint}; expected a folder of that name",
                name=quote(entry.folder),
                hint=hint(entry.folder, there),
            )
            yield Problem(FILE, entry.line, "folder", message)
    yield from _untranslated(table)
    named = table.values("folder")
    for name in sorted(there):
        if named is not None and name not in named:
            message = say("{name} is a folder without a row; expected a row that names it", name=quote(name))
            yield Problem(FILE, 1, "folder", message)


def folders(folder: Path) -> list[Path]:
    """The folders of editions, by name. Hidden ones are not the record book's."""
    try:
        return sorted(path for path in folder.iterdir() if isdir(path) and not path.name.startswith("."))
    except OSError:  # removed meanwhile, or not to be read: each file says so by itself
        return []


def _repeated(column: str, named: Iterable[tuple[Entry, object]]) -> Iterator[Problem]:
    """Rows that say the same in a column that must tell editions apart; None stands for a faulty cell."""
    lines: dict[object, list[int]] = {}
    for entry, name in named:
        if name is not None:
            earlier = lines.setdefault(name, [])
            for line in earlier:
                message = say(
                    "{name} stands in line {line} already; expected another {column}",
                    name=quote(str(name)),
                    line=line,
                    column=column,
                )
                yield Problem(FILE, entry.line, column, message)
            earlier.append(entry.line)


def _overlapping(entries: Iterable[Entry]) -> Iterator[Problem]:
    """Rows that share a day."""
    going_on: list[tuple[int, Days]] = []  # those that begin no later than the next one, and may last until then
    for line, days in sorted(((entry.line, entry.days) for entry in entries if entry.days), key=itemgetter(1)):
        going_on = [other for other in going_on if other[1][1] >= days[0]]
        for other in going_on:
            (earlier, held), (later, mine) = sorted([other, (line, days)])
            yield Problem(
                FILE,
                later,
                "first_day",
                say(
                    "{days} overlaps with the edition in line {line}, {held}; expected days of its own",
                    days=quote(_span(mine)),
                    line=earlier,
                    held=_span(held),
                ),
            )
        going_on.append((line, days))


def _span(days: Days) -> str:
    """Days as a text of no language."""
    return " – ".join(map(str, days))


def _untranslated(table: Table) -> Iterator[Problem]:
    """Names that are there in one language and not in another."""
    if not table.complete:
        return
    for row in table.records():
        for family, needed in FAMILIES.items():
            columns = [f"{family}_{language}" for language in SPOKEN]
            if needed or any(row[column] for column in columns):
                for column in columns:
                    if not row[column]:
                        message = say(
                            "the cell is empty; the translation is missing: expected {name} in {language}",
                            name=NAMES[family],
                            language=SPOKEN[column[-2:]],
                        )
                        yield Problem(FILE, row["line"], column, message)
