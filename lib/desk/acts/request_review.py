"""Send the draft to review, with what readers are to be told. It is locked from then on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act, refuse_locked
from lib.desk.desk_log import Detail, LogLine
from lib.desk.desk_state import DeskState, Review
from lib.language import Language
from lib.releases.release import PlannedRelease

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores

OVERTAKEN = say(
    "another release was published since the draft was begun; discard the draft and send the workbook in again"
)


@dataclass(frozen=True)
class RequestReview(Act):
    """`draft` is its key, `planned` what is to be published, `gaps` the number of things that stay open knowingly."""

    name = "request_review"
    draft: str
    planned: PlannedRelease
    gaps: int

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        return refuse_locked(state) or refuse_other_draft(self.draft, self.planned, state, desk)

    def details(self) -> Mapping[str, Detail]:
        return {"draft": self.draft, "planned": self.planned.model_dump_json(), "gaps": self.gaps}

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        planned = PlannedRelease.model_validate_json(str(line.details["planned"]))
        review = Review(planned, line.who, line.instant, int(line.details["gaps"]))
        # What readers are told is a part of what is approved: whoever wrote it is not the one who approves.
        return replace(state, review=review, editors=state.editors | {line.identity})

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text("{who} sent the draft to review", who=line.who)


def refuse_other_draft(draft: str, planned: PlannedRelease, state: DeskState, desk: DeskStores) -> Message | None:
    """Why this draft can't be sent to review or published: another one, not over what is public, or the same."""
    if not draft or draft != state.draft:
        return say("the draft has changed meanwhile; look at it again")
    if state.base != desk.public_mark():
        return OVERTAKEN
    if planned.files == desk.public_hashes():
        return say("nothing to publish: it is the same as what is public")
    return None
