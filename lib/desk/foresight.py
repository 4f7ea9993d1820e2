"""What people at the desk look at next, made ready behind their backs: the first look takes as long as the others."""

from __future__ import annotations

import asyncio
import contextlib

from lib.archive import ArchiveError
from lib.content.release_changes import release_changes
from lib.desk.desk import Desk
from lib.desk.desk_log import LogBrokenError
from lib.desk.workbook_report import report_changes
from lib.language import LANGUAGE_CODES, Language
from lib.releases.release import ReleaseError
from lib.releases.store import StoreError

FORESIGHT_INTERVAL = 0.5  # seconds between two looks whether another draft was kept


class Foresight:
    """Compares each draft with what is public as soon as it is kept. What it finds is kept with the archives."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._seen = ("", 0)  # the draft, and the newest release, that were compared last

    async def run(self) -> None:
        """Look again and again."""
        while True:
            await asyncio.to_thread(self.look)
            await asyncio.sleep(FORESIGHT_INTERVAL)

    def look(self) -> None:
        """Compare the draft, if it is another one. What keeps it from that is said on the pages."""
        with contextlib.suppress(ArchiveError, StoreError, ReleaseError, LogBrokenError):
            books, seen = self._desk.books, (self._desk.state().draft, self._desk.newest_release())
            if seen != self._seen:
                public, draft = books.public(), books.draft(seen[0]) if seen[0] else books.public()
                for language in map(Language, LANGUAGE_CODES) if seen[0] else ():
                    report_changes(draft, public, language)
                    release_changes(draft, public, language)
                self._seen = seen
