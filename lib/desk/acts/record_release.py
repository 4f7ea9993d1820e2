"""Write into the log that what was set has been published. The desk does it by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act, close_draft
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState, Stage, Unlooked
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class RecordRelease(Act):
    """`number` is that of the release that was made of what was set under `key`."""

    name = "record_release"
    roles = frozenset()
    key: str
    number: int

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if state.scheduled is None or state.scheduled.key != self.key:
            return say("no such publication is set; it was published or stopped already")
        return None

    def details(self) -> Mapping[str, Detail]:
        return {"key": self.key, "number": self.number}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        assert state.scheduled
        scheduled, open_state = state.scheduled, replace(state, scheduled=None)
        if not scheduled.is_draft:
            # A draft that was there when somebody went back stays. It was made over another release, and says so.
            return open_state
        unlooked = state.unlooked
        if scheduled.planned.kind == "typing_error" and not scheduled.planned.approver:
            unlooked += (Unlooked(int(line.details["number"]), line.instant, state.editors),)
        return replace(close_draft(open_state, Stage.PUBLISHED), unlooked=unlooked)

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text("Release {number} was published", number=line.details["number"])
