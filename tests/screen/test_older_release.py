"""Pages of the dashboard at an older release: they say so, stay at it, and lead back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from markupsafe import escape
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.framework import STREAMLIT_INDEX
from lib.language import LANGUAGE_CODES, Language
from lib.screen import document, reader
from lib.screen.document import DocumentMiddleware
from lib.screen.first_paint import FirstPaints
from tests.screen.test_pages import live_charts, markup, opened
from tests.support.fake_chromium import FakeChromium
from tests.support.html_document import Document
from tests.support.releases import ReleasedBook


@pytest.fixture(scope="module")
def released_book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ReleasedBook]:
    book = ReleasedBook(tmp_path_factory.mktemp("released"), FakeChromium())
    book.live.archive()
    with pytest.MonkeyPatch.context() as patch:
        for module in (document, reader):
            patch.setattr(module, "open_live_archive", lambda: book.live)
        yield book


@pytest.fixture(scope="module")
def client(released_book: ReleasedBook) -> TestClient:
    """A client of the documents alone."""
    index = HTMLResponse(STREAMLIT_INDEX.read_text(encoding="utf-8"))
    app = Starlette(routes=[Route("/{path:path}", lambda request: index)])
    return TestClient(DocumentMiddleware(app, FirstPaints(released_book.maker)))


def test_a_page_shows_the_release_that_its_address_names(released_book: ReleasedBook) -> None:
    old, new = (markup(opened("visitors", lang="en", edition="4", **query)) for query in ({"release": "1"}, {}))
    assert "nearly\u00a01,150,000" in old
    assert "Release 1, 17 May 2027: the record book as it was then." in old
    assert 'href="/visitors?edition=4&amp;lang=en"' in old
    assert "nearly\u00a01,151,000" in new
    assert "as it was then" not in new


def test_its_links_stay_at_the_release(released_book: ReleasedBook) -> None:
    page = Document(markup(opened("visitors", lang="en", edition="4", release="1")))
    charts = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith("/charts/")]
    assert charts
    assert [href for href in charts if "release=1" not in href] == []


def test_a_release_that_can_not_be_read_now_is_said_and_none_other_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    book = ReleasedBook(tmp_path, FakeChromium())
    book.live.archive()
    monkeypatch.setattr(reader, "open_live_archive", lambda: book.live)
    (tmp_path / "store" / "releases" / "000001.zip").write_bytes(b"no ZIP")
    for code in LANGUAGE_CODES:
        app = opened("record", lang=code, edition="4", release="1")
        title = Language(code).text("The record book can’t be shown at the moment")
        assert str(escape(title)) in markup(app)
        assert not live_charts(app)
    assert "nearly\u00a01,151,000" in markup(opened("visitors", lang="en", edition="4"))


@pytest.mark.parametrize("number", ["3", "4", "0", "x"])
def test_a_release_that_is_not_there_is_not_found(client: TestClient, number: str) -> None:
    answer = client.get(f"/visitors?edition=4&lang=en&release={number}")
    assert answer.status_code == 404
    assert answer.content == client.get("/visitors?edition=4&lang=en&release=999").content


def test_the_document_of_an_older_release_leads_on_within_it(client: TestClient) -> None:
    answer = client.get("/visitors?edition=4&lang=en&release=1")
    assert answer.status_code == 200
    page = Document(answer.text)
    pages = [link.attributes["href"] for link in page.all("a") if link.attributes["href"].startswith("/staff?")]
    assert pages == ["/staff?edition=4&lang=en&release=1"]
    assert {"name": "release", "value": "1"}.items() <= page.all("input", type="hidden")[-1].attributes.items()
    assert "as it was then" in answer.text
    assert "data-release" not in answer.text


def test_today_s_document_says_its_release(client: TestClient) -> None:
    text = client.get("/visitors?edition=4&lang=en").text
    assert 'data-release="2"' in text
    assert "as it was then" not in text
