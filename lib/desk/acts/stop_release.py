"""Stop a publication that is set for an hour. The draft is approved as before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState
from lib.desk.person import STAFF
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class StopRelease(Act):
    """`key` is the file in the store of what is scheduled; `overtaken_by` the release that came in between, or 0."""

    name = "stop_release"
    roles = STAFF
    key: str
    overtaken_by: int = 0

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        return refuse_other_publication(self.key, state, desk)

    def effect(self, state: DeskState, desk: DeskStores) -> None:
        """The file goes first: what is stopped must not be published whatever happens then."""
        desk.store.remove(self.key)

    def details(self) -> Mapping[str, Detail]:
        return {"key": self.key, "overtaken_by": self.overtaken_by}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        assert state.scheduled
        hour = state.scheduled.planned.instant if state.scheduled.is_draft else state.hour
        return replace(state, scheduled=None, hour=hour, stopped=(*state.stopped, str(line.details["key"])))

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        if number := line.details["overtaken_by"]:
            return language.text("The publication was stopped, because release {number} came in between", number=number)
        return language.text("{who} stopped the publication that was set", who=line.who)


def refuse_other_publication(key: str, state: DeskState, desk: DeskStores) -> Message | None:
    """Why what is set can't be stopped or moved: it is another one, or public already."""
    if state.scheduled is None or state.scheduled.key != key:
        return say("no such publication is set; it was published or stopped already")
    if desk.find_publication(state.scheduled):
        return say("it is too late: it was published")
    return None
