"""The draft as the dashboard of the desk serves it: as if it were the next release, and marked as none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from threading import RLock

from lib.archive import Archive, ArchiveError, data_folder
from lib.archive.publication import DRAFT_KIND, Publication, ReleaseFacts, UnreadableReleaseError, month_in_morocco
from lib.archive.time_zone import morocco_zone
from lib.desk.desk import Desk
from lib.desk.desk_log import LogBrokenError
from lib.releases.announcements import AnnouncedPublications, announced_publications, read_announcements
from lib.releases.archive_state import ArchiveState
from lib.releases.history import ReleaseRecord
from lib.releases.publishing import load_release
from lib.releases.release import ReleaseError, sha256
from lib.releases.release_reader import ReleaseReader
from lib.releases.served_book import describe_publication, told_corrections
from lib.releases.store import StoreError


class DraftBook:
    """The draft of a desk, and the releases that are public. Many threads may use it.

    `forget` is called when another draft has taken the place of the one that was served, or when there is none left.
    """

    def __init__(self, desk: Desk, forget: Callable[[], None]) -> None:
        self._desk, self._forget = desk, forget
        self._reader = ReleaseReader(desk.releases)
        self._looking = RLock()
        self._key: tuple[str, int] = ("", 0)  # the draft that is served, and the newest release
        self._archive: Archive | None = None

    def archive(self) -> Archive:
        """The draft, marked. Raises ArchiveError if there is none."""
        with self._looking:
            try:
                key = (self._desk.state().draft, self._desk.newest_release())
                if key != self._key:
                    self._archive, self._key = None, key
                    self._forget()
                if self._archive is None and key[0]:
                    self._archive = self._marked(self._desk.books.archive(key[0]), key[1])
            except (StoreError, ReleaseError, LogBrokenError) as fault:
                raise ArchiveError(()) from fault
            if self._archive is None:
                raise ArchiveError(())
            return self._archive

    def watched_archive(self) -> Archive | None:
        """None: each request looks whether the draft is another one."""
        return None

    def watch(self) -> Archive:
        """The same as `archive`."""
        return self.archive()

    def prepare_by(self, prepare: Callable[[Archive], None]) -> None:
        """A draft is shown at once: nothing is prepared before."""

    def release(self, number: int) -> Archive | None:
        """The archive of a public release; None if there is none of that number. Raises UnreadableReleaseError."""
        newest = self._newest()
        return self._open_release(number, newest) if 1 <= number <= newest else None

    def history(self, before: int | None, count: int) -> tuple[ReleaseRecord, ...]:
        """The last public releases, the newest first, below the number `before`. Raises UnreadableReleaseError."""
        newest = self._newest()
        last = newest if before is None else min(newest, before - 1)
        records = (self._reader.record(number) for number in range(last, max(last - count, 0), -1))
        return tuple(record for record in records if record)

    def announcements(self) -> AnnouncedPublications:
        """What the public was told of publications to come. Raises UnreadableReleaseError."""
        try:
            return announced_publications(read_announcements(self._desk.releases), self._desk.now())
        except StoreError as fault:
            raise UnreadableReleaseError(f"the announcements: {fault}") from fault

    def package(self, archive: Archive, make: Callable[[Archive], bytes]) -> bytes:
        """The file that `make` makes of an archive. Nothing of a draft is kept in the public store."""
        return make(archive)

    def state(self) -> ArchiveState:
        """Whether there is a draft to show."""
        archive = self._archive
        return ArchiveState("ok" if archive else "failing", len(archive.numbers) if archive else 0, 0, 0, 0)

    def _newest(self) -> int:
        try:
            return self._desk.newest_release()
        except StoreError as fault:
            raise UnreadableReleaseError(str(fault)) from fault

    def _open_release(self, number: int, newest: int) -> Archive:
        return self._reader.archive(
            number,
            newest,
            lambda release: describe_publication(
                release, newest, lambda other: self._open_release(other, newest), self._reader.facts, self._desk.now()
            ),
        )

    def _marked(self, archive: Archive, newest: int) -> Archive:
        """The draft with what it is told of itself: it would be the release after the newest one."""
        stored, now = load_release(self._desk.releases, newest) if newest else None, self._desk.now()

        def open_release(number: int) -> Archive:
            return marked if number > newest else self._open_release(number, newest)

        def find_facts(number: int) -> ReleaseFacts | None:
            return facts if number > newest else self._reader.facts(number)

        files = {name: sha256(data) for name, data in archive.files.items()}
        facts = ReleaseFacts(newest + 1, now.astimezone(morocco_zone()).date(), {}, files)
        publication: Publication[Archive] = Publication(
            newest + 1,
            now,
            DRAFT_KIND,
            {},
            told_corrections(stored.release, now) if stored else (),
            newest + 1,
            open_release,
            find_facts,
            month_in_morocco(now),
        )
        # Emblem and template are in the data folder.
        marked = replace(archive, folder=data_folder()).published_as(publication)
        return marked
