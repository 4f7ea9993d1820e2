"""The calendar of publications: what was announced and what was published, as a page and for calendar programs."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar, Event

from lib.archive.time_zone import morocco_zone
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.releases.announcements import (
    CANCELLED_TIME,
    PUBLICATION_TIME,
    Announcement,
    AnnouncementState,
    put_announcement,
)
from lib.releases.release import ReleaseKind
from tests.support.fake_chromium import FakeChromium
from tests.support.html_document import Document
from tests.support.releases import ReleasedBook, serve_book

SUMMER, WINTER = datetime(2027, 6, 1, 8, 30, tzinfo=UTC), datetime(2028, 2, 10, 9, tzinfo=UTC)


@pytest.fixture
def book(tmp_path: Path) -> Iterator[ReleasedBook]:
    """Two releases that are public, a third one in the store whose hour is to come, and which nobody announced."""
    with serve_book(ReleasedBook(tmp_path, FakeChromium())) as served:
        yield served


def announce(
    book: ReleasedBook,
    name: str,
    state: AnnouncementState,
    instant: datetime = SUMMER,
    change: int = 0,
    kind: ReleaseKind = "new_edition",
) -> None:
    put_announcement(
        book.store,
        Announcement(id=name * 16, change=change, told=book.now(), instant=instant, kind=kind, state=state),
    )


def events(book: ReleasedBook, lang: LanguageCode = "en") -> dict[str, Event]:
    """The events of the calendar file by their name before the @, as the library reads them back."""
    answer = book.client.get(f"/calendar.ics?lang={lang}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/calendar")
    assert all(len(line) <= 75 for line in answer.content.split(b"\r\n"))  # octets a line: RFC 5545, 3.1
    calendar = Calendar.from_ical(answer.content)
    assert calendar["version"] == "2.0"
    assert [component.name for component in calendar.subcomponents] == ["VEVENT"] * len(calendar.subcomponents)
    assert not any(component.errors for component in calendar.walk())
    return {str(event["uid"]).partition("@")[0]: event for event in calendar.events}


def later(book: ReleasedBook) -> None:
    """Let pass the seconds for which a server holds what it read."""
    book.now.now += timedelta(seconds=5)


def test_what_is_announced_and_what_was_published(book: ReleasedBook) -> None:
    announce(book, "a", "provisional")
    announce(book, "b", "confirmed", WINTER)
    found = events(book)
    assert [(name, str(event["status"]), str(event["summary"])) for name, event in found.items()] == [
        ("a" * 16, "TENTATIVE", "New edition (provisional)"),
        ("b" * 16, "CONFIRMED", "New edition (confirmed)"),
        ("release-2", "CONFIRMED", "Revision (published)"),
        ("release-1", "CONFIRMED", "New edition (published)"),
    ]
    # In UTC, so that no program needs to know when the clocks of Morocco change.
    assert [found[name * 16].decoded("dtstart") for name in "ab"] == [SUMMER, WINTER]
    assert found["a" * 16]["dtstart"].to_ical() == b"20270601T083000Z"
    assert str(found["release-2"]["url"]).endswith("/releases/2?lang=en")


def test_a_change_is_the_same_event_with_a_higher_sequence(book: ReleasedBook) -> None:
    announce(book, "a", "provisional")
    first = events(book)["a" * 16]
    later(book)
    announce(book, "a", "confirmed", WINTER, change=1)
    second = events(book)["a" * 16]
    assert first["uid"] == second["uid"]
    assert (first["sequence"], second["sequence"]) == (0, 1)
    assert second.decoded("dtstamp") > first.decoded("dtstamp")
    assert (str(second["status"]), second.decoded("dtstart")) == ("CONFIRMED", WINTER)
    later(book)
    announce(book, "a", "withdrawn", WINTER, change=2)
    third = events(book)["a" * 16]
    assert (third["uid"], third["sequence"], str(third["status"])) == (first["uid"], 2, "CANCELLED")
    assert str(third["summary"]) == "New edition (cancelled)"
    assert "New edition · cancelled" in " ".join(book.client.get("/calendar?lang=en").text.split())
    book.now.now = WINTER + timedelta(days=1)
    assert "a" * 16 in events(book)
    assert "cancelled" not in book.client.get("/calendar?lang=en").text
    book.now.now = WINTER + CANCELLED_TIME
    assert "a" * 16 not in events(book)


def test_what_was_announced_and_published_is_one_event(book: ReleasedBook) -> None:
    """Provisional, confirmed, then published a little after its hour: one UID, and a SEQUENCE that rises."""
    due = book.now() + timedelta(seconds=1)  # the third release waits for two seconds more
    book.now.now -= timedelta(seconds=10)
    announce(book, "a", "provisional", due, kind="revision")
    found = [events(book)["a" * 16]]
    later(book)
    announce(book, "a", "confirmed", due, change=1, kind="revision")
    found.append(events(book)["a" * 16])
    later(book)
    later(book)
    published = events(book)
    assert published.keys() == {"a" * 16, "release-2", "release-1"}
    found.append(published["a" * 16])
    states = [str(event["summary"]).partition(" ")[2] for event in found]
    assert states == ["(provisional)", "(confirmed)", "(published)"]
    assert [event["sequence"] for event in found] == [0, 1, 2]
    assert str(found[-1]["url"]).endswith("/releases/3?lang=en")


def test_a_release_of_another_kind_or_hour_is_not_what_was_announced(book: ReleasedBook) -> None:
    due = book.now() + timedelta(seconds=1)
    announce(book, "a", "confirmed", due)  # a new edition; a revision is published
    announce(book, "b", "confirmed", due - PUBLICATION_TIME, kind="revision")
    announce(book, "c", "withdrawn", due, kind="revision")
    later(book)
    assert events(book).keys() == {"c" * 16, "release-3", "release-2", "release-1"}


def test_an_hour_that_has_passed_is_announced_no_more(book: ReleasedBook) -> None:
    announce(book, "a", "confirmed", book.now() + timedelta(seconds=1))
    assert "a" * 16 in events(book)
    later(book)
    assert events(book).keys() == {"release-3", "release-2", "release-1"}  # and the third release has come


def test_what_nobody_announced_is_not_in_it(book: ReleasedBook) -> None:
    """The third release is in the store, and its hour is to come."""
    assert events(book).keys() == {"release-1", "release-2"}
    page = book.client.get("/calendar?lang=en").text
    assert "No publication is announced." in page
    assert "/releases/3" not in page


def test_it_holds_no_figure(book: ReleasedBook) -> None:
    """Nor the reasons that are told of releases, in which figures may stand."""
    announce(book, "a", "confirmed")
    for path in ("/calendar?lang=en", "/calendar.ics?lang=en"):
        text = book.client.get(path).text
        assert "The reason." not in text
        assert "1,15" not in text


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_the_page_in_each_language(book: ReleasedBook, lang: LanguageCode) -> None:
    announce(book, "a", "provisional")
    answer = book.client.get(f"/calendar?lang={lang}")
    text = Language(lang).text
    page = Document(answer.text)
    assert [title.text for title in page.all("h1")] == [text("Calendar of publications")]
    told = " ".join(answer.text.split())
    assert f"{text('New edition')} · {text('provisional')}" in told
    clock = Language(lang).clock(f"{SUMMER.astimezone(morocco_zone()):%H:%M}")
    assert " ".join(clock.split()) in told
    links = [link.attributes["href"] for link in page.all("a")]
    assert f"/calendar.ics?lang={lang}" in links
    assert [href for href in links if href.startswith("/releases/")] == [
        f"/releases/2?lang={lang}",
        f"/releases/1?lang={lang}",
    ]


def test_a_file_that_is_no_announcement_is_left_out(book: ReleasedBook) -> None:
    book.store.create(f"calendar/{'a' * 16}-000.json", b"{}")
    book.store.create("calendar/notes.txt", b"")
    assert events(book).keys() == {"release-1", "release-2"}


@pytest.mark.parametrize("query", ["lang=xx", "release=1"])
def test_other_parameters_are_refused(book: ReleasedBook, query: str) -> None:
    for path in ("/calendar", "/calendar.ics"):
        assert book.client.get(f"{path}?{query}").status_code == 400


def test_the_store_is_asked_once_in_some_seconds(book: ReleasedBook, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    keys = book.store.keys

    def counted(prefix: str) -> list[str]:
        asked.append(prefix)
        return keys(prefix)

    events(book)
    monkeypatch.setattr(book.store, "keys", counted)
    for _ in range(5):
        events(book)
    assert "calendar" not in asked
    later(book)
    events(book)
    assert asked.count("calendar") == 1
