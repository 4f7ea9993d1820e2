"""How the draft stands, as the lines of the log say."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from lib.language.translation_marks import mark_message
from lib.releases.release import PlannedRelease


class Stage(StrEnum):
    """Where a draft stands. It is edited in EMPTY and DRAFT only; what is SCHEDULED is locked until it is stopped."""

    EMPTY = "empty"
    DRAFT = "draft"
    SCHEDULED = "scheduled"


EDITABLE = (Stage.EMPTY, Stage.DRAFT)
STAGE_NAMES = {
    Stage.EMPTY: mark_message("No draft"),
    Stage.DRAFT: mark_message("Draft"),
    Stage.SCHEDULED: mark_message("Scheduled"),
}


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A publication that is set: `key` is the file's in the store of what is scheduled, `book` the source of its files.

    book  the key of a draft, or "release 6"
    """

    planned: PlannedRelease
    key: str
    book: str


@dataclass(frozen=True, slots=True)
class DeskState:
    """The state after line `number` of the log.

    draft      the key of the draft's file in the store; "" if there is none
    edition    the edition that was edited last
    base       what was public when the draft was begun (`Desk.public_mark`)
    scheduled  what is set for an hour
    stopped    the keys of publications that were stopped
    """

    number: int = 0
    draft: str = ""
    edition: int = 0
    base: str = ""
    scheduled: Scheduled | None = None
    stopped: tuple[str, ...] = ()

    @property
    def stage(self) -> Stage:
        """Where the draft stands."""
        if self.scheduled:
            return Stage.SCHEDULED
        return Stage.DRAFT if self.draft else Stage.EMPTY
