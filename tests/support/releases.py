"""Releases of a data folder on days that a test sets."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from lib.archive.archive import check_archive
from lib.releases.publishing import publish_release
from lib.releases.release import PlannedRelease, ReleaseKind, hash_files
from lib.releases.store import ReleaseStore

BEGIN = datetime(2027, 5, 17, 10, tzinfo=UTC)
REASONS = {"ar": "السبب.", "fr": "La raison.", "en": "The reason."}


class Time:
    """The time of day, which a test sets."""

    def __init__(self) -> None:
        self.now = BEGIN

    def __call__(self) -> datetime:
        return self.now

    def seconds(self) -> float:
        """Seconds that rise with it."""
        return self.now.timestamp()


def publish_folder(
    folder: Path, store: ReleaseStore, now: Time, kind: ReleaseKind, reasons: Mapping[str, str] | None = None
) -> None:
    """Publish a folder as it is, and let a day pass."""
    archive = check_archive(folder).archive
    assert archive
    planned = PlannedRelease(instant=now.now, kind=kind, note=reasons or {}, files=hash_files(archive.files))
    _, done = publish_release(store, planned, archive.files, now)
    assert done
    now.now += timedelta(days=1)
