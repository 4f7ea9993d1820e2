"""What all acts have in common."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import TYPE_CHECKING, ClassVar

from lib.archive import Message
from lib.archive.message import say
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import EDITABLE, DeskState
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores

LOCKED = say("a publication is set for an hour; stop it first, on the page Publish")


class Act(ABC):
    """One act, before it is done. `name` is that of its lines in the log."""

    name: ClassVar[str]

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
    """Why the draft can't be changed now; None if it can."""
    return None if state.stage in EDITABLE else LOCKED
