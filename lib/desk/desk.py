"""The desk: its stores, the acts that are done, and what comes due."""

from __future__ import annotations

import json
import logging
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import reduce
from pathlib import Path
from threading import RLock

from lib.archive import Message, data_folder, read_archive
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.acts.discard_draft import DiscardDraft
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.acts.record_release import RecordRelease
from lib.desk.acts.schedule_release import ScheduleRelease
from lib.desk.acts.stop_release import StopRelease
from lib.desk.desk_log import DeskLog, LogLine, OvertakenError
from lib.desk.desk_state import DeskState, Scheduled
from lib.language import Language
from lib.releases.publishing import (
    SCHEDULED,
    Clock,
    StoredRelease,
    current_instant,
    find_release_of_plan,
    load_release,
    publish_due,
    releases_backwards,
)
from lib.releases.release import (
    PlannedRelease,
    ReleaseError,
    hash_files,
    read_plan,
    sha256,
    whole_second,
    write_release,
)
from lib.releases.store import DESK_STORE_SETTING, FileStore, ReleaseStore, store_address

log = logging.getLogger(__name__)

ACTS: Mapping[str, type[Act]] = {
    act.name: act for act in (KeepDraft, DiscardDraft, ScheduleRelease, StopRelease, RecordRelease)
}


