"""Data folders of any size, made from a smaller one, for tests and benchmarks.

It uses only the standard library and the vocabulary, because the process that makes the folders also starts the
measured ones, and must use little memory (see benchmarks/measurement.py).
"""

import csv
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice, product
from pathlib import Path

from lib.archive.vocabulary import AUDIENCES, VISITOR_UNITS

ArchiveRow = dict[str, str]

ORGANISATION, EDITIONS, SOURCES, LEFT_OUT = "organisation.toml", "editions.csv", "sources.csv", "left_out.csv"
DAY_COLUMNS = ("first_day", "last_day", "day")  # the columns of all files that hold days of an edition
SUBJECT_COLUMNS = ("first_day", "last_day", "until", "audience", "unit")  # the subject of a row of visitors.csv
CLAIM_COLUMNS = ("value", "qualifier", "rank", "reason", "sources", "note")  # the claim about that subject
COPY_GAP = timedelta(weeks=26)  # between the last edition of one copy and the first of the next
LARGE_EDITION_DAYS = 60  # the length of the edition with many rows


@dataclass(frozen=True)
class ArchiveTable:
    """A file of an archive, as text."""

    header: list[str]
    rows: list[ArchiveRow]


@dataclass(frozen=True)
class ShiftedCopy:
    """A copy of the shipped editions, moved by `turn` times `period`. With turn 0 nothing changes.

    A copy has its own sources, because a record book of 600 editions has a hundred times the sources of six.
    """

    turn: int
    period: timedelta

    def moved(self, row: ArchiveRow) -> ArchiveRow:
        """A row of the shipped archive, changed for this copy."""
        days = {name: self.day(row[name]).isoformat() for name in DAY_COLUMNS if row.get(name)}
        return row | days | {"sources": ";".join(map(self.source, row["sources"].split(";")))}

    def day(self, text: str) -> date:
        return date.fromisoformat(text) + self.turn * self.period

    def source(self, name: str) -> str:
        return f"{name}-{self.turn}" if self.turn else name


