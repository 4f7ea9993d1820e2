"""What a process serves: a record book, its state, and what its archive is told of its release."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from lib.archive import Archive
from lib.archive.publication import Publication, ReleaseFacts, month_in_morocco
from lib.releases.announcements import AnnouncedPublications
from lib.releases.archive_state import ArchiveState
from lib.releases.history import ReleaseRecord
from lib.releases.publishing import recent_corrections
from lib.releases.release import Release


class ServedBook(Protocol):
    """What a process serves: the record book of this moment, and the releases that are or were public."""

    def archive(self) -> Archive:
        """The archive to show now. Raises ArchiveError if there is none."""

    def watched_archive(self) -> Archive | None:
        """The same without a look at any store or folder; None unless `watch` is called regularly."""

    def watch(self) -> Archive:
        """The same as `archive`, for a caller that repeats the call."""

    def prepare_by(self, prepare: Callable[[Archive], None]) -> None:
        """Have `prepare` called with each archive before it replaces another one."""

    def release(self, number: int) -> Archive | None:
        """The archive of a release; None if there is none of that number. Raises UnreadableReleaseError."""

    def history(self, before: int | None, count: int) -> tuple[ReleaseRecord, ...]:
        """The last releases, the newest first, below the number `before`. Raises UnreadableReleaseError."""

    def announcements(self) -> AnnouncedPublications:
        """What the public was told of publications to come. Raises UnreadableReleaseError."""

    def package(self, archive: Archive, make: Callable[[Archive], bytes]) -> bytes:
        """The file that `make` makes of an archive, for a release the same bytes at each call."""

    def state(self) -> ArchiveState:
        """The state of the record book at the last call of `archive`."""


def describe_publication(
    release: Release,
    newest: int,
    open_release: Callable[[int], Archive],
    find_facts: Callable[[int], ReleaseFacts | None],
    now: datetime,
) -> Publication[Archive]:
    """What the archive of a release is told of it, while the release `newest` is served."""
    return Publication(
        release.number,
        release.instant,
        release.kind,
        release.note,
        told_corrections(release, now),
        newest,
        open_release,
        find_facts,
        month_in_morocco(now if release.number == newest else release.instant),
    )


def told_corrections(release: Release, now: datetime) -> tuple[int, ...]:
    """The numbers of the corrections that are told of under charts, oldest first."""
    return tuple(sorted(recent_corrections(release.corrections, now)))
