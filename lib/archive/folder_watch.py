"""The watch of a data folder: it finds the states that have come to rest, and checks each of them once."""

import logging
import os
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path

from lib.archive.archive import ArchiveCheck, check_archive
from lib.archive.disk_call import DiskCalls, HangingError
from lib.archive.file_names import is_system_name
from lib.archive.message import say
from lib.archive.message_parts import quote
from lib.archive.problem import Problem

# name -> (size, mtime_ns, ctime_ns), None for a folder: {"4-fes-2023/visitors.csv": (2048, …, …), "4-fes-2023": None}
FolderState = dict[str, tuple[int, int, int] | None]

STATE_PATIENCE = 10.0  # seconds for a look at the names and the times of the files
CHECK_PATIENCE = 60.0  # seconds for reading and checking them all

log = logging.getLogger(__name__)


class FolderWatch:
    """Reads a folder when it has changed and come to rest. For one thread at a time.

    A change must stay as it is for `rest` seconds before it is read: a file that is being copied may parse when half of
    it is there, and a folder may check out when half of its files are new. Where files arrive more slowly, it waits for
    twice the longest pause between two changes. `clock` gives seconds that only rise. While the disk hangs, nothing is
    read, and `hanging` is True.
    """

    def __init__(self, folder: Path | str, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = Path(folder)
        self._rest = rest
        self._clock = clock
        self._known: FolderState | None = None  # the state that was read last
        self._pending: FolderState | None = None  # a state that was not read yet
        self._since = 0.0  # when it was seen first
        self._pause = 0.0  # the longest time between two changes of those that it is the last of
        self._disk = DiskCalls()

    @property
    def hanging(self) -> bool:
        """Whether the folder could not be read in time when it was last looked at."""
        return self._disk.hanging

    def read(self) -> ArchiveCheck | None:
        """The folder as it is now, at rest or not; None if this state was read before, or can't be read."""
        with suppress(HangingError):
            return self._read()
        return None

    def at_rest(self) -> bool:
        """Whether the state that was read last has come to rest, and is still there."""
        with suppress(HangingError):
            return self._state() == self._known and self._clock() - self._since >= self._rest
        return False

    def look(self) -> ArchiveCheck | None:
        """A state that has come to rest since the last look; None if there is none."""
        with suppress(HangingError):
            return self._look()
        return None

    def _read(self) -> ArchiveCheck | None:
        state = self._state()
        if state == self._known:
            return None
        found = self._check(state)
        self._known = self._pending = state
        self._since = self._clock() - seconds_unchanged(state)
        return found

    def _look(self) -> ArchiveCheck | None:
        now = self._clock()
        state = self._state()
        if state == self._known:
            self._pending, self._pause = None, 0.0
            return None
        if state != self._pending:
            self._pause = max(self._pause, now - self._since) if self._pending is not None else 0.0
            self._pending, self._since = state, now
        if now - self._since < max(self._rest, 2 * self._pause):
            return None
        found = self._check(state)
        after = self._state()
        if after != state:  # it changed while it was read: wait again
            self._pending, self._since = after, now
            return None
        self._known, self._pending, self._pause = state, None, 0.0
        return found

    def _state(self) -> FolderState:
        return self._disk.call("state", lambda: folder_state(self._folder), STATE_PATIENCE)

    def _check(self, state: FolderState) -> ArchiveCheck:
        try:
            return self._disk.call(frozenset(state.items()), lambda: check_archive(self._folder), CHECK_PATIENCE)
        except HangingError:
            raise
        except Exception as error:  # a fault of the check itself must not take the pages down
            # The words of the error may quote what is in the files, which the log must not hold.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("the folder %s could not be checked: %s\n%s", self._folder, type(error).__name__, where)
            fault = say("{name} could not be checked; expected the reason in the log", name=quote(str(self._folder)))
            return ArchiveCheck(None, (Problem(".", 1, "folder", fault),), 0)


def seconds_unchanged(state: FolderState) -> float:
    """For how long no file of a state has been written, renamed or replaced, by the clock of the files."""
    return max(0.0, time.time() - max((max(file[1:]) for file in state.values() if file), default=0) / 1e9)


def folder_state(folder: Path) -> FolderState:
    """The state of all files but those of systems, without reading them: {} for a folder that isn't there.

    A file that is not read counts, too: the check says why it is not.
    """
    return dict(_marks(str(folder), ""))


def _marks(folder: str, prefix: str) -> Iterator[tuple[str, tuple[int, int, int] | None]]:
    """`prefix` is "" at the top, whose folders are looked into, and "4-fes-2023/" in one of them."""
    try:
        with os.scandir(folder) as scan:  # several times as fast as Path.iterdir, and readers wait for it
            entries = sorted(scan, key=attrgetter("name"))
    except OSError:  # removed, or not to be read
        return
    for entry in entries:
        if is_system_name(entry.name):
            continue
        name = prefix + entry.name
        try:
            if entry.is_dir():
                yield name, None
                if not prefix:
                    yield from _marks(entry.path, f"{name}/")
            else:
                state = entry.stat()
                yield name, (state.st_size, state.st_mtime_ns, state.st_ctime_ns)
        except OSError:  # gone since it was listed: the next look sees it so
            continue
