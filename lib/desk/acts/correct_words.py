"""Publish typing errors at once: one person may do that alone. Somebody else looks at it within a day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import refuse_locked
from lib.desk.acts.request_review import refuse_other_draft
from lib.desk.acts.schedule_release import ScheduleRelease
from lib.desk.desk_log import LogLine
from lib.desk.desk_state import DeskState
from lib.desk.person import Role
from lib.desk.word_changes import changes_words_only
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores


@dataclass(frozen=True)
class CorrectWords(ScheduleRelease):
    """The publication of a draft in which nothing but words differs from what is public."""

    name = "correct_words"
    roles = frozenset({Role.EDITOR})

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if refused := refuse_locked(state) or refuse_other_draft(self.book, self.planned, state, desk):
            return refused
        if self.planned.kind != "typing_error" or not self.now or self.planned.approver:
            return say("without a review, typing errors are published at once only")
        if any(late.due <= desk.now() for late in state.unlooked):
            return say("nobody else has looked so far at typing errors of more than a day ago; that comes first")
        if not changes_words_only(desk.public_book(), desk.book(state)):
            return say("more than words differs; send the draft to review on the page Review")
        return None

    @staticmethod
    def apply(state: DeskState, line: LogLine) -> DeskState:
        return replace(ScheduleRelease.apply(state, line), editors=state.editors | {line.identity})

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text("{who} published typing errors without a review", who=line.who)
