"""What differs between two states of a file, row by row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lib.archive.csv_file import parse_tables
from lib.desk.workbook_words import FORM_MODELS

TextRows = list[dict[str, str]]


@dataclass(frozen=True, slots=True)
class RowChange:
    """A row before and after; None where there is none. `row` is its number on a sheet, 0 for one that is gone."""

    stem: str
    row: int
    before: Mapping[str, str] | None
    after: Mapping[str, str] | None


def row_changes(
    stem: str, before: Sequence[Mapping[str, str]], after: Sequence[tuple[int, Mapping[str, str]]]
) -> Iterator[RowChange]:
    """The rows of a file that are new, different or gone; of those after, each comes with its number.

    A row is the one with the same key; several about one thing are taken in their order.
    """
    key = FORM_MODELS[stem].key
    gone = list(before)
    new = []
    for number, cells in after:
        if cells in gone:
            gone.remove(cells)
        else:
            new.append((number, cells))
    for number, cells in new:
        old = next((row for row in gone if all(row[name] == cells[name] for name in key)), None)
        if old:
            gone.remove(old)
        yield RowChange(stem, number, old, cells)
    yield from (RowChange(stem, 0, cells, None) for cells in gone)


def book_changes(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> Iterator[tuple[str, RowChange]]:
    """The changes between the files of two record books, each with its file: editions, sources, then the topics."""
    order = list(FORM_MODELS)
    files = {file: file.rpartition("/")[2].removesuffix(".csv") for file in (*before, *after)}
    known = [(order.index(stem), file, stem) for file, stem in files.items() if stem in FORM_MODELS]
    for _, file, stem in sorted(known):
        if before.get(file) != after.get(file):
            old, new = (_rows(files.get(file), stem) for files in (before, after))
            for change in row_changes(stem, old, [*enumerate(new, 2)]):
                yield file, change


def _rows(data: bytes | None, stem: str) -> TextRows:
    return [row.cells for row in parse_tables({stem: data}, {stem: FORM_MODELS[stem]})[stem].rows] if data else []
