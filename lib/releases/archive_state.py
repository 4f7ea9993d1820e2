"""The record book that is served, and its state for monitoring."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from lib.archive import Archive
from lib.releases.release import Release

GONE_TOLD = timedelta(days=7)  # how long an edition that is gone is told of


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """The state of the record book, in numbers that reveal nothing of files that are not served.

    status     ok: the newest release is served, and it is what the folder holds or held. degraded: the folder has
               errors, or the store can't be used; what was served before is served. failing: nothing can be served
    editions   those that are served
    errors, warnings   those of the folder as it is now
    held_back  the editions of the folder as it is now that can't be served
    release    the number of the release that is served; None if what is served could not become one
    store      False if the store of releases can't be read or written, or does not answer
    folder     False if the data folder does not answer: its disk hangs
    gone       the editions that the release before had and this one has not, though nobody has said why; told for
               GONE_TOLD
    """

    status: Literal["ok", "degraded", "failing"]
    editions: int
    errors: int
    warnings: int
    held_back: int
    release: int | None = None
    store: bool = True
    folder: bool = True
    gone: int = 0


@dataclass(frozen=True, slots=True)
class Served:
    """An archive that is served since or from an instant, and its release; None if it could not become one."""

    archive: Archive
    release: Release | None
    since: datetime
