"""Tell the public when something will be published, or that the hour is another one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState
from lib.desk.moments import moment_text
from lib.desk.person import Role
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.releases.announcements import Announcement

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores

SENTENCES = {
    "provisional": mark_message("{who} announced a publication, provisionally for {hour}"),
    "confirmed": mark_message("{who} announced a publication for {hour}"),
    "withdrawn": mark_message("{who} withdrew the announcement of a publication for {hour}"),
}


@dataclass(frozen=True)
class AnnouncePublication(Act):
    """`reason` is given where an hour that was confirmed is changed or withdrawn; it is in the log alone.

    The public store is told by `Desk.settle`, from the log.
    """

    name = "announce_publication"
    roles = frozenset({Role.APPROVER})
    announcement: Announcement
    reason: str = ""

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        before = next((each for each in state.announced if each.id == self.announcement.id), None)
        if before and (before.state == "withdrawn" or before.instant <= desk.now()):
            return say("the announcement was withdrawn, or its hour has passed")
        if self.announcement.change != (before.change + 1 if before else 0):
            return say("the announcement has changed meanwhile; look at it again")
        if self.announcement.instant <= desk.now():
            return say("the hour has passed; choose a later one")
        if before and before.state == "confirmed" and not self.reason.strip():
            return say("an hour that is confirmed is changed with a reason only")
        return None

    def details(self) -> Mapping[str, Detail]:
        return {"announcement": self.announcement.model_dump_json(), "reason": self.reason.strip()}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        told = _announcement(line)
        return replace(state, announced=(*(each for each in state.announced if each.id != told.id), told))

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        told = _announcement(line)
        hour = moment_text(told.instant, language)
        sentence = language.text(SENTENCES[told.state], who=line.who, hour=hour)
        reason = str(line.details["reason"])
        return f"{sentence} — {language.isolate(reason)}" if reason else sentence


def _announcement(line: LogLine) -> Announcement:
    return Announcement.model_validate_json(str(line.details["announcement"]))
