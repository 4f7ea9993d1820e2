"""Say that one has looked at the typing errors that somebody else published alone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState
from lib.desk.person import STAFF, Person
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class LookAtRelease(Act):
    """`number` is that of the release."""

    name = "look_at_release"
    roles = STAFF
    number: int

    def check_person(self, state: DeskState, person: Person) -> Message | None:
        if refused := super().check_person(state, person):
            return refused
        if any(found.number == self.number and person.identity in found.people for found in state.unlooked):
            return say("you have published or edited it; somebody else looks at it")
        return None

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if not any(found.number == self.number for found in state.unlooked):
            return say("nobody needs to look at this release any more")
        return None

    def details(self) -> Mapping[str, Detail]:
        return {"number": self.number}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        left = tuple(found for found in state.unlooked if found.number != line.details["number"])
        return replace(state, unlooked=left)

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text(
            "{who} looked at the typing errors of release {number}", who=line.who, number=line.details["number"]
        )
