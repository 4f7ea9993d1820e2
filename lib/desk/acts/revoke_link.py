"""Revoke a link to look at the draft."""

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
class RevokeLink(Act):
    """`link` is what the desk calls it."""

    name = "revoke_link"
    roles = STAFF
    link: str

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        return None if any(found.id == self.link for found in state.links) else say("there is no such link any more")

    def details(self) -> Mapping[str, Detail]:
        return {"link": self.link}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        return replace(state, links=tuple(found for found in state.links if found.id != line.details["link"]))

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text("{who} revoked a link to look at the draft", who=line.who)
