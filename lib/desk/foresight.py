"""What readers will notice of another book, found out in the background: no page waits for it.

A page that is asked for sooner says so, and shows it when it is known.
"""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from cachetools import LRUCache

from lib.archive import Archive, ArchiveError
from lib.content.release_changes import release_changes
from lib.desk.desk import Desk
from lib.desk.desk_log import LogBrokenError
from lib.desk.desk_state import release_book
from lib.desk.workbook_report import report_changes
from lib.language import LANGUAGE_CODES, Language
from lib.releases.release import ReleaseError
from lib.releases.store import StoreError

FORESIGHT_INTERVAL = 0.5  # seconds between two looks whether another draft was kept
MAX_COMPARISONS = 3  # held; what is asked for beside them takes the place of the oldest
COMPARISON_PATIENCE = 0.03  # seconds that a page waits: it is shown at once, with or without what readers will notice
LISTED_RELEASES = 25  # on a page of the desk


@dataclass(eq=False)
class Comparison:
    """Two books, by their names (`OpenBooks.archive`). When `done` is set there are `books`, or there is a fault."""

    before: str
    after: str
    done: Event = field(default_factory=Event)
    books: tuple[Archive, Archive] | None = None
    fault: Exception | None = None


class Foresight:
    """Compares each draft with what is public as soon as it is kept, and other books when somebody asks for them.

    What it finds is kept with the archives. Many threads may use it.
    """

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._held: LRUCache[tuple[str, str], Comparison] = LRUCache(MAX_COMPARISONS)
        self._lock = Lock()
        self._working = False

    async def run(self) -> None:
        """Look again and again."""
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(FORESIGHT_INTERVAL)

    def look(self) -> None:
        """Begin with what people look at next: the draft; without one what the last release changed, and the way back
        from it. What keeps it from that is said on the pages.
        """
        with contextlib.suppress(ArchiveError, StoreError, ReleaseError, LogBrokenError):
            books, draft, newest = self._desk.books, self._desk.state().draft, self._desk.newest_release()
            if draft:
                self.compare(books.public_name(), draft, 0)
            elif newest > 1:
                last, before = release_book(newest), release_book(newest - 1)
                self.compare(before, last, 0)
                self.compare(last, before, 0)
            for number in range(newest, max(newest - LISTED_RELEASES, 0), -1):
                self._desk.described_release(number)

    def compare(self, before: str, after: str, patience: float = COMPARISON_PATIENCE) -> tuple[Archive, Archive] | None:
        """Two books, if it is known what readers notice when one takes the place of the other; None while it is found
        out. Raises what kept it from that: ArchiveError, StoreError, ReleaseError.
        """
        with self._lock:
            found = self._held.get((before, after))
            if found is None:
                found = self._held[before, after] = Comparison(before, after)
                if not self._working:
                    self._working = True
                    Thread(target=self._work, name="foresight", daemon=True).start()
        found.done.wait(patience)
        if found.fault:
            with self._lock:  # the next one who asks begins anew
                if self._held.get((before, after)) is found:
                    del self._held[before, after]
            raise found.fault
        return found.books

    def _work(self) -> None:
        """Compare one after the other, what was asked for last first, until nothing is left to compare."""
        while True:
            with self._lock:
                waiting = [comparison for comparison in self._held.values() if not comparison.done.is_set()]
                if not waiting:
                    self._working = False
                    return
            self._compare(waiting[-1])

    def _compare(self, comparison: Comparison) -> None:
        try:
            before, after = (self._desk.books.archive(name) for name in (comparison.before, comparison.after))
            for language in map(Language, LANGUAGE_CODES):
                report_changes(after, before, language)
                release_changes(after, before, language)
            comparison.books = before, after
        except Exception as fault:  # whoever asks is told
            comparison.fault = fault
        comparison.done.set()
