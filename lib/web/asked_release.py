"""The archive that a request is about: of today, or of the release that it names."""

from __future__ import annotations

import asyncio

from lib.archive import Archive
from lib.releases import ServedBook
from lib.web.address import RefusedError

NO_RELEASE = "There is no such release."


async def current_archive(live_archive: ServedBook) -> Archive:
    """The current archive. If no watcher keeps it up to date, a thread checks the folder. Raises ArchiveError."""
    archive = live_archive.watched_archive()
    return archive if archive is not None else await asyncio.to_thread(live_archive.archive)


async def open_release(live: ServedBook, number: int) -> Archive:
    """The archive of a release. Raises RefusedError if there is none of that number, and UnreadableReleaseError.

    What the refusal says is the same for every number: nobody can learn from it what is scheduled.
    """
    archive = await asyncio.to_thread(live.release, number)
    if archive is None:
        raise RefusedError(404, NO_RELEASE)
    return archive
