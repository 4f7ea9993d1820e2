"""The addresses of releases: the list, what one changed, the same for programs, and nothing of what is to come."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.content.release_changes import release_changes
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.releases import LiveArchive
from lib.releases.store import ReleaseStore
from lib.web import release_pages
from tests.support.fake_chromium import FakeChromium
from tests.support.html_document import Document
from tests.support.releases import REASONS, ReleasedBook, serve_book

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def released_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReleasedBook]:
    with serve_book(ReleasedBook(tmp_path_factory.mktemp("released"), FakeChromium())) as book:
        yield book


def get(book: ReleasedBook, address: str, status: int = 200) -> str:
    answer = book.client.get(address)
    assert answer.status_code == status
    return answer.text.replace("\xa0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_the_list_names_what_was_published_and_no_more(released_book: ReleasedBook, lang: LanguageCode) -> None:
    text = get(released_book, f"/releases?lang={lang}")
    links = [link.attributes["href"] for link in Document(text).all("a")]
    assert [href for href in links if href.startswith("/releases/")] == [
        f"/releases/2?lang={lang}",
        f"/releases/1?lang={lang}",
    ]
    assert REASONS[lang] in text
    assert Language(lang).text("Revision") in text


def test_the_list_of_an_older_release_ends_with_it(released_book: ReleasedBook) -> None:
    text = get(released_book, "/releases?lang=en&release=1")
    assert "/releases/1?" in text
    assert "/releases/2?" not in text


def test_a_long_list_is_turned(released_book: ReleasedBook, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(release_pages, "LIST_LENGTH", 1)
    first = get(released_book, "/releases?lang=en")
    assert "/releases/2?" in first
    assert "/releases/1?" not in first
    assert "/releases?lang=en&amp;before=2" in first
    second = get(released_book, "/releases?lang=en&before=2")
    assert "/releases/1?" in second
    assert "before=" not in second


def test_a_list_below_no_number_is_refused(released_book: ReleasedBook) -> None:
    for before in ("", "0", "x", "٢", "-1"):
        assert "takes the number of a release" in get(released_book, f"/releases?lang=en&before={before}", 400)


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_without_a_release_the_list_is_empty(lang: LanguageCode, tmp_path: Path) -> None:
    """A server whose store was never there shows the data folder, of which no release knows."""
    book = ReleasedBook(tmp_path, FakeChromium())
    (tmp_path / "file").write_text("no folder")
    book.live = LiveArchive(book.folder, ReleaseStore(str(tmp_path / "file" / "store")))
    with serve_book(book):
        text = get(book, f"/releases?lang={lang}")
        assert Language(lang).text("Releases") in text
        assert "<li value=" not in text
        assert book.client.get("/releases.json").json()["releases"] == []


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_a_release_says_what_it_changed(released_book: ReleasedBook, lang: LanguageCode) -> None:
    text = get(released_book, f"/releases/2?lang={lang}")
    number = Language(lang).number(1_151_000).replace("\xa0", " ").replace("\u202f", " ")
    assert number in text
    assert REASONS[lang] in text
    page = Document(text)
    assert page.all("del")
    assert page.all("ins")
    charts = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith("/charts/")]
    assert f"/charts/visitors_total?edition=4&lang={lang}&release=2" in charts
    assert not [href for href in charts if "staff_total" in href]


def test_the_first_release_says_so(released_book: ReleasedBook) -> None:
    assert "It is the first release." in get(released_book, "/releases/1?lang=en")


@pytest.mark.parametrize("path", ["3", "3.json", "4", "999", "x", "0", "1.csv", "1/2", ""])
def test_what_is_to_come_is_answered_as_what_never_was(released_book: ReleasedBook, path: str) -> None:
    assert get(released_book, f"/releases/{path}", 404) == get(released_book, "/releases/12345", 404)


def test_programs_read_the_same(released_book: ReleasedBook) -> None:
    releases = released_book.client.get("/releases.json").json()["releases"]
    assert [release["number"] for release in releases] == [2, 1]
    assert releases[0]["previous"] == releases[1]["sha256"]
    assert releases[1]["previous"] == ""
    assert releases[0]["note"] == REASONS
    assert releases[0]["published"] == "2027-05-18T10:00:03Z"
    assert "author" not in releases[0]
    assert "approver" not in releases[0]


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_programs_read_what_a_release_changed(released_book: ReleasedBook, lang: LanguageCode) -> None:
    told = released_book.client.get(f"/releases/2.json?lang={lang}").json()
    listed = released_book.client.get("/releases.json").json()["releases"][0]
    assert {key: told[key] for key in listed} == listed
    assert listed["changes"].endswith("/releases/2.json")
    assert len(told["files"]["data/4-fes-2023/visitors.csv"]) == 64
    number = Language(lang).number
    assert told["claims"]["added"] == told["claims"]["withdrawn"] == []
    (change,) = told["claims"]["changed"]
    assert change["figure"].endswith(f"/figures/4.visitors.2023-05-17.2023-05-21..all.visitors?lang={lang}")
    assert number(1_150_000) in change["before"]
    assert number(1_151_000) in change["after"]
    changed = {chart["id"]: chart for chart in told["charts"]}
    assert number(1_151_000) in changed["visitors_total"]["figures"][0]["after"]
    assert changed["visitors_total"]["address"].endswith("&release=2")
    assert "staff_total" not in changed


def test_the_first_release_has_no_changes_for_programs(released_book: ReleasedBook) -> None:
    told = released_book.client.get("/releases/1.json").json()
    assert (told["number"], told["kind"]) == (1, "new_edition")
    assert "claims" not in told


def test_a_tab_asks_for_no_more_than_a_number(released_book: ReleasedBook) -> None:
    answer = released_book.client.get("/releases/newest.json")
    assert answer.json() == {"number": 2}
    again = released_book.client.get("/releases/newest.json", headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_what_later_releases_changed_is_no_change_of_an_older_one(tmp_path: Path) -> None:
    """The charts of release 1 carry a note that release 2 changed them. Release 2 is not said to have changed that."""
    book = ReleasedBook(tmp_path, FakeChromium())
    second = book.live.archive()
    first = book.live.release(1)
    assert first
    changes = release_changes(second, first, Language("en"))
    noted = [change.difference for change in (*changes.charts, *changes.others) if change.difference.before.changes]
    assert noted
    assert not [note for each in noted for note in each.notes[0] if note in each.before.changes]


@pytest.mark.parametrize("lang", LANGUAGE_CODES)
def test_the_feed_is_atom_with_the_newest_first(released_book: ReleasedBook, lang: LanguageCode) -> None:
    answer = released_book.client.get(f"/releases.atom?lang={lang}")
    assert answer.headers["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    for required in ("id", "title", "updated", "author"):  # RFC 4287, sections 4.1.1 and 4.1.2
        assert feed.find(f"{ATOM}{required}") is not None
    entries = feed.findall(f"{ATOM}entry")
    assert [(entry.findtext(f"{ATOM}id") or "").rpartition("/")[2] for entry in entries] == ["2", "1"]
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == 2
    for entry in entries:
        assert entry.findtext(f"{ATOM}title")
        assert entry.findtext(f"{ATOM}updated")
    assert entries[0].findtext(f"{ATOM}summary") == REASONS[lang]
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert (links["self"] or "").endswith(f"/releases.atom?lang={lang}")
    assert list(links) == ["alternate", "self"]  # readers that know no `rel` take the first one


def test_the_same_state_gives_the_same_feed(released_book: ReleasedBook) -> None:
    assert (
        released_book.client.get("/releases.atom?lang=ar").headers["ETag"]
        == released_book.client.get("/releases.atom?lang=ar").headers["ETag"]
    )
