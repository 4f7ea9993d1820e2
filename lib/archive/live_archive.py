"""The live archive: the archive that is served. It is replaced when the folder has changed and has no error."""

import logging
import os
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from operator import attrgetter
from pathlib import Path
from threading import Lock
from typing import Literal

from lib.archive.archive import Archive, ArchiveCheck, check_archive, data_folder
from lib.archive.message import say
from lib.archive.message_parts import quote
from lib.archive.problem import ArchiveError, Problem, errors

POLL_INTERVAL = 0.5  # seconds between two looks at the folder

# name -> (size, mtime_ns, ctime_ns), None for a folder: {"4-fes-2023/visitors.csv": (2048, …, …), "4-fes-2023": None}
FolderState = dict[str, tuple[int, int, int] | None]

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class ArchiveState:
    """How the folder stands, in numbers that say nothing of what is in it.

    status     ok: what is served is what is there. degraded: there are errors, and what is served is without the
               editions concerned, or is what was there before. failing: nothing can be served
    editions   those that are served
    errors, warnings   those of the folder as it is now
    held_back  the editions of the folder as it is now that can't be served
    """

    status: Literal["ok", "degraded", "failing"]
    editions: int
    errors: int
    warnings: int
    held_back: int


class LiveArchive:
    """The last good archive of a folder. It may be used from many threads.

    A change must stay as it is for `settle` seconds before it is read, because a file that is being copied may parse
    when half of it is there. A change that has errors is not served, unless what is served has errors as well. `clock`
    gives seconds that only rise.
    """

    def __init__(self, folder: Path | str, settle: float = 2.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = Path(folder)
        self._settle = settle
        self._clock = clock
        self._reading = Lock()  # held by the one thread that looks at the folder
        self._served: Archive | None = None
        self._problems: tuple[Problem, ...] = ()
        self._found: ArchiveCheck | None = None  # what the state that was read last has in it
        self._known: FolderState | None = None  # the state that was read last, whatever came of it
        self._pending: tuple[FolderState, float] | None = (
            None  # a state that was not read yet, and since when it has stood
        )
        self._looked = float("-inf")
        self._watched = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The errors for which the newest state of the folder is not served; empty if it is served."""
        return self._problems

    def state(self) -> ArchiveState:
        """How the folder stands, as it was when `archive` was asked for last."""
        served, found = self._served, self._found
        problems = found.problems if found else ()
        wrong = len(errors(problems))
        standing = len(found.archive.numbers) if found and found.archive else 0
        return ArchiveState(
            "failing" if served is None else "degraded" if wrong else "ok",
            len(served.numbers) if served else 0,
            wrong,
            len(problems) - wrong,
            max(0, found.editions - standing) if found else 0,
        )

    def archive(self) -> Archive:
        """The archive to show now.

        Raises ArchiveError until an archive could be read; after that it never raises, whatever happens to the folder.
        """
        if self._served is None:
            with self._reading:
                return self._served or self._first()
        if not self._watched and self._reading.acquire(blocking=False):
            try:
                self._look()
            finally:
                self._reading.release()
        return self._served

    def standing(self) -> Archive | None:
        """The archive to show now, without a look at the folder; None unless `watch` is called regularly."""
        return self._served if self._watched else None

    def watch(self) -> Archive:
        """The same as `archive`, for a caller that repeats the call. Other callers then don't look at the folder."""
        self._watched = False
        try:
            return self.archive()
        finally:
            self._watched = True

    def _first(self) -> Archive:
        """Read the folder for the first time. It need not settle, since no archive is served yet."""
        mark = folder_state(self._folder)
        if mark != self._known:
            self._known = mark
            found = self._found = check_archive(self._folder)
            self._served, self._problems = found.archive, () if found.archive else found.problems
        if self._served is None:
            raise ArchiveError(self._problems)
        return self._served

    def _look(self) -> None:
        """Read the folder if it has changed and has then stayed the same for the settling time."""
        now = self._clock()
        if now - self._looked < POLL_INTERVAL:
            return
        self._looked = now
        mark = folder_state(self._folder)
        if mark == self._known:
            self._pending = None
            return
        if self._pending is None or self._pending[0] != mark:
            self._pending = (mark, now)
        if now - self._pending[1] < self._settle:
            return
        try:
            found = check_archive(self._folder)
        except Exception as error:  # a fault of the check itself must not take the pages down
            # The words of the error may quote what is in the files, which the log must not hold.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("the folder %s could not be checked: %s\n%s", self._folder, type(error).__name__, where)
            fault = say("{name} could not be checked; expected the reason in the log", name=quote(str(self._folder)))
            found = ArchiveCheck(None, (Problem(".", 1, "folder", fault),), 0)
        after = folder_state(self._folder)
        if after != mark:  # it changed while it was read: wait again
            self._pending = (after, now)
            return
        self._known, self._pending, self._found = mark, None, found
        self._exchange(found.archive, found.problems)

    def _exchange(self, archive: Archive | None, problems: tuple[Problem, ...]) -> None:
        """Serve the new archive if it has no errors, or if the one that is served has errors too."""
        assert self._served
        if archive and (not errors(problems) or errors(self._served.problems)):
            self._served, self._problems = archive, ()
        else:
            self._problems = errors(problems)


def open_live_archive() -> LiveArchive:
    """The archive on disk that all readers of this process share."""
    return _shelf(data_folder())


@cache
def _shelf(folder: Path) -> LiveArchive:
    return LiveArchive(folder)


def folder_state(folder: Path) -> FolderState:
    """The state of the files that are read, without reading them: {} for a folder that isn't there."""
    return dict(_marks(str(folder), ""))


def _marks(folder: str, prefix: str) -> Iterator[tuple[str, tuple[int, int, int] | None]]:
    """`prefix` is "" at the top, whose folders are looked into, and "4-fes-2023/" in one of them."""
    try:
        with os.scandir(folder) as scan:  # several times as fast as Path.iterdir, and readers wait for it
            entries = sorted(scan, key=attrgetter("name"))
    except OSError:  # removed, or not to be read
        return
    for entry in entries:
        if entry.name.startswith((".", "~")):
            continue
        name = prefix + entry.name
        try:
            if entry.is_dir():
                yield name, None
                if not prefix:
                    yield from _marks(entry.path, f"{name}/")
            elif entry.name.endswith((".csv", ".toml")):
                state = entry.stat()
                yield name, (state.st_size, state.st_mtime_ns, state.st_ctime_ns)
        except OSError:  # gone since it was listed: the next look sees it so
            continue
