"""The draft and what is public as archives, each read once and held while it is what it was."""

from __future__ import annotations

from threading import RLock

from cachetools import LRUCache

from lib.archive import Archive, ArchiveError, Problem
from lib.desk.stores import DeskStores
from lib.releases.release_reader import check_files

MAX_HELD = 4  # the draft, what is public, and an earlier release or two that somebody looks at


class OpenBooks:
    """Archives of the books in the stores of a desk. Many threads may use it.

    All methods raise StoreError, ReleaseError, and ArchiveError for a book that does not check out.
    """

    def __init__(self, desk: DeskStores) -> None:
        self._desk = desk
        self._held: LRUCache[str, tuple[Archive, tuple[Problem, ...]]] = LRUCache(MAX_HELD)
        self._reading = RLock()

    def public(self) -> Archive:
        """The newest release, or the data folder if there is none."""
        newest = self._desk.newest_release()
        with self._reading:
            return self._open(f"release {newest}" if newest else f"folder {self._desk.public_mark()}")[0]

    def draft(self, key: str) -> Archive:
        """A draft by its key in the store."""
        return self._open(key)[0]

    def problems(self, key: str) -> tuple[Problem, ...]:
        """What is suspicious in a draft; with an error it can't be kept."""
        return self._open(key)[1]

    def release(self, number: int) -> Archive | None:
        """A release by its number; None if there is none."""
        known = 0 < number <= self._desk.newest_release() and self._desk.described_release(number)
        return self._open(f"release {number}")[0] if known else None

    def _open(self, book: str) -> tuple[Archive, tuple[Problem, ...]]:
        with self._reading:
            if held := self._held.get(book):
                return held
            files = self._desk.public_book() if book.startswith("folder ") else self._desk.source_files(book)
            found = check_files(files or {})
            if found.archive is None:
                raise ArchiveError(found.problems)
            held = self._held[book] = found.archive, found.problems
            return held
