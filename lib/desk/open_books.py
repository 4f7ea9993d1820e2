"""The draft and what is public as archives, each read once and held while it is what it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from cachetools import LRUCache

from lib.archive import Archive, ArchiveError, Problem
from lib.desk.desk_state import release_book
from lib.desk.stores import DeskStores
from lib.releases.release_reader import check_files

MAX_HELD = 4  # the draft, what is public, and an earlier release or two that somebody looks at


@dataclass(eq=False)
class OpenBook:
    """A book once it was read. `reading` is held by the one thread that reads it; others go on with other books."""

    reading: Lock = field(default_factory=Lock)
    found: tuple[Archive, tuple[Problem, ...]] | None = None


class OpenBooks:
    """Archives of the books in the stores of a desk. Many threads may use it.

    All methods raise StoreError, ReleaseError, and ArchiveError for a book that does not check out.
    """

    def __init__(self, desk: DeskStores) -> None:
        self._desk = desk
        self._held: LRUCache[str, OpenBook] = LRUCache(MAX_HELD)
        self._holding = Lock()

    def public_name(self) -> str:
        """The name of what is public: "release 7", or that of the data folder as it is if there is no release."""
        newest = self._desk.newest_release()
        return release_book(newest) if newest else f"folder {self._desk.public_mark()}"

    def public(self) -> Archive:
        """The newest release, or the data folder if there is none."""
        return self.archive(self.public_name())

    def problems(self, key: str) -> tuple[Problem, ...]:
        """What is suspicious in a draft; with an error it can't be kept."""
        return self._open(key)[1]

    def archive(self, name: str) -> Archive:
        """A book by its name: the key of a draft, or what `public_name` says of a release."""
        return self._open(name)[0]

    def _open(self, name: str) -> tuple[Archive, tuple[Problem, ...]]:
        with self._holding:
            if (book := self._held.get(name)) is None:
                book = self._held[name] = OpenBook()
        with book.reading:
            if book.found is None:
                files = self._desk.public_book() if name.startswith("folder ") else self._desk.source_files(name)
                found = check_files(files or {})
                if found.archive is None:
                    raise ArchiveError(found.problems)
                book.found = found.archive, found.problems
            return book.found
