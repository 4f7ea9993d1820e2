"""How the draft stands, as the lines of the log say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from lib.language.translation_marks import mark_message
from lib.releases.announcements import Announcement
from lib.releases.release import PlannedRelease

# Typing errors that one person has published are looked at by another within this time.
LOOK_TIME = timedelta(days=1)
RELEASE_PREFIX = "release "


class Stage(StrEnum):
    """Where the draft stands. What is published or withdrawn is closed: the next workbook begins another draft."""

    EMPTY = "empty"  # there was none so far
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


CLOSED = (Stage.EMPTY, Stage.PUBLISHED, Stage.WITHDRAWN)
EDITABLE = (*CLOSED, Stage.DRAFT)
LOCKED = (Stage.IN_REVIEW, Stage.APPROVED, Stage.SCHEDULED)
REVIEWED = (Stage.IN_REVIEW, Stage.APPROVED)  # sent back, it can be edited again
STAGE_NAMES = {
    Stage.EMPTY: mark_message("No draft"),
    Stage.DRAFT: mark_message("Draft"),
    Stage.IN_REVIEW: mark_message("In review"),
    Stage.APPROVED: mark_message("Approved"),
    Stage.SCHEDULED: mark_message("Scheduled"),
    Stage.PUBLISHED: mark_message("No draft: the last one was published"),
    Stage.WITHDRAWN: mark_message("No draft: the last one was discarded"),
}


def release_book(number: int) -> str:
    """A release as the source of a book: "release 6". A draft is named by its key."""
    return f"{RELEASE_PREFIX}{number}"


@dataclass(frozen=True, slots=True)
class Review:
    """What was sent to review: `planned` is to be published as it stands there, but for its hour and its approver.

    who    the name of whoever sent it
    since  when
    gaps   how many things were left open, knowingly
    """

    planned: PlannedRelease
    who: str
    since: datetime
    gaps: int


@dataclass(frozen=True, slots=True)
class Scheduled:
    """A publication that is set: `key` is the file's in the store of what is scheduled, `book` the source of its files.

    book  the key of a draft, or "release 6"
    """

    planned: PlannedRelease
    key: str
    book: str

    @property
    def is_draft(self) -> bool:
        """Whether it is the draft that is published, not an earlier release."""
        return self.book.startswith("drafts/")


@dataclass(frozen=True, slots=True)
class Unlooked:
    """A release of typing errors that one person published; somebody who is none of `people` is to look at it."""

    number: int
    instant: datetime
    people: frozenset[str]

    @property
    def due(self) -> datetime:
        """Until when."""
        return self.instant + LOOK_TIME


@dataclass(frozen=True, slots=True)
class DirectorLink:
    """A link that shows a draft to somebody who has no login, until it ends; `label` says for whom it is."""

    id: str
    draft: str
    ends: datetime
    label: str


@dataclass(frozen=True, slots=True)
class DeskState:
    """The state after line `number` of the log.

    draft      the key of the draft's file in the store; "" if there is none
    edition    the edition that was edited last
    base       what was public when the draft was begun (`Desk.public_mark`)
    closed     what became of the last draft
    editors    who has edited since the last approval, by `Person.identity`
    review     what was sent to review; None if nothing is
    approver   the name of whoever approved it; "" if nobody did so far
    scheduled  what is set for an hour
    hour       the hour that was set for this draft, and stopped; None if none was
    stopped    the keys of publications that were stopped
    unlooked   what was published by one person, and is still to be looked at by another
    links      the links for directors that were not revoked
    announced  what the public is told of publications to come, each as it was told last
    """

    number: int = 0
    draft: str = ""
    edition: int = 0
    base: str = ""
    closed: Stage = Stage.EMPTY
    editors: frozenset[str] = frozenset()
    review: Review | None = None
    approver: str = ""
    scheduled: Scheduled | None = None
    hour: datetime | None = None
    stopped: tuple[str, ...] = ()
    unlooked: tuple[Unlooked, ...] = ()
    links: tuple[DirectorLink, ...] = ()
    announced: tuple[Announcement, ...] = ()

    @property
    def stage(self) -> Stage:
        """Where the draft stands."""
        if self.scheduled:
            return Stage.SCHEDULED
        if not self.draft:
            return self.closed
        if self.approver:
            return Stage.APPROVED
        return Stage.IN_REVIEW if self.review else Stage.DRAFT

    @property
    def is_open(self) -> bool:
        """Whether there is a draft."""
        return bool(self.draft)
