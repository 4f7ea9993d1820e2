"""Confirm the count of a live day, and publish it at once: one act of a second person, who has not edited the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lib.archive import Message
from lib.archive.message import say
from lib.desk.acts.act import Act, refuse_locked
from lib.desk.acts.approve_draft import refuse_editor
from lib.desk.acts.request_review import refuse_other_draft
from lib.desk.acts.schedule_release import ScheduleRelease
from lib.desk.desk_log import LogLine
from lib.desk.desk_state import DeskState
from lib.desk.live_counts import adds_counts_only
from lib.desk.person import Person
from lib.desk.row_changes import book_changes
from lib.language import Language

if TYPE_CHECKING:
    from lib.desk.stores import DeskStores

NOT_CONFIRMED = say("this is not the count that was shown; look at it again")


@dataclass(frozen=True)
class ConfirmCount(ScheduleRelease):
    """The publication of a draft in which nothing but counts up to an hour is new. They are provisional."""

    name = "confirm_count"

    def check_person(self, state: DeskState, person: Person) -> Message | None:
        if refused := Act.check_person(self, state, person) or refuse_editor(state, person):
            return refused
        return None if self.planned.approver == person.name else NOT_CONFIRMED

    def check(self, state: DeskState, desk: DeskStores) -> Message | None:
        if refused := refuse_locked(state) or refuse_other_draft(self.book, self.planned, state, desk):
            return refused
        if self.planned.kind != "new_figures" or not self.now:
            return NOT_CONFIRMED
        if not adds_counts_only(book_changes(desk.public_book(), desk.book(state))):
            return say("more than counts of a live day is new; send the draft to review on the page Review")
        return None

    @staticmethod
    def sentence(line: LogLine, language: Language) -> str:
        return language.text("{who} confirmed the count, and published it as provisional", who=line.who)
