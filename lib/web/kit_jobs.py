"""Background jobs that make press kits, one at a time, each once, and cache them on disk."""

from __future__ import annotations

import asyncio
import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from lib.archive import Archive
from lib.export.rendering.chromium import BusyError, shared_chromium
from lib.export.rendering.disk_cache import DiskCache, cache_folder, cache_key
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.releases import open_live_archive
from lib.web.copies import CopyMaker, archive_hash, code_hash
from lib.web.kit import plan_kit, write_kit
from lib.web.links import Links

log = logging.getLogger(__name__)

MAX_WAITING_KITS = 6  # unfinished jobs; further ones are refused
KIT_CACHE_BYTES = 1024 * 1024 * 1024  # of all kits together; one has about 80 MB


@dataclass(frozen=True, slots=True)
class KitProgress:
    """The progress of a kit: `done` of `total` files. `path` is set once it is ready; `fault` is the error of the
    last attempt.
    """

    done: int
    total: int
    path: Path | None = None
    fault: Exception | None = None


class KitJobs:
    """The kit jobs of one process, thread-safe. `desk` returns a maker of copies for one kit, its day fixed.

    A kit stays valid, with the day on which it was made, until the record book changes.
    """

    def __init__(self, store: DiskCache, desk: Callable[[], CopyMaker]) -> None:
        self._store = store
        self._desk = desk
        self._begun: dict[str, KitProgress] = {}
        self._counting = threading.Lock()
        self._turn = threading.Lock()

    def progress(self, edition: int, archive: Archive, links: Links) -> KitProgress:
        """The progress of the kit of an edition. Starts no job."""
        total, name = len(plan_kit(edition)), kit_key(edition, archive, links)
        if path := self._store.path(name):
            return KitProgress(total, total, path)
        with self._counting:
            return self._begun.get(name, KitProgress(0, total))

    def begin(self, edition: int, archive: Archive, links: Links) -> KitProgress:
        """Start a job for the kit unless it is ready or in progress. Raises BusyError if too many jobs are waiting."""
        state, name = self.progress(edition, archive, links), kit_key(edition, archive, links)
        with self._counting:
            begun = self._begun.get(name)
            if state.path or (begun and not begun.fault):
                return state
            self._begun = {other: far for other, far in self._begun.items() if not far.fault}
            if len(self._begun) >= MAX_WAITING_KITS:
                raise BusyError(f"{len(self._begun)} kits are waiting")
            fresh = self._begun[name] = KitProgress(0, state.total)
        threading.Thread(target=self._work, args=(edition, archive, links), name="kit", daemon=True).start()
        return fresh

    def make_kit(
        self, edition: int, archive: Archive, links: Links, tell: Callable[[int], None] = lambda done: None
    ) -> Path:
        """The kit of an edition, made synchronously if it is not cached; `tell` as in `write_kit`.

        Raises PictureError, and OSError if the kit cannot be written.
        """
        name = kit_key(edition, archive, links)
        with self._turn:
            if not self._store.path(name):
                with self._store.open_for_writing(name) as file:
                    asyncio.run(write_kit(file, edition, archive, self._desk(), links, tell))
            path = self._store.path(name)
        if path is None:
            raise OSError("the press kit was written, and is gone")
        return path

    def _work(self, edition: int, archive: Archive, links: Links) -> None:
        name = kit_key(edition, archive, links)

        def tell(done: int) -> None:
            with self._counting:
                self._begun[name] = replace(self._begun[name], done=done)

        try:
            self.make_kit(edition, archive, links, tell)
        except Exception as fault:
            log.exception("the press kit of edition %s could not be made", edition)
            with self._counting:
                self._begun[name] = replace(self._begun[name], fault=fault)
        else:
            with self._counting:
                del self._begun[name]


@cache
def shared_kit_jobs() -> KitJobs:
    """The kit jobs of this process."""

    def desk() -> CopyMaker:
        day = day_of_retrieval()
        # A separate cache object on the same folder, because each is bound to one event loop.
        return CopyMaker(open_live_archive(), DiskCache(cache_folder() / "press"), shared_chromium(), lambda: day)

    return KitJobs(DiskCache(cache_folder() / "kits", KIT_CACHE_BYTES), desk)


def kit_key(edition: int, archive: Archive, links: Links) -> str:
    """The cache key of a kit: a hash of everything it is made from."""
    return cache_key("kit", code_hash(), archive_hash(archive), str(edition), repr(links))
