"""Set a publication for an hour, or for now: of the draft, or of an earlier release that is gone back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act, refuse_locked
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState, Scheduled
from lib.desk.moments import moment_text
from lib.language import Language
from lib.releases.release import PlannedRelease

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores

OVERTAKEN = say(
    "another release was published since the draft was begun; discard the draft and send the workbook in again"
)


@dataclass(frozen=True)
class ScheduleRelease(Act):
    """`book` is the key of the draft or "release 6", `planned` what is to be published.

    key  of the file in the store of what is scheduled
    now  True if nobody chose an hour
    """

    name = "schedule_release"
    book: str
    planned: PlannedRelease
    key: str
    now: bool

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if locked := refuse_locked(state):
            return locked
        if self.book.startswith("drafts/"):
            if self.book != state.draft:
                return say("the draft has changed meanwhile; look at it again")
            if state.base != desk.public_mark():
                return OVERTAKEN
        if not self.now and self.planned.instant <= desk.now():
            return say("the hour has passed; choose one to come, or publish now")
        if self.planned.files == desk.public_hashes():
            return say("nothing to publish: it is the same as what is public")
        return None

    def details(self) -> Mapping[str, Detail]:
        return {
            "book": self.book,
            "planned": self.planned.model_dump_json(),
            "key": self.key,
            "now": int(self.now),
        }

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        planned = PlannedRelease.model_validate_json(str(line.details["planned"]))
        return replace(state, scheduled=Scheduled(planned, str(line.details["key"]), str(line.details["book"])))

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        planned = PlannedRelease.model_validate_json(str(line.details["planned"]))
        book = str(line.details["book"])
        values = {"who": line.who, "hour": moment_text(planned.instant, language)}
        if book.startswith("drafts/"):
            if line.details["now"]:
                return language.text("{who} let the draft be published at once", **values)
            return language.text("{who} set the publication of the draft for {hour}", **values)
        number = book.removeprefix("release ")
        return language.text("{who} went back to release {number}", number=number, **values)
