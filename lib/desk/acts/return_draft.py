"""Send the draft back from review, or after its approval: it can be edited again. Whoever does it says why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import REVIEWED, DeskState
from lib.desk.person import STAFF
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class ReturnDraft(Act):
    """`draft` is the key of the draft, `reason` why it is sent back."""

    name = "return_draft"
    roles = STAFF
    draft: str
    reason: str

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if state.stage not in REVIEWED or state.draft != self.draft:
            return say("this draft is not in review; look at it again")
        return None if self.reason.strip() else say("say why the draft goes back")

    def details(self) -> Mapping[str, Detail]:
        return {"draft": self.draft, "reason": self.reason.strip()}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        return replace(state, review=None, approver="")

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text("{who} sent the draft back: {reason}", who=line.who, reason=line.details["reason"])
