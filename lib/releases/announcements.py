"""Announcements: hours at which something will be published, as the staff have told the public. No figure is in them.

Each is a file in the public store, and a change of it another one; none is ever rewritten. What is set for an hour and
not announced is in no public store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lib.releases.release import Instant, Release, ReleaseKind
from lib.releases.store import FileStore

ANNOUNCEMENT_KEY = re.compile(r"calendar/([0-9a-f]{16})-(\d{3})\.json")
AnnouncementState = Literal["provisional", "confirmed", "withdrawn"]
# How long a calendar to which somebody has subscribed still says of an announcement that it was withdrawn.
CANCELLED_TIME = timedelta(days=30)
# A release of its kind within this time from its hour is what was announced.
PUBLICATION_TIME = timedelta(minutes=15)


class Announcement(BaseModel):
    """A publication to come.

    id       the same in all its changes
    change   0 for the first one, then 1, 2, …
    told     when the staff said it
    instant  when it will be published
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Annotated[str, Field(pattern="^[0-9a-f]{16}$")]
    change: Annotated[int, Field(ge=0, le=999)]
    told: Instant
    instant: Instant
    kind: ReleaseKind
    state: AnnouncementState

    @property
    def key(self) -> str:
        """The key of its file."""
        return f"calendar/{self.id}-{self.change:03d}.json"


@dataclass(frozen=True, slots=True)
class AnnouncedPublications:
    """What a calendar says of announcements at the time `now`, each in the order of their hours.

    cancelled  those that were withdrawn, until some time after their hour
    passed     the others whose hour has passed
    """

    now: datetime
    coming: tuple[Announcement, ...]
    cancelled: tuple[Announcement, ...]
    passed: tuple[Announcement, ...]

    @property
    def ahead(self) -> tuple[Announcement, ...]:
        """Those whose hour is to come, the cancelled ones too."""
        found = (*self.coming, *(each for each in self.cancelled if each.instant > self.now))
        return tuple(sorted(found, key=lambda each: (each.instant, each.id)))


def put_announcement(store: FileStore, announcement: Announcement) -> None:
    """Tell the public, unless that change of it was told already. Raises StoreError."""
    store.create(announcement.key, announcement.model_dump_json().encode())


def read_announcements(store: FileStore) -> tuple[Announcement, ...]:
    """All announcements, each as it was told last. Raises StoreError."""
    newest: dict[str, str] = {}
    for key in store.keys("calendar"):  # they are sorted
        if found := ANNOUNCEMENT_KEY.fullmatch(key):
            newest[found[1]] = key
    read = (_read(store.get(key)) for key in newest.values())
    return tuple(each for each in read if each)


def coming_announcements(announcements: Iterable[Announcement], now: datetime) -> tuple[Announcement, ...]:
    """Those whose hour is to come, without the withdrawn ones, the next one first."""
    coming = [each for each in announcements if each.state != "withdrawn" and each.instant > now]
    return tuple(sorted(coming, key=lambda each: (each.instant, each.id)))


def announced_publications(announcements: Iterable[Announcement], now: datetime) -> AnnouncedPublications:
    """What a calendar says of announcements at a time."""
    known = sorted(announcements, key=lambda each: (each.instant, each.id))
    return AnnouncedPublications(
        now,
        coming_announcements(known, now),
        tuple(each for each in known if each.state == "withdrawn" and now < each.instant + CANCELLED_TIME),
        tuple(each for each in known if each.state != "withdrawn" and each.instant <= now),
    )


def announced_releases(passed: Iterable[Announcement], releases: Iterable[Release]) -> dict[int, Announcement]:
    """The announcements of releases, by their number: those of the same kind, whose hour had just come."""
    found: dict[int, Announcement] = {}
    left = sorted(releases, key=lambda release: release.number)
    for each in passed:
        until = each.instant + PUBLICATION_TIME
        made = (release for release in left if release.kind == each.kind and each.instant <= release.instant < until)
        if release := next(made, None):
            found[release.number] = each
            left.remove(release)
    return found


def _read(data: bytes | None) -> Announcement | None:
    try:
        return Announcement.model_validate_json(data) if data else None
    except ValidationError:  # it was written by a later version, or is none
        return None
