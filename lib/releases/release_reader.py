"""The releases of a store beside the one that is served: opened when they are asked for, a few held in memory."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from time import monotonic

import cachetools

from lib.archive import Archive
from lib.archive.archive import ArchiveCheck, check_archive
from lib.archive.publication import Publication, ReleaseFacts, UnreadableReleaseError
from lib.releases.announcements import (
    AnnouncedPublications,
    Announcement,
    announced_publications,
    read_announcements,
)
from lib.releases.history import ReleaseRecord
from lib.releases.publishing import load_release
from lib.releases.release import DATA_PREFIX, Release, ReleaseError
from lib.releases.store import ReleaseStore, StoreError

# How many older releases are held in memory. Every chart is held against the two releases around each correction of the
# last year; where these don't all find room, each chart opens them anew.
MAX_OPENED = 32
MAX_PACKAGES = 8
# Of how many releases it is held what they say of themselves.
MAX_RECORDS = 4096
ANNOUNCEMENTS_HELD = 3.0  # seconds: however many ask, the store is asked once in them

log = logging.getLogger(__name__)


class ReleaseReader:
    """Reads releases by number. It may be used from many threads."""

    def __init__(self, store: ReleaseStore, clock: Callable[[], float] = monotonic) -> None:
        self._store = store
        self._listing = Lock()  # held by the one thread that reads the announcements
        self._announcements: cachetools.TTLCache[None, tuple[Announcement, ...]] = cachetools.TTLCache(
            1, ANNOUNCEMENTS_HELD, clock
        )
        self._opening = Lock()  # held by the one thread that opens a release
        self._packing = Lock()  # held by the one thread that makes or fetches a package
        self._opened: cachetools.LRUCache[tuple[int, int], Archive] = cachetools.LRUCache(MAX_OPENED)
        self._packages: cachetools.LRUCache[int, bytes] = cachetools.LRUCache(MAX_PACKAGES)
        self._records: cachetools.LRUCache[int, ReleaseRecord] = cachetools.LRUCache(MAX_RECORDS)

    def archive(self, number: int, newest: int, publish: Callable[[Release], Publication[Archive]]) -> Archive:
        """The archive of a release while `newest` is served, with what `publish` tells it of the release.

        Raises UnreadableReleaseError.
        """
        with self._opening:
            if archive := self._opened.get((number, newest)):
                return archive
            try:
                stored = load_release(self._store, number)
                found = stored and check_files(stored.files).archive
            except (ReleaseError, StoreError, OSError) as fault:
                raise UnreadableReleaseError(f"release {number}: {fault}") from fault
            if not stored or not found:
                raise UnreadableReleaseError(f"release {number} holds no record book")
            archive = self._opened[number, newest] = found.published_as(publish(stored.release))
            return archive

    def record(self, number: int) -> ReleaseRecord | None:
        """What a release says of itself; None if it can't be read. Raises UnreadableReleaseError if the store can't."""
        with self._opening:
            if known := self._records.get(number):
                return known
            try:
                stored = load_release(self._store, number)
            except StoreError as fault:
                raise UnreadableReleaseError(f"release {number}: {fault}") from fault
            except ReleaseError as fault:
                log.error("release %d can't be read: %s", number, fault)
                return None
            if stored is None:
                return None
            known = self._records[number] = ReleaseRecord(stored.release, stored.hash)
            return known

    def facts(self, number: int) -> ReleaseFacts | None:
        """The same without the rest of its file; None if it can't be read. Raises UnreadableReleaseError."""
        record = self.record(number)
        if record is None:
            return None
        release = record.release
        files = {name.removeprefix(DATA_PREFIX): digest for name, digest in release.files.items()}
        changed_in = {name.removeprefix(DATA_PREFIX): changed for name, changed in release.changed_in.items()}
        return ReleaseFacts(number, record.day, release.note, files, changed_in)

    def announcements(self, now: datetime) -> AnnouncedPublications:
        """What is announced. Raises UnreadableReleaseError."""
        with self._listing:
            if (held := self._announcements.get(None)) is None:
                try:
                    held = self._announcements[None] = read_announcements(self._store)
                except StoreError as fault:
                    raise UnreadableReleaseError(f"the announcements: {fault}") from fault
        return announced_publications(held, now)

    def package(self, number: int, make: Callable[[], bytes]) -> bytes:
        """The data package of a release as it was first made. Where the store can't be used, it is made again."""
        with self._packing:
            if held := self._packages.get(number):
                return held
            try:
                if (data := self._store.package(number)) is None:
                    made = make()
                    self._store.keep_package(number, made)
                    data = self._store.package(number) or made  # another server may have been faster
            except StoreError as fault:
                log.warning("the data package of release %d can't be kept: %s", number, fault)
                return make()
            self._packages[number] = data
            return data


def check_files(files: Mapping[str, bytes], published: bool = True) -> ArchiveCheck:
    """Check data files that are held in memory, as `Archive.files` and releases have them. Raises OSError.

    `published`: they were public once, or were checked before, so that unusual figures stay.
    """
    with TemporaryDirectory(prefix="abwab-") as folder:
        for name, data in files.items():
            path = Path(folder, name)
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)
        return check_archive(folder, published)
