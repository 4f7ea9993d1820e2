"""The desk: its stores, the acts that are done, and what is due."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import reduce
from pathlib import Path
from threading import RLock

from lib.archive import Message, data_folder
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.acts.announce_publication import AnnouncePublication
from lib.desk.acts.approve_draft import ApproveDraft
from lib.desk.acts.change_hour import ChangeHour
from lib.desk.acts.confirm_count import ConfirmCount
from lib.desk.acts.correct_words import CorrectWords
from lib.desk.acts.discard_draft import DiscardDraft
from lib.desk.acts.grant_link import GrantLink
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.acts.look_at_release import LookAtRelease
from lib.desk.acts.record_release import RecordRelease
from lib.desk.acts.request_review import RequestReview
from lib.desk.acts.return_draft import ReturnDraft
from lib.desk.acts.revoke_link import RevokeLink
from lib.desk.acts.schedule_release import ScheduleRelease
from lib.desk.acts.stop_release import StopRelease
from lib.desk.desk_log import DeskLog, LogLine, OvertakenError
from lib.desk.desk_state import DeskState, Scheduled
from lib.desk.open_books import OpenBooks
from lib.desk.person import THE_DESK, Person
from lib.desk.stores import DeskStores
from lib.language import Language
from lib.releases.announcements import put_announcement
from lib.releases.publishing import (
    SCHEDULED,
    Clock,
    current_instant,
    publish_due,
    releases_backwards,
)
from lib.releases.release import (
    PlannedRelease,
    sha256,
    whole_second,
    write_release,
)
from lib.releases.store import DESK_STORE_SETTING, FileStore, ReleaseStore, store_address

log = logging.getLogger(__name__)

ACTS: Mapping[str, type[Act]] = {
    act.name: act
    for act in (
        KeepDraft,
        DiscardDraft,
        RequestReview,
        ApproveDraft,
        ReturnDraft,
        ScheduleRelease,
        ChangeHour,
        StopRelease,
        CorrectWords,
        ConfirmCount,
        LookAtRelease,
        RecordRelease,
        GrantLink,
        RevokeLink,
        AnnouncePublication,
    )
}


class RefusedActError(Exception):
    """An act that may not be done now, with the message to whoever wished it."""

    def __init__(self, message: Message) -> None:
        self.message = message
        super().__init__(message)


class Desk(DeskStores):
    """The stores of the desk with their log, and what is done there. Many threads may use it. Raises StoreError."""

    def __init__(self, store: FileStore, releases: ReleaseStore, now: Clock = current_instant) -> None:
        super().__init__(store, releases, now)
        self.log = DeskLog(store)
        self.books = OpenBooks(self)
        self._lock = RLock()
        self._state = DeskState()
        self._told: set[str] = set()  # the announcements that this process knows in the public store

    def state(self) -> DeskState:
        """How the draft stands. Raises LogBrokenError."""
        with self._lock:
            self._state = reduce(_apply, self.log.lines()[self._state.number :], self._state)
            return self._state

    def kept_lines(self) -> tuple[LogLine, ...]:
        """The lines that have put a book in the place of the draft, since there is one. Raises LogBrokenError."""
        if not self.state().draft:
            return ()
        kept: list[LogLine] = []
        for line in reversed(self.log.lines()):
            if line.act == KeepDraft.name:
                kept.append(line)
                if not line.details["before"]:
                    break
        return tuple(reversed(kept))

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
            if person is not THE_DESK and (refused := act.check_person(state, person)):
                raise RefusedActError(refused)
            if fault := act.check(state, self):
                raise RefusedActError(fault)
            act.effect(state, self)
            self.log.append(
                LogLine(
                    number=seen + 1,
                    instant=whole_second(self.now()),
                    who=person.name,
                    subject=person.subject,
                    place=person.place,
                    act=act.name,
                    details=act.details(),
                    previous=self.log.last_hash,
                )
            )
            return self.state()

    def scheduled_key(self, book: str, planned: PlannedRelease) -> str:
        """The key under which a publication is set."""
        data = write_release(planned, self.source_files(book) or {})
        return f"{SCHEDULED}/{planned.instant:%Y%m%dT%H%M%SZ}-{sha256(data)[:16]}.zip"

    def settle(self) -> None:
        """Bring the stores to what the log says, publish what is due, and write that into the log.

        It goes on where a process that ended in between left off. Raises LogBrokenError, ReleaseError.
        """
        with self._lock:
            self._settle()

    def _settle(self) -> None:
        state = self.state()
        for key in state.stopped:
            self.store.remove(key)
        for announcement in state.announced:
            if announcement.key not in self._told:
                put_announcement(self.releases, announcement)
                self._told.add(announcement.key)
        scheduled = state.scheduled
        if scheduled is None:
            return
        if not self.find_publication(scheduled):
            if scheduled.planned.instant <= self.now() and self._is_overtaken(state):
                self.perform(StopRelease(scheduled.key, self.newest_release()), THE_DESK, state.number)
                return
            if not self.store.holds(scheduled.key) and (data := self.scheduled_file(scheduled)):
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
        return bool(scheduled and scheduled.is_draft and self.public_mark() != state.base)

    def _same_as_public(self, scheduled: Scheduled) -> int:
        """The number of the newest release if it holds the same files as what was set."""
        stored = next(releases_backwards(self.releases, self.newest_release()), None)
        return stored.release.number if stored and stored.release.files == scheduled.planned.files else 0


def _apply(state: DeskState, line: LogLine) -> DeskState:
    """The state after a line. Whoever puts another book in the place of the draft has edited it, whatever the act."""
    after = replace(ACTS[line.act].apply(state, line), number=line.number)
    edited = after.draft and after.draft != state.draft
    return replace(after, editors=after.editors | {line.identity}) if edited else after


def log_states(lines: Iterable[LogLine]) -> Iterator[DeskState]:
    """The state after each of the first lines of the log."""
    state = DeskState()
    for line in lines:
        state = _apply(state, line)
        yield state


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
