"""Background jobs that make press kits, one at a time, each once, in turns by client, and cache them on disk."""

from __future__ import annotations

import asyncio
import atexit
import logging
import math
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextvars import copy_context
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import IO

from lib.archive import Archive
from lib.export.rendering.chromium import BusyError, NoChromiumError, shared_chromium
from lib.export.rendering.disk_cache import DiskCache, cache_folder, cache_key
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import Language, LanguageCode
from lib.releases import open_live_archive
from lib.server.client import CURRENT_CLIENT
from lib.server.fair_queue import FairSemaphore
from lib.web.copies import CopyMaker
from lib.web.copy_hashes import archive_hash, code_hash, release_hash
from lib.web.kit import kit_stem, plan_kit, write_kit
from lib.web.links import Links

log = logging.getLogger(__name__)

MAX_WAITING_KITS = 12  # unfinished jobs, of which one client may have as many as it leaves to the others
SECONDS_PER_FILE = 0.3  # of a kit, before the first one is made
KIT_CACHE_BYTES = 1024 * 1024 * 1024  # of all kits together; one has about 30 MB


@dataclass(frozen=True, slots=True)
class KitProgress:
    """The progress of a kit: `done` of `total` files. `path` is set once it is ready; `fault` is the error of the last
    attempt. `began` is when its turn had come, in seconds of the monotonic clock; `ahead` is how many seconds the kits
    before it still take. `client` is who asked for it first.
    """

    done: int
    total: int
    path: Path | None = None
    fault: Exception | None = None
    began: float = math.inf
    ahead: int = 0
    client: str = ""

    @property
    def seconds_left(self) -> int:
        """How long it will still take, at the pace so far."""
        passed = time.monotonic() - self.began
        pace = passed / self.done if self.done and passed > 0 else SECONDS_PER_FILE
        return self.ahead + max(1, math.ceil(pace * (self.total - self.done)))

    def fault_text(self, language: Language) -> str:
        """Why the kit could not be made, for a reader."""
        if isinstance(self.fault, NoChromiumError):
            return language.text(
                "The kit could not be made: pictures need a browser on the server. All tables are still available."
            )
        if isinstance(self.fault, OSError):
            return language.text(
                "The kit could not be made: the server has no room to write it. Each chart can be downloaded by itself."
            )
        return language.text("The kit could not be made. The server tries again when it is next asked for.")


