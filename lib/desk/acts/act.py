"""What all acts have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from lib.archive import Message
from lib.archive.message import say
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState, Stage
from lib.desk.person import Person, Role
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


class Act(ABC):
    """One act, before it is done. `name` is that of its lines in the log, `roles` are those that may do it."""

    name: ClassVar[str]
    roles: ClassVar[frozenset[Role]] = frozenset({Role.EDITOR})

    def check_person(self, state: DeskState, person: Person) -> Message | None:
        """Why this person may not do it; None if they may."""
        return None if self.roles & person.roles else say("your role does not allow this")

    @abstractmethod
    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        """Why it may not be done now; None if it may."""

    @abstractmethod
    def details(self) -> Mapping[str, Detail]:
        """What the log keeps of it."""

    def effect(self, state: DeskState, desk: DeskStores) -> None:
        """What is done in the stores before the line is written. If the process ends after it, nothing was done yet."""
        return

    @staticmethod
    @abstractmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        """The state after a line of this act."""

    @staticmethod
    @abstractmethod
    def sentence(line: LogLine, language: Language) -> str:
        """What the log says of a line of this act."""


def refuse_locked(state: DeskState) -> Message | None:
    """Why the draft can't be changed now, who can open it, and where; None if it can be changed."""
    if state.stage is Stage.IN_REVIEW and state.review:
        return say(
            "the draft is in review, where {who} sent it: an editor or an approver can send it back on the page Review",
            who=state.review.who,
        )
    if state.stage is Stage.APPROVED:
        return say(
            "{who} has approved the draft: an editor or an approver can send it back on the page Review",
            who=state.approver,
        )
    if state.stage is Stage.SCHEDULED:
        return say("a publication is set for an hour: an editor or an approver can stop it on the page Publish")
    return None


def close_draft(state: DeskState, closed: Stage) -> DeskState:
    """The state without the draft, and what belongs to it."""
    return replace(
        state,
        draft="",
        edition=0,
        base="",
        closed=closed,
        editors=frozenset(),
        review=None,
        approver="",
        hour=None,
        links=(),
    )