class RefusedActError(Exception):
    """An act that may not be done now, with the message to whoever wished it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class Person:
    """Who acts: the name given at the entrance, and the address that the request came from."""

    name: str
    place: str


THE_DESK = Person("", "")


class Desk:
    """The stores of the desk. Raises StoreError in all methods that use them.

    store     drafts, the log and what is scheduled: a store that no public server has
    releases  the public one
    """

    def __init__(self, store: FileStore, releases: ReleaseStore, now: Clock = current_instant) -> None:
        self.store, self.releases, self.now = store, releases, now
        self.log = DeskLog(store)
        self._newest = 0
        self._lock = RLock()

    def state(self) -> DeskState:
        """How the draft stands. Raises LogBrokenError."""
        with self._lock:
            return reduce(_apply, self.log.lines(), DeskState())

    def perform(self, act: Act, person: Person, seen: int) -> DeskState:
        """Do an act, and write its line. `seen` is the last line of the log that the person had seen.

        Raises RefusedActError, OvertakenError if somebody else has acted since, LogBrokenError.
        """
        with self._lock:
            state = self.state()
            if seen > state.number:
                raise RefusedActError(say("the page is not one that the desk has sent; open it again"))
            if seen < state.number:
                raise OvertakenError(self.log.lines()[seen])
            if fault := act.check(state, self):
                raise RefusedActError(fault)
            act.effect(state, self)
            self.log.append(
                LogLine(
                    number=seen + 1,
                    instant=whole_second(self.now()),
                    who=person.name,
                    place=person.place,
                    act=act.name,
                    details=act.details(),
                    previous=self.log.last_hash,
                )
            )
            return self.state()

    # What is public

    def newest_release(self) -> int:
        """The number of the newest release; 0 if there is none."""
        self._newest = self.releases.newest_number(self._newest)
        return self._newest

    def published(self) -> StoredRelease | None:
        """The newest release; None if there is none. Raises ReleaseError."""
        newest = self.newest_release()
        return load_release(self.releases, newest) if newest else None

    def public_book(self) -> Mapping[str, bytes]:
        """The files of the newest release, or else of the data folder. Raises ArchiveError, ReleaseError."""
        stored = self.published()
        return stored.files if stored else read_archive(data_folder()).files

    def public_hashes(self) -> Mapping[str, str]:
        """The hashes of its files, as a release names them."""
        stored = self.published()
        return stored.release.files if stored else hash_files(self.public_book())

    def public_mark(self) -> str:
        """What is public in one hash: the same for a data folder and for the release that was made of it."""
        return sha256(json.dumps(dict(self.public_hashes()), sort_keys=True).encode())

    def find_publication(self, scheduled: Scheduled) -> int:
        """The number of the release that was made of what was set; 0 if it was not published."""
        data = self._scheduled_file(scheduled)
        newest = self.newest_release()
        if data and (made := find_release_of_plan(self.releases, newest, sha256(data), scheduled.planned.instant)):
            return made.number
        return 0

    # Books

    def book(self, state: DeskState) -> Mapping[str, bytes]:
        """The files of the draft, or of what is public if there is none. Raises ArchiveError, ReleaseError."""
        return (state.draft and self.draft_files(state.draft)) or self.public_book()

    def put_draft(self, files: Mapping[str, bytes]) -> str:
        """Put a checked book into the store, and return its key. It is the draft once an act has kept it."""
        planned = PlannedRelease(instant=whole_second(self.now()), kind="new_figures", files=hash_files(files))
        data = write_release(planned, files)
        key = f"drafts/{sha256(data)}.zip"
        self.store.create(key, data)
        return key

    def draft_files(self, key: str) -> Mapping[str, bytes] | None:
        """The files of a draft by its key; None if it isn't there, or isn't whole."""
        data = self.store.get(key)
        try:
            return read_plan(data)[1] if data and key == f"drafts/{sha256(data)}.zip" else None
        except ReleaseError:
            return None

    def source_files(self, book: str) -> Mapping[str, bytes] | None:
        """The files of a draft by its key, or of "release 6"; None if they aren't there."""
        if book.startswith("drafts/"):
            return self.draft_files(book)
        number = book.removeprefix("release ")
        stored = load_release(self.releases, int(number)) if number.isascii() and number.isdigit() else None
        return stored.files if stored else None

    def plan(self, book: str, planned: PlannedRelease, now: bool) -> ScheduleRelease:
        """The act that sets a publication."""
        data = write_release(planned, self.source_files(book) or {})
        return ScheduleRelease(
            book, planned, f"{SCHEDULED}/{planned.instant:%Y%m%dT%H%M%SZ}-{sha256(data)[:16]}.zip", now
        )

    # What comes due

    def settle(self) -> None:
        """Bring the stores to what the log says, publish what has come due, and write that into the log.

        It goes on where a process that ended in between left off. Raises LogBrokenError, ReleaseError.
        """
        with self._lock:
            self._settle()

    def _settle(self) -> None:
        state = self.state()
        for key in state.stopped:
            self.store.remove(key)
        scheduled = state.scheduled
        if scheduled is None:
            return
        if not self.find_publication(scheduled):
            if scheduled.planned.instant <= self.now() and self._is_overtaken(state):
                self.perform(StopRelease(scheduled.key, self.newest_release()), THE_DESK, state.number)
                return
            if not self.store.holds(scheduled.key) and (data := self._scheduled_file(scheduled)):
                self.store.create(scheduled.key, data)
            if scheduled.planned.instant > self.now():
                return
            for release in publish_due(self.releases, self.store, self.now):
                log.info("release %d was published", release.number)
        number = self.find_publication(scheduled) or self._same_as_public(scheduled)
        if number:
            self.store.remove(scheduled.key)
            self.perform(RecordRelease(scheduled.key, number), THE_DESK, state.number)

    def _is_overtaken(self, state: DeskState) -> bool:
        """Whether a release came in between that the draft, which is due, would take back unseen."""
        scheduled = state.scheduled
        return bool(scheduled and scheduled.book.startswith("drafts/") and self.public_mark() != state.base)

    def _same_as_public(self, scheduled: Scheduled) -> int:
        """The number of the newest release if it holds the same files as what was set."""
        stored = next(releases_backwards(self.releases, self.newest_release()), None)
        return stored.release.number if stored and stored.release.files == scheduled.planned.files else 0

    def _scheduled_file(self, scheduled: Scheduled) -> bytes | None:
        """The file of what is set, made anew of the draft or release that it was made of."""
        files = self.source_files(scheduled.book)
        return write_release(scheduled.planned, files) if files else None


def _apply(state: DeskState, line: LogLine) -> DeskState:
    return replace(ACTS[line.act].apply(state, line), number=line.number)


def log_sentence(line: LogLine, language: Language) -> str:
    """What the log says of a line, in a language."""
    return ACTS[line.act].sentence(line, language)


def desk_store_address() -> str:
    """The address of the store of drafts: ABWAB_DESK_STORE, or the folder .abwab/desk beside the data folder."""
    return os.environ.get(DESK_STORE_SETTING) or str(Path(os.path.abspath(data_folder())).parent / ".abwab" / "desk")


def open_desk(now: Clock = current_instant) -> Desk:
    """The desk of this machine's settings. Raises ValueError for an address of no store, or the same one twice."""
    drafts, public = desk_store_address(), store_address()
    if drafts.rstrip("/") == public.rstrip("/"):
        raise ValueError(f"{DESK_STORE_SETTING} is the store of releases, {public}; expected one that is not public")
    return Desk(FileStore(drafts), ReleaseStore(public), now)
