"""Change the hour of a publication that is set. Whoever does it says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.acts.schedule_release import PASSED, REASONLESS
from lib.desk.acts.stop_release import refuse_other_publication
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState, Scheduled
from lib.desk.moments import moment_text
from lib.desk.person import Role
from lib.language import Language
from lib.releases.release import PlannedRelease

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class ChangeHour(Act):
    """`before` is the key of what is set, `planned` the same with another hour, under another `key`."""

    name = "change_hour"
    roles = frozenset({Role.APPROVER})
    before: str
    planned: PlannedRelease
    key: str
    reason: str

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if refused := refuse_other_publication(self.before, state, desk):
            return refused
        assert state.scheduled
        instant = self.planned.instant
        if self.planned != state.scheduled.planned.model_copy(update={"instant": instant}):
            return say("this is not what was approved; look at it again")
        if instant <= desk.now():
            return PASSED
        if instant == state.scheduled.planned.instant:
            return say("this hour is already set")
        return None if self.reason.strip() else REASONLESS

    def effect(self, state: DeskState, desk: DeskStores) -> None:
        """The file goes first: it must not be published at the hour before."""
        desk.store.remove(self.before)

    def details(self) -> Mapping[str, Detail]:
        return {
            "before": self.before,
            "planned": self.planned.model_dump_json(),
            "key": self.key,
            "reason": self.reason.strip(),
        }

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        assert state.scheduled
        planned = PlannedRelease.model_validate_json(str(line.details["planned"]))
        scheduled = Scheduled(planned, str(line.details["key"]), state.scheduled.book)
        return replace(state, scheduled=scheduled, stopped=(*state.stopped, str(line.details["before"])))

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        planned = PlannedRelease.model_validate_json(str(line.details["planned"]))
        return language.text(
            "{who} moved the publication to {hour}: {reason}",
            who=line.who,
            hour=moment_text(planned.instant, language),
            reason=line.details["reason"],
        )
