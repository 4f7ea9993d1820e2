"""The live archive: the archive that is served. It is that of the newest release.

The data folder is followed: a state of it that checks out and has come to rest becomes a release, and is served then.
"""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from itertools import islice
from pathlib import Path
from threading import Lock

from lib.archive import Archive, ArchiveError, Problem, data_folder
from lib.archive.archive import ArchiveCheck
from lib.archive.folder_watch import FolderWatch
from lib.archive.problem import errors
from lib.archive.publication import Publication, month_in_morocco
from lib.releases.announcements import AnnouncedPublications
from lib.releases.archive_state import GONE_TOLD, ArchiveState, Served
from lib.releases.difference import compare_archives, derive_kind
from lib.releases.history import ReleaseRecord
from lib.releases.publishing import (
    LEAD_TIME,
    Clock,
    StoredRelease,
    count_gone_editions,
    current_instant,
    publish_release,
    releases_backwards,
)
from lib.releases.release import PlannedRelease, Release, hash_files, whole_second
from lib.releases.release_reader import ReleaseReader, check_files
from lib.releases.served_book import ServedBook, describe_publication, told_corrections
from lib.releases.store import ReleaseStore, StoreError, store_address

POLL_INTERVAL = 0.5  # seconds between two looks at the folder and the store
REST = 10.0  # seconds for which a change of the folder must stand: files may be copied one by one, seconds apart
# A clock that is ahead at the publisher must not keep a release back for longer than this after it was found.
LONGEST_LEAD = LEAD_TIME + timedelta(seconds=2)
LOOK_BACK = 100  # releases that a folder may lag behind and still be known as one that lags behind
STORE_PATIENCE = 30.0  # seconds after which a store that does not answer is told of
EVER = datetime.min.replace(tzinfo=UTC)

log = logging.getLogger(__name__)


