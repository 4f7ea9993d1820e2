"""Discard the draft. What was public stays as it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act, close_draft, refuse_locked
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState, Stage
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class DiscardDraft(Act):
    """`draft` is the key of the draft that is discarded; its file stays in the store."""

    name = "discard_draft"
    draft: str

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if locked := refuse_locked(state):
            return locked
        return None if state.draft and state.draft == self.draft else say("there is no draft to discard")

    def details(self) -> Mapping[str, Detail]:
        return {"draft": self.draft}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        return close_draft(state, Stage.WITHDRAWN)

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text("{who} discarded the draft", who=line.who)
