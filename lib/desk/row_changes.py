"""What differs between two states of a file, row by row."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from lib.archive import Archive, cached_on_archive
from lib.archive.csv_file import parse_tables
from lib.desk.workbook_words import FORM_MODELS

TextRows = list[dict[str, str]]
Pair = TypeVar("Pair")


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
    kept = Counter(map(_row_cells, before)) & Counter(_row_cells(cells) for _, cells in after)
    gone = defaultdict[tuple[str, ...], list[Mapping[str, str]]](list)
    for cells in _without(kept.copy(), before, lambda cells: cells):
        gone[tuple(cells[name] for name in key)].append(cells)
    for number, cells in _without(kept, after, lambda pair: pair[1]):
        alike = gone[tuple(cells[name] for name in key)]
        yield RowChange(stem, number, alike.pop(0) if alike else None, cells)
    yield from (RowChange(stem, 0, cells, None) for rows in gone.values() for cells in rows)


def _without(
    kept: Counter[tuple[str, ...]], rows: Iterable[Pair], cells: Callable[[Pair], Mapping[str, str]]
) -> Iterator[Pair]:
    """Those of some rows that are not kept, in their order. As many are left out as `kept` counts."""
    for row in rows:
        told = _row_cells(cells(row))
        if kept[told]:
            kept[told] -= 1
        else:
            yield row


def _row_cells(cells: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(chain.from_iterable(sorted(cells.items())))


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


@cached_on_archive(maxsize=4)
def archive_changes(archive: Archive, before: Archive) -> tuple[tuple[str, RowChange], ...]:
    """The same between two record books that are open."""
    return tuple(book_changes(before.files, archive.files))


def _rows(data: bytes | None, stem: str) -> TextRows:
    return [row.cells for row in parse_tables({stem: data}, {stem: FORM_MODELS[stem]})[stem].rows] if data else []
