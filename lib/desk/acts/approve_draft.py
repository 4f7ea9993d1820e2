"""Approve the draft that is in review. The approver must not have edited it since the last approval."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.acts.request_review import OVERTAKEN
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState, Stage
from lib.desk.person import Person, Role
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class ApproveDraft(Act):
    """`draft` is the key of the draft that was looked at."""

    name = "approve_draft"
    roles = frozenset({Role.APPROVER})
    draft: str

    def check_person(self, state: DeskState, person: Person) -> Message | None:
        return super().check_person(state, person) or refuse_editor(state, person)

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if state.stage is not Stage.IN_REVIEW or state.draft != self.draft:
            return say("this draft is not in review; look at it again")
        return None if state.base == desk.public_mark() else OVERTAKEN

    def details(self) -> Mapping[str, Detail]:
        return {"draft": self.draft}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        return replace(state, approver=line.who, editors=frozenset())

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text("{who} approved the draft", who=line.who)


def refuse_editor(state: DeskState, person: Person) -> Message | None:
    """Why somebody is not the second person who looks at the draft; None if they are."""
    if person.identity in state.editors:
        return say("you have edited the draft since the last approval; somebody else approves it")
    return None
