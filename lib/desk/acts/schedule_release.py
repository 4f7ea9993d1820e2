"""Set a publication for an hour, or for now: of the approved draft, or of an earlier release that is gone back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act, refuse_locked
from lib.desk.acts.request_review import refuse_other_draft
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import RELEASE_PREFIX, DeskState, Scheduled, Stage
from lib.desk.moments import moment_text
from lib.desk.person import Role
from lib.language import Language
from lib.releases.release import PlannedRelease

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores

PASSED = say("the hour has passed; choose a later one, or publish now")
REASONLESS = say("another hour was set before; say why it is changed")


@dataclass(frozen=True)
class ScheduleRelease(Act):
    """`book` is the key of the draft or "release 6", `planned` what is to be published.

    key     of the file in the store of what is scheduled
    now     True if nobody chose an hour
    reason  why the hour is not the one that was set before; "" if none was
    """

    name = "schedule_release"
    roles = frozenset({Role.APPROVER})
    book: str
    planned: PlannedRelease
    key: str
    now: bool
    reason: str = ""

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if state.stage is Stage.SCHEDULED:
            return refuse_locked(state)
        if not self.now and self.planned.instant <= desk.now():
            return PASSED
        if self.book.startswith("drafts/"):
            return self._check_draft(state, desk)
        if self.planned.files == desk.public_hashes():
            return say("nothing to publish: it is the same as what is public")
        return None

    def _check_draft(self, state: DeskState, desk: DeskStores) -> Message | None:
        if state.stage is not Stage.APPROVED or not state.review:
            return say("the draft is not approved; send it to review on the page Review")
        if self.planned != plan_of_review(state, self.planned.instant):
            return say("this is not what was approved; look at it again")
        if state.hour not in (None, self.planned.instant) and not self.reason.strip():
            return REASONLESS
        return refuse_other_draft(self.book, self.planned, state, desk)

    def details(self) -> Mapping[str, Detail]:
        said = {"reason": self.reason.strip()} if self.reason.strip() else {}
        return {
            "book": self.book,
            "planned": self.planned.model_dump_json(),
            "key": self.key,
            "now": int(self.now),
            **said,
        }

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        planned = PlannedRelease.model_validate_json(str(line.details["planned"]))
        return replace(state, scheduled=Scheduled(planned, str(line.details["key"]), str(line.details["book"])))

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        planned = PlannedRelease.model_validate_json(str(line.details["planned"]))
        book = str(line.details["book"])
        values = {"who": line.who, "hour": moment_text(planned.instant, language), "reason": line.details.get("reason")}
        if not book.startswith("drafts/"):
            return language.text(
                "{who} went back to release {number}", number=book.removeprefix(RELEASE_PREFIX), **values
            )
        if line.details["now"]:
            if values["reason"]:
                return language.text(
                    "{who} had the draft published at once, not at the hour that was set: {reason}", **values
                )
            return language.text("{who} had the draft published at once", **values)
        if values["reason"]:
            return language.text("{who} set the publication of the draft for another hour, {hour}: {reason}", **values)
        return language.text("{who} set the publication of the draft for {hour}", **values)


def plan_of_review(state: DeskState, instant: datetime) -> PlannedRelease | None:
    """What was approved, with its hour and its approver; None if nothing was sent to review."""
    if state.review is None:
        return None
    return state.review.planned.model_copy(update={"instant": instant, "approver": state.approver})
