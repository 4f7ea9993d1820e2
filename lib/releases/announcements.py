"""Announcements: hours at which something will be published, as the staff have told the public. No figure is in them.

Each is a file in the public store, and a change of it another one; none is ever rewritten. What is set for an hour and
not announced is in no public store.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from lib.releases.release import Instant, ReleaseKind
from lib.releases.store import FileStore

ANNOUNCEMENT_KEY = re.compile(r"calendar/([0-9a-f]{16})-(\d{3})\.json")
AnnouncementState = Literal["provisional", "confirmed", "withdrawn"]


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


def put_announcement(store: FileStore, announcement: Announcement) -> None:
    """Tell the public, unless that change of it was told already. Raises StoreError."""
    store.create(announcement.key, announcement.model_dump_json().encode())


def read_announcements(store: FileStore, now: datetime) -> tuple[Announcement, ...]:
    """What is to come, as it was told last, the next one first. Raises StoreError."""
    newest: dict[str, str] = {}
    for key in store.keys("calendar"):  # they are sorted
        if found := ANNOUNCEMENT_KEY.fullmatch(key):
            newest[found[1]] = key
    read = (_read(store.get(key)) for key in newest.values())
    return coming_announcements((each for each in read if each), now)


def coming_announcements(announcements: Iterable[Announcement], now: datetime) -> tuple[Announcement, ...]:
    """Those whose hour is to come, without the withdrawn ones, the next one first."""
    coming = [each for each in announcements if each.state != "withdrawn" and each.instant > now]
    return tuple(sorted(coming, key=lambda each: (each.instant, each.id)))


def _read(data: bytes | None) -> Announcement | None:
    try:
        return Announcement.model_validate_json(data) if data else None
    except ValidationError:  # it was written by a later version, or is none
        return None
