"""The calendar of publications: what is announced, and what was published, as a page and for calendar programs.

No figure is in it: neither the notes of releases nor anything of a record book.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode, urlsplit

from icalendar import Calendar, Event

from lib.archive import Archive
from lib.archive.time_zone import morocco_zone
from lib.export.texts.provenance import release_name
from lib.language import Language, LanguageCode
from lib.language.translation_marks import mark_message
from lib.releases.announcements import AnnouncedPublications, announced_releases
from lib.releases.history import ReleaseRecord
from lib.releases.release import ReleaseKind
from lib.templates import render_template
from lib.web.address import RELEASES_PATH
from lib.web.links import Links
from lib.web.release_pages import KIND_NAMES, page_frame

CALENDAR_PATH = "/calendar"
STATE_NAMES: Mapping[str, str] = {
    "provisional": mark_message("provisional"),
    "confirmed": mark_message("confirmed"),
    "published": mark_message("published"),
    "withdrawn": mark_message("cancelled"),
}
# STATUS of RFC 5545, 3.8.1.11
EVENT_STATUS = {"provisional": "TENTATIVE", "withdrawn": "CANCELLED"}
LENGTH = timedelta(minutes=15)  # an event without a length is a line that calendar programs hardly show


@dataclass(frozen=True, slots=True)
class CalendarLine:
    """A publication in words. `href` leads to the release that it was; "" for one to come."""

    moment: str
    kind: str
    state: str
    href: str


def render_calendar(
    archive: Archive,
    announced: AnnouncedPublications,
    records: Sequence[ReleaseRecord],
    language: Language,
    links: Links,
) -> str:
    """Render the calendar: what is to come, then what was published, the newest first."""
    return render_template(
        "calendar.html",
        language,
        **page_frame(archive, language, links, language.text("Calendar of publications"), _calendar_link),
        coming=[
            CalendarLine(
                _moment_in_morocco(each.instant, language),
                language.text(KIND_NAMES[each.kind]),
                language.text(STATE_NAMES[each.state]),
                "",
            )
            for each in announced.ahead
        ],
        published=[
            CalendarLine(
                _moment_in_morocco(record.release.instant, language),
                language.text(KIND_NAMES[record.release.kind]),
                release_name(record.release.number, record.day, language),
                _release_address(record.release.number, language.code),
            )
            for record in records
        ],
        file=f"{CALENDAR_PATH}.ics?{urlencode({'lang': language.code})}",
    )


def calendar_file(
    announced: AnnouncedPublications, records: Sequence[ReleaseRecord], language: Language, links: Links
) -> bytes:
    """The same as a calendar to subscribe to (RFC 5545), its times in UTC.

    What was announced stays one event until it is published or cancelled: its UID is the same, SEQUENCE rises.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Abwab//Calendar of publications//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", language.text("Publications — Abwab"))
    host = urlsplit(links.base).hostname
    for each in (*announced.coming, *announced.cancelled):
        event = _event(each.kind, each.state, language)
        event.add("uid", f"{each.id}@{host}")
        event.add("dtstamp", each.told)
        event.add("dtstart", each.instant)
        event.add("sequence", each.change)
        calendar.add_component(event)
    announcements = announced_releases(announced.passed, (record.release for record in records))
    for record in records:
        release = record.release
        before = announcements.get(release.number)
        event = _event(release.kind, "published", language)
        event.add("uid", f"{before.id if before else f'release-{release.number}'}@{host}")
        event.add("dtstamp", release.instant)
        event.add("dtstart", release.instant)
        event.add("sequence", before.change + 1 if before else 0)
        event.add("description", release_name(release.number, record.day, language))
        event.add("url", links.absolute(_release_address(release.number, language.code)))
        calendar.add_component(event)
    written: bytes = calendar.to_ical()
    return written


def _moment_in_morocco(instant: datetime, language: Language) -> str:
    """A moment as the clocks of Morocco show it: 17 May 2027, 10:00."""
    local = instant.astimezone(morocco_zone())
    return language.text(
        "{name}, {description}", name=language.date(local.date()), description=language.clock(f"{local:%H:%M}")
    )


def _event(kind: ReleaseKind, state: str, language: Language) -> Event:
    """What all events have: their name, their status, and a length."""
    event = Event()
    event.add("summary", f"{language.text(KIND_NAMES[kind])} ({language.text(STATE_NAMES[state])})")
    event.add("status", EVENT_STATUS.get(state, "CONFIRMED"))
    event.add("duration", LENGTH)
    return event


def _calendar_link(lang: LanguageCode) -> str:
    return f"{CALENDAR_PATH}?{urlencode({'lang': lang})}"


def _release_address(number: int, lang: LanguageCode) -> str:
    return f"{RELEASES_PATH}/{number}?{urlencode({'lang': lang})}"
