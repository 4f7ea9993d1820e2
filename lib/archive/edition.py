"""Edition: the rows of editions.csv against each other and against the folders."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from os.path import isdir
from pathlib import Path

from lib.archive import cell
from lib.archive.problem import Problem
from lib.archive.table import Table
from lib.archive.wording import hint, quote

FILE = "editions.csv"
FAMILIES = {"city": True, "venue": False, "slogan": False}  # names in three languages -> whether they must be there
LANGUAGES = {"ar": "Arabic", "fr": "French", "en": "English"}


@dataclass(frozen=True)
class Entry:
    """What could be read of one row of editions.csv, faulty or not; None stands for a faulty cell."""

    line: int
    number: int | None
    folder: str | None
    days: tuple[date, date] | None


def entries(table: Table) -> tuple[Entry, ...]:
    """The well-formed rows of editions.csv, in the order of the file."""
    return tuple(
        Entry(
            line=row["line"],
            number=_number(row["number"]),
            folder=_folder(row["folder"]),
            days=_days(row["first_day"], row["last_day"]),
        )
        for row in table.frame.to_dict("records")
    )


def numbers(table: Table) -> frozenset[int] | None:
    """The numbers of all editions, faulty or not; None if editions.csv can't be read."""
    texts = table.values("number")
    return None if texts is None else frozenset(filter(None, map(_number, texts)))


def places(table: Table, entries: tuple[Entry, ...], folder: Path) -> dict[str, tuple[date, date] | None]:
    """The folders to be checked, with the days of their edition: all that there are if editions.csv can't tell."""
    named = (
        [row.get("folder", "") for row in table.ragged] if table.complete else [path.name for path in folders(folder)]
    )
    days: dict[str, tuple[date, date] | None] = dict.fromkeys(filter(None, map(_folder, named)))
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


def _days(first: str, last: str) -> tuple[date, date] | None:
    try:
        days = cell.day(first), cell.day(last)
    except ValueError:
        return None
    return days if days[0] <= days[1] else None


def faults(table: Table, entries: tuple[Entry, ...], folder: Path) -> Iterator[Problem]:
    """Numbers and folders that stand twice, days that overlap, names that lack, rows without a folder and the reverse.

    Between two rows the later one is to blame.
    """
    there = [path.name for path in folders(folder)]
    for position, entry in enumerate(entries):
        for earlier in entries[:position]:
            yield from _between(earlier, entry)
        if entry.folder and entry.folder not in there:
            message = (
                f"{quote(entry.folder)} is not a folder here{hint(entry.folder, there)}; expected a folder of that name"
            )
            yield Problem(FILE, entry.line, "folder", message)
    yield from _untranslated(table)
    named = table.values("folder")
    for name in there:
        if named is not None and name not in named:
            message = f"{quote(name)} is a folder without a row; expected a row that names it"
            yield Problem(FILE, 1, "folder", message)


def folders(folder: Path) -> list[Path]:
    """The folders of editions, by name. Hidden ones are not the record book's."""
    try:
        return sorted(path for path in folder.iterdir() if isdir(path) and not path.name.startswith("."))
    except OSError:  # removed meanwhile, or not to be read: each file says so by itself
        return []


def _between(earlier: Entry, entry: Entry) -> Iterator[Problem]:
    """What two rows may not share."""
    for column, mine, other in (("number", entry.number, earlier.number), ("folder", entry.folder, earlier.folder)):
        if mine is not None and mine == other:
            message = f"{quote(str(mine))} stands in line {earlier.line} already; expected another {column}"
            yield Problem(FILE, entry.line, column, message)
    if entry.days and earlier.days and entry.days[0] <= earlier.days[1] and earlier.days[0] <= entry.days[1]:
        yield Problem(
            FILE,
            entry.line,
            "first_day",
            f"{quote(f'{entry.days[0]} to {entry.days[1]}')} overlaps with the edition in line {earlier.line}, "
            f"{earlier.days[0]} to {earlier.days[1]}; expected days of its own",
        )


def _untranslated(table: Table) -> Iterator[Problem]:
    """Names that are there in one language and not in another."""
    if not table.complete:
        return
    for row in table.frame.to_dict("records"):
        for family, needed in FAMILIES.items():
            columns = [f"{family}_{language}" for language in LANGUAGES]
            if needed or any(row[column] for column in columns):
                for column in columns:
                    if not row[column]:
                        language = LANGUAGES[column[-2:]]
                        message = f"the cell is empty; the translation is missing: expected the {family} in {language}"
                        yield Problem(FILE, int(row["line"]), column, message)