class LiveArchive:
    """The archive of the newest release. It may be used from many threads.

    What a folder holds when it is opened, or changes to, becomes a release if it has no error, if it stands for `rest`
    seconds, and if it is not what an earlier release holds: then the folder lags behind a publisher elsewhere. A
    release is served from its own instant on, so that all servers on a store change over together. As long as the store
    holds no release and can't be written, the folder is served without one. `clock` gives seconds that only rise.
    """

    def __init__(
        self,
        folder: Path | str,
        store: ReleaseStore,
        rest: float = REST,
        clock: Callable[[], float] = time.monotonic,
        now: Clock = current_instant,
    ) -> None:
        self._watch = FolderWatch(folder, rest, clock)
        self._store = store
        self._clock = clock
        self._now = now
        self._reading = Lock()  # held by the one thread that looks at the folder and the store
        self._line: tuple[Served, ...] = ()  # the archive that is served, and those that come after it
        self._number: int | None = None  # of the newest release of the store; None until the store could be read
        self._found: ArchiveCheck | None = None  # what the state of the folder that was read last has in it
        self._reader = ReleaseReader(store, clock)
        self._waiting: Archive | None = None  # of the folder; it is not followed yet
        self._followed: Mapping[str, str] | None = None  # the hashes of the state that was followed last
        self._store_fault = ""
        self._store_asked: float | None = None  # since when an answer of the store is waited for
        self._gone = 0
        self._frozen: tuple[Archive | None, Archive | None] = (None, None)  # the one served, and the same as published
        self._looked = float("-inf")
        self._watched = False
        self._prepare: Callable[[Archive], None] = lambda archive: None

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The errors for which the newest state of the folder is not served; empty if there are none."""
        served, found = self._current(), self._found
        return errors(found.problems) if found and not (served and served.archive is found.archive) else ()

    def state(self) -> ArchiveState:
        """The state of the record book at the last call of `archive`."""
        served, found = self._current(), self._found
        problems = found.problems if found else ()
        wrong = len(errors(problems))
        valid = len(found.archive.numbers) if found and found.archive else 0
        asked = self._store_asked
        store = not self._store_fault and (asked is None or self._clock() - asked < STORE_PATIENCE)
        folder = not self._watch.hanging
        release = served.release if served else None
        gone = self._gone if release and self._now() - release.instant < GONE_TOLD else 0
        return ArchiveState(
            "failing" if served is None else "ok" if store and folder and not (wrong or gone) else "degraded",
            len(served.archive.numbers) if served else 0,
            wrong,
            len(problems) - wrong,
            max(0, found.editions - valid) if found else 0,
            release.number if release else None,
            store,
            folder,
            gone,
        )

    def archive(self) -> Archive:
        """The archive to show now.

        Raises ArchiveError until an archive could be read; after that it never raises, whatever happens to the folder
        and to the store.
        """
        if not self._watched and self._reading.acquire(blocking=not self._line):
            try:
                self._look()
            finally:
                self._reading.release()
        return self._served()

    def _served(self) -> Archive:
        if served := self._current():
            return served.archive
        raise ArchiveError(self._found.problems if self._found else ())

    def watched_archive(self) -> Archive | None:
        """The archive to show now, without a look at the folder; None unless `watch` is called regularly."""
        served = self._current() if self._watched else None
        return served.archive if served else None

    def release(self, number: int) -> Archive | None:
        """The archive of a release that is or was public; None if there is no such release.

        One that is in the store already, but not served yet, is not there. Raises UnreadableReleaseError.
        """
        served = self._current()
        newest = served.release.number if served and served.release else 0
        if number == newest and served:
            return self._as_published(served)
        return self._open_release(number, newest) if 1 <= number <= newest else None

    def history(self, before: int | None, count: int) -> tuple[ReleaseRecord, ...]:
        """The last `count` releases that are or were public, the newest first; only those below the number `before`.

        Raises UnreadableReleaseError.
        """
        served = self._current()
        newest = served.release.number if served and served.release else 0
        last = newest if before is None else min(newest, before - 1)
        records = (self._reader.record(number) for number in range(last, max(last - count, 0), -1))
        return tuple(record for record in records if record)

    def announcements(self) -> AnnouncedPublications:
        """What the public was told of publications to come. Raises UnreadableReleaseError."""
        return self._reader.announcements(self._now())

    def package(self, archive: Archive, make: Callable[[Archive], bytes]) -> bytes:
        """The file that `make` made of a release when it was first requested: the same bytes since, on every server.

        Where the store can't be written, or the archive is not a release, it is made again.
        """
        release = archive.publication
        return self._reader.package(release.number, lambda: make(archive)) if release else make(archive)

    def prepare_by(self, prepare: Callable[[Archive], None]) -> None:
        """Have `prepare` called with each archive before it replaces another one, in the thread that looks."""
        self._prepare = prepare

    def watch(self) -> Archive:
        """The same as `archive`, for a caller that repeats the call. Other callers then don't look at the folder, and
        wait for no disk.
        """
        self._watched = True
        with self._reading:
            self._look()
        return self._served()

    def _current(self) -> Served | None:
        """The record book served at this instant: the same on every server, whenever each has looked at the store."""
        now = self._now()
        return next((served for served in reversed(self._line) if served.since <= now), next(iter(self._line), None))

    def _look(self) -> None:
        """Find a new release, and follow the folder."""
        now = self._clock()
        if now - self._looked < POLL_INTERVAL:
            return
        self._looked = now
        if served := self._current():  # a clock that is set back must not bring an older release again
            self._line = self._line[self._line.index(served) :]
        self._keep_current()
        if found := self._watch.look() if self._line else self._watch.read():
            self._found = found
            self._waiting = None if errors(found.problems) else found.archive
        fault = ""
        self._store_asked = self._clock()
        try:
            self._take_newest()
            if self._waiting and self._watch.at_rest():
                self._follow(self._waiting)
                self._waiting = None
        except StoreError as error:
            fault = str(error)
            if fault != self._store_fault:
                log.warning("%s; what was served before stays", fault)
        finally:
            self._store_asked = None
        self._store_fault = fault
        if self._number == 0:
            self._serve_folder()

    def _take_newest(self) -> None:
        """Put the new releases of the store in line, from the newest one back to one whose instant has come."""
        number = self._store.newest_number(self._number or 0)
        if number == self._number:
            return
        now = self._now()
        taken: list[Served] = []
        for stored in releases_backwards(self._store, number):
            if stored.release.number <= (self._number or 0):
                break
            if archive := self._archive_of(stored):
                publication = self._publication(stored.release, stored.release.number)
                archive = self._made_ready(archive.published_as(publication))
                taken.append(Served(archive, stored.release, min(stored.release.instant, now + LONGEST_LEAD)))
                if taken[-1].since <= now:
                    break
        if number and not taken and not self._line:
            raise StoreError(f"{self._store.address} holds no release that can be read")
        self._line = (*self._line, *reversed(taken))
        self._number = number
        self._gone = count_gone_editions(self._store, number)

    def _keep_current(self) -> None:
        """Serve the same without the notes on corrections whose time is over, and with the month that has begun."""
        for served in self._line[:1]:
            told, now = served.archive.publication, self._now()
            if not told or not served.release:
                continue
            is_over = len(told.corrections) > len(told_corrections(served.release, now))
            if is_over or told.month != month_in_morocco(now):
                publication = self._publication(served.release, served.release.number)
                archive = self._made_ready(served.archive.published_as(publication))
                self._line = (replace(served, archive=archive), *self._line[1:])

    def _publication(self, release: Release, newest: int) -> Publication[Archive]:
        open_release = partial(self._open_release, newest=newest)
        return describe_publication(release, newest, open_release, self._reader.facts, self._now())

    def _open_release(self, number: int, newest: int) -> Archive:
        """The archive of a release, as long as `newest` is served. Raises UnreadableReleaseError."""
        for served in self._line:
            if served.release and served.release.number == number == newest:
                return served.archive
        return self._reader.archive(number, newest, lambda release: self._publication(release, newest))

    def _as_published(self, served: Served) -> Archive:
        """The archive of the newest release under its own address, where a standing record does not grow with the
        months: what that address shows stays.
        """
        publication, release = served.archive.publication, served.release
        if publication is None or release is None or publication.month == month_in_morocco(release.instant):
            return served.archive
        known, frozen = self._frozen
        if known is not served.archive or frozen is None:
            frozen = served.archive.published_as(replace(publication, month=month_in_morocco(release.instant)))
            self._frozen = (served.archive, frozen)
        return frozen

    def _archive_of(self, stored: StoredRelease) -> Archive | None:
        """The archive of a release; None if nothing of it can be shown."""
        if self._found and self._found.archive and hash_files(self._found.archive.files) == stored.release.files:
            return self._found.archive
        found = check_files(stored.files)
        if wrong := len(errors(found.problems)):  # it was published by a program that checked less
            log.error("release %d has %d errors; what stands of it is served", stored.release.number, wrong)
        return found.archive

    def _follow(self, archive: Archive) -> None:
        """Publish a state of the folder, unless a release holds it. Raises StoreError."""
        files = hash_files(archive.files)
        last = self._line[-1] if self._number else None
        lags = last and last.release and last.release.files not in (files, self._followed)
        if lags and (number := self._number_of(files)):
            log.warning("the data folder holds release %d, not the newest, which stays", number)
            self._followed = files
            return
        kind = derive_kind(compare_archives(last.archive, archive)) if last else "new_edition"
        planned = PlannedRelease(instant=whole_second(self._now()), kind=kind, files=files)
        release, done = publish_release(self._store, planned, archive.files, self._now)
        if done:
            log.info("release %d is published", release.number)
        self._followed = files
        self._take_newest()

    def _number_of(self, files: Mapping[str, str]) -> int | None:
        """The number of the newest release that holds these files, if it is one of the last."""
        stored = islice(releases_backwards(self._store, self._number or 0), LOOK_BACK)
        return next((each.release.number for each in stored if each.release.files == files), None)

    def _serve_folder(self) -> None:
        """Serve the folder without a release, because the store holds none. What has errors replaces only its like."""
        found, served = self._found, self._current()
        if not found or not found.archive or (served and served.archive is found.archive):
            return
        if served is None or not errors(found.problems) or errors(served.archive.problems):
            self._line = (Served(self._made_ready(found.archive), None, EVER),)

    def _made_ready(self, archive: Archive) -> Archive:
        """The archive, once what readers will ask of it is computed; at once if they have no other."""
        if self._line:
            self._store_asked = None  # it is not the store that takes its time
            try:
                self._prepare(archive)
            except Exception:  # a page will try again whatever failed here
                log.exception("not everything could be made ready")
        return archive


_instead: list[ServedBook] = []


def open_live_archive() -> ServedBook:
    """The archive that all readers of this process share. Raises ValueError if ABWAB_STORE names no store."""
    return _instead[-1] if _instead else _open(data_folder(), store_address())


@contextlib.contextmanager
def serve_instead(book: ServedBook) -> Iterator[None]:
    """Within the block another record book is served in this process than the public one."""
    _instead.append(book)
    try:
        yield
    finally:
        _instead.remove(book)


@cache
def _open(folder: Path, address: str) -> LiveArchive:
    return LiveArchive(folder, ReleaseStore(address))