def make_editions_archive(number: int, shipped: Path, folder: Path) -> Path:
    """Make an archive of `number` editions in `folder`: the shipped ones, then copies, each time years later."""
    folder.mkdir(parents=True)
    shutil.copyfile(shipped / ORGANISATION, folder / ORGANISATION)
    editions = _read(shipped / EDITIONS)
    held = [(date.fromisoformat(row["first_day"]), date.fromisoformat(row["last_day"])) for row in editions.rows]
    period = max(last for _, last in held) - min(first for first, _ in held) + COPY_GAP
    turns = -(-number // len(editions.rows))
    rows: list[ArchiveRow] = []
    left_out: list[ArchiveRow] = []
    cited: set[str] = set()
    for copy in (ShiftedCopy(turn, period) for turn in range(turns)):
        numbers = {}  # shipped number -> number in this copy
        for original in editions.rows[: number - len(rows)]:
            numbers[original["number"]] = str(len(rows) + 1)
            row = copy.moved(original) | {"number": numbers[original["number"]]}
            if copy.turn:  # 4-fes-2023 -> 10-fes-2032
                place = original["folder"].split("-")[1:-1]
                row["folder"] = "-".join([row["number"], *place, row["first_day"][:4]])
            rows.append(row)
            cited |= _names([row])
            (folder / row["folder"]).mkdir()
            for path in sorted((shipped / original["folder"]).glob("*.csv")):
                table = _read(path)
                claims = [copy.moved(claim) for claim in table.rows]
                cited |= _names(claims)
                _write(folder / row["folder"] / path.name, table.header, claims)
        if (shipped / LEFT_OUT).exists():
            for statement in _read(shipped / LEFT_OUT).rows:
                if not statement["edition"] or statement["edition"] in numbers:
                    moved = copy.moved(statement)
                    left_out.append(moved | {"edition": numbers.get(statement["edition"], "")})
    _write(folder / EDITIONS, editions.header, rows)
    if left_out:
        _write(folder / LEFT_OUT, _read(shipped / LEFT_OUT).header, left_out)
        cited |= _names(left_out)
    _write_sources(shipped, folder, [ShiftedCopy(turn, period) for turn in range(turns)], cited)
    return folder


def make_large_archive(number: int, shipped: Path, folder: Path) -> Path:
    """Make an archive of one edition of two months with `number` rows of visitors (at most 104,761).

    Its other files are those of the last shipped edition.
    """
    folder.mkdir(parents=True)
    shutil.copyfile(shipped / ORGANISATION, folder / ORGANISATION)
    editions = _read(shipped / EDITIONS)
    # The organisation's default focus must be an edition of the archive.
    edition = editions.rows[-1] | {"number": _focus(shipped)}
    first = date.fromisoformat(edition["first_day"])
    edition["last_day"] = (first + timedelta(LARGE_EDITION_DAYS - 1)).isoformat()
    _write(folder / EDITIONS, editions.header, [edition])
    home = folder / edition["folder"]
    home.mkdir()
    cited = _names([edition])
    for path in sorted((shipped / edition["folder"]).glob("*.csv")):
        table = _read(path)
        if path.stem == "visitors":
            sources = sorted(_names(table.rows))
            cited |= set(sources)
            _write(home / path.name, table.header, islice(_visitors(first, sources), number))
        else:
            cited |= _names(table.rows)
            _write(home / path.name, table.header, table.rows)
    _write_sources(shipped, folder, [ShiftedCopy(0, COPY_GAP)], cited)
    return folder


def archive_bytes(folder: Path) -> int:
    """The size of all files in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _visitors(first: date, sources: list[str]) -> Iterator[ArchiveRow]:
    """Valid rows: the total, then a count of every audience in every quarter of an hour of every day.

    They represent hourly counts at many gates, since visitors.csv has no column for a gate.

    Every eighth thing has two claims, so that the choice between rival claims is measured as well.
    """
    total = [first.isoformat(), (first + timedelta(LARGE_EDITION_DAYS - 1)).isoformat(), "", "all", "visitors"]
    yield _claim(total, 1_000_000, "nearly", "normal", "", sources[0])
    clock = [f"{hour:02}:{minute:02}" for hour, minute in product(range(24), range(0, 60, 15))] + [""]
    things = product(range(LARGE_EDITION_DAYS), enumerate(clock), AUDIENCES, VISITOR_UNITS)
    for position, (passed, (quarter, until), audience, unit) in enumerate(things):
        day = (first + timedelta(passed)).isoformat()
        # A count rises during its day, and the sum of sixty days stays below the total.
        value = 100 * quarter if unit == "visitors" else quarter
        source = sources[position % len(sources)]
        thing = [day, day, until, audience, unit]
        if position % 8:
            yield _claim(thing, value, "exact", "normal", "", source)
        else:
            yield _claim(thing, value, "exact", "preferred", "official", source)
            yield _claim(thing, value, "about", "normal", "rounded", source)


def _claim(thing: list[str], value: int, qualifier: str, rank: str, reason: str, source: str) -> ArchiveRow:
    said = [*thing, str(value), qualifier, rank, reason, source, ""]
    return dict(zip(SUBJECT_COLUMNS + CLAIM_COLUMNS, said, strict=True))


def _focus(shipped: Path) -> str:
    """The number of the organisation's default focus."""
    lines = (shipped / ORGANISATION).read_text("utf-8").splitlines()
    return next(line.split("=")[1].split("#")[0].strip() for line in lines if line.startswith("default_focus"))


def _write_sources(shipped: Path, folder: Path, copies: list[ShiftedCopy], cited: set[str]) -> None:
    """Write the sources that are cited; an uncited source would cause a warning."""
    table = _read(shipped / SOURCES)
    rows = (row | {"id": copy.source(row["id"])} for copy in copies for row in table.rows)
    _write(folder / SOURCES, table.header, (row for row in rows if row["id"] in cited))


def _names(rows: list[ArchiveRow]) -> set[str]:
    return {name for row in rows for name in row["sources"].split(";")}


def _read(path: Path) -> ArchiveTable:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        return ArchiveTable(list(reader.fieldnames or ()), list(reader))


def _write(path: Path, header: list[str], rows: Iterable[ArchiveRow]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
