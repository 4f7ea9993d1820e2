"""Make a link that shows the draft as it is to somebody without a login, for a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState, DirectorLink
from lib.desk.person import STAFF
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores

LINK_LENGTH = timedelta(days=1)


@dataclass(frozen=True)
class GrantLink(Act):
    """`link` is what the desk calls it, `draft` the key of what it shows, `label` for whom it is."""

    name = "grant_link"
    roles = STAFF
    link: str
    draft: str
    label: str
    ends: datetime

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if not state.draft or state.draft != self.draft:
            return say("the draft has changed meanwhile; look at it again")
        return None if self.label.strip() else say("say for whom the link is")

    def details(self) -> Mapping[str, Detail]:
        return {
            "link": self.link,
            "draft": self.draft,
            "label": self.label.strip(),
            "ends": self.ends.isoformat(),
        }

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        link, draft, label = (str(line.details[name]) for name in ("link", "draft", "label"))
        ends = datetime.fromisoformat(str(line.details["ends"]))
        return replace(state, links=(*state.links, DirectorLink(link, draft, ends, label)))

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text(
            "{who} made a link to look at the draft, for {label}", who=line.who, label=line.details["label"]
        )