class KitJobs:
    """The kit jobs of one process, thread-safe. `copy_maker` returns a maker of copies for one kit, its day fixed.

    A kit stays valid until the record book changes.
    """

    def __init__(self, store: DiskCache, copy_maker: Callable[[], CopyMaker]) -> None:
        self._store = store
        self._copy_maker = copy_maker
        self._spare: DiskCache | None = None  # in a temporary folder, when the store can't be written
        self._begun: dict[str, KitProgress] = {}
        self._counting = threading.Lock()
        self._turns = FairSemaphore(1)

    def progress(
        self, edition: int, archive: Archive, links: Links, lang: LanguageCode | None = None, names: Sequence[str] = ()
    ) -> KitProgress:
        """The progress of the kit of an edition, in one language or in all, with these charts or with all.

        Starts no job.
        """
        total, name = len(plan_kit(edition, lang, names)), kit_key(edition, archive, links, lang, names)
        if path := self._path(name):
            return KitProgress(total, total, path)
        with self._counting:
            return self._progress(name, total)

    def _progress(self, name: str, total: int) -> KitProgress:
        """The progress of a kit that is not ready, after those that were begun before."""
        before = takewhile(lambda other: other != name, self._begun)
        ahead = sum(self._begun[other].seconds_left for other in before if not self._begun[other].fault)
        return replace(self._begun.get(name, KitProgress(0, total)), ahead=ahead)

    def begin(
        self, edition: int, archive: Archive, links: Links, lang: LanguageCode | None = None, names: Sequence[str] = ()
    ) -> KitProgress:
        """Start a job for the kit unless it is ready or in progress. Raises BusyError if too many jobs are waiting."""
        state = self.progress(edition, archive, links, lang, names)
        name = kit_key(edition, archive, links, lang, names)
        with self._counting:
            begun = self._begun.get(name)
            if state.path or (begun and not begun.fault):
                return state
            self._begun = {other: far for other, far in self._begun.items() if not far.fault}
            client = CURRENT_CLIENT.get()
            own = sum(far.client == client for far in self._begun.values())
            if own >= MAX_WAITING_KITS - len(self._begun):
                first = min(far.seconds_left for far in self._begun.values())
                raise BusyError(f"{len(self._begun)} kits are waiting", first)
            self._begun[name] = KitProgress(0, state.total, client=client)
            fresh = self._progress(name, state.total)
        work = (self._work, edition, archive, links, lang, names)  # on behalf of the client, also at the browser
        threading.Thread(target=copy_context().run, args=work, name="kit", daemon=True).start()
        return fresh

    def make_kit(
        self,
        edition: int,
        archive: Archive,
        links: Links,
        tell: Callable[[int], None] = lambda done: None,
        lang: LanguageCode | None = None,
        names: Sequence[str] = (),
    ) -> Path:
        """The kit of an edition, made synchronously if it is not cached; `tell` as in `write_kit`, and with 0 first.

        Raises PictureError, and OSError if the kit cannot be written.
        """
        name, entries = kit_key(edition, archive, links, lang, names), plan_kit(edition, lang, names)
        with self._turns.turn(CURRENT_CLIENT.get()):
            tell(0)
            if not self._path(name):
                self._write(
                    name, lambda file: asyncio.run(write_kit(file, entries, archive, self._copy_maker(), links, tell))
                )
            path = self._path(name)
        if path is None:
            raise OSError("the press kit was written, and is gone")
        return path

    @property
    def failed(self) -> int:
        """The number of kits whose last attempt failed."""
        with self._counting:
            return sum(1 for far in self._begun.values() if far.fault)

    def _path(self, name: str) -> Path | None:
        return self._store.path(name) or (self._spare.path(name) if self._spare else None)

    def _write(self, name: str, write: Callable[[IO[bytes]], None]) -> None:
        """Write a kit into the store or, if that can't be written, into a temporary folder. Raises OSError."""
        try:
            with self._store.open_for_writing(name) as file:
                write(file)
        except OSError as error:
            log.warning("the press kit can't be kept in the cache folder: %s", error)
            self._spare = self._spare or DiskCache(_temporary_folder(), KIT_CACHE_BYTES)
            with self._spare.open_for_writing(name) as file:
                write(file)

    def _work(
        self, edition: int, archive: Archive, links: Links, lang: LanguageCode | None, names: Sequence[str]
    ) -> None:
        name = kit_key(edition, archive, links, lang, names)

        def tell(done: int) -> None:
            with self._counting:
                began = self._begun[name].began if done else time.monotonic()
                self._begun[name] = replace(self._begun[name], done=done, began=began)

        try:
            self.make_kit(edition, archive, links, tell, lang, names)
        except Exception as fault:
            log.exception("the press kit of edition %s could not be made", edition)
            with self._counting:
                self._begun[name] = replace(self._begun[name], fault=fault)
        else:
            with self._counting:
                del self._begun[name]


def _temporary_folder() -> Path:
    """A new folder that goes with the process. Raises OSError."""
    folder = tempfile.mkdtemp(prefix="abwab-kits-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


@cache
def shared_kit_jobs() -> KitJobs:
    """The kit jobs of this process."""

    def copy_maker() -> CopyMaker:
        day = day_of_retrieval()
        # A separate cache object on the same folder, because each is bound to one event loop.
        return CopyMaker(open_live_archive(), DiskCache(cache_folder() / "press"), shared_chromium(), lambda: day)

    return KitJobs(DiskCache(cache_folder() / "kits", KIT_CACHE_BYTES), copy_maker)


def kit_key(
    edition: int, archive: Archive, links: Links, lang: LanguageCode | None = None, names: Sequence[str] = ()
) -> str:
    """The cache key of a kit: a hash of everything it is made from."""
    return cache_key(
        "kit", code_hash(), archive_hash(archive), release_hash(archive), kit_stem(edition, lang), *names, repr(links)
    )
