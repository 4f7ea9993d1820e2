"""The document that the server sends: right from the first byte."""

from __future__ import annotations

from pathlib import Path

import markupsafe
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from lib.content.site_map import PAGES, DashboardPage
from lib.framework import STREAMLIT_INDEX
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.screen.document import LOOK_SECONDS, PAGE_BY_PATH, DocumentMiddleware, build_document, not_found_document
from lib.screen.first_paint import FirstPaints
from lib.server.limit import FULL_KEY
from lib.templates.static_asset import asset_url
from lib.web.routes import shared_copy_maker
from tests.support.html_document import Document

FULL_LINE = (
    "A great many people are reading at the moment. This is the beginning of the page; the rest follows by "
    "itself as soon as there is room, which is checked every {seconds} seconds."
)
INDEX = STREAMLIT_INDEX.read_text(encoding="utf-8")
TITLES = {
    ("/", "ar"): "الرقم القياسي — أبواب",
    ("/", "fr"): "Le record — Abwab",
    ("/", "en"): "The record — Abwab",
    ("/visitors", "ar"): "الزوار — أبواب",
    ("/visitors", "fr"): "Visiteurs — Abwab",
    ("/visitors", "en"): "Visitors — Abwab",
}


@pytest.mark.parametrize(("path", "code"), TITLES)
def test_language_direction_and_title(path: str, code: LanguageCode) -> None:
    page = build_document(INDEX, PAGE_BY_PATH[path], f"edition=4&lang={code}", None)
    language = Language(code)
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in page
    assert f"<title>{TITLES[path, code]}</title>" in page
    assert page.count("<title>") == 1
    assert "<title>Streamlit</title>" not in page


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_language_of_the_browser_where_the_address_has_none(code: LanguageCode) -> None:
    assert f'lang="{Language(code).tag}"' in build_document(INDEX, PAGES[0], "", f"{code};q=0.9, de")


def test_address_is_completed_in_place() -> None:
    assert '<script data-address="?edition=4&amp;lang=fr">' in build_document(INDEX, PAGES[0], "lang=fr", None)
    assert '<script data-address="">' in build_document(INDEX, PAGES[0], "edition=4&lang=fr", None)


def test_a_hostile_address_stays_text() -> None:
    page = build_document(INDEX, PAGES[0], "x=</script><script>alert(1)</script>", None)
    assert "alert(1)</script>" not in page
    assert "<script>alert" not in build_document(INDEX, PAGES[0], 'x="><script>alert(1)', None)


def test_nothing_of_the_framework_shows() -> None:
    page = build_document(INDEX, PAGES[0], "", None)
    assert "SourceSans" not in page
    assert "You need to enable JavaScript" not in page
    assert page.count("<noscript>") == 1


def test_scripts_and_styles_of_the_framework_stay() -> None:
    page = build_document(INDEX, PAGES[0], "", None)
    assert page.count("static/js/") == INDEX.count("static/js/")
    assert f'<div id="root" data-plotly="./{asset_url("plotly/plotly-basic.min.js")}"></div>' in page


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_an_address_that_is_no_page(code: LanguageCode) -> None:
    page = not_found_document(f"lang={code}&edition=3", None)
    language = Language(code)
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in page
    assert f'<h1 class="abwab-title">{markupsafe.escape(language.text("There is no such page"))}</h1>' in page
    assert f'href="/?edition=3&amp;lang={code}"' in page
    assert f'href="/visitors?edition=3&amp;lang={code}"' in page


@pytest.fixture
def client() -> TestClient:
    """The middleware around a server that gives Streamlit's page for any address, and other things as they are."""

    async def serve(request: Request) -> Response:
        if request.url.path in ("/health", "/_stcore/health"):
            return PlainTextResponse("ok")
        if request.url.path == "/static/js/there.js":
            return Response("let x", media_type="text/javascript", headers={"etag": "y"})
        return HTMLResponse(INDEX, headers={"etag": "x", "last-modified": "Sun, 29 Nov 2026 10:00:00 GMT"})

    inner = Starlette(routes=[Route("/{path:path}", serve)])
    return TestClient(DocumentMiddleware(inner, FirstPaints(shared_copy_maker())))


def test_the_date_of_streamlits_page_is_not_that_of_the_document(client: TestClient) -> None:
    assert "last-modified" not in client.get("/visitors?lang=fr").headers


def test_what_is_no_page_passes_as_it_is(client: TestClient) -> None:
    assert client.get("/_stcore/health").text == "ok"


def test_a_page_without_a_record_book_has_its_language(
    client: TestClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABWAB_DATA", str(tmp_path))
    answer = client.get("/visitors?lang=fr")
    assert answer.status_code == 200
    assert '<html lang="fr-MA" dir="ltr">' in answer.text
    assert "<h1" not in answer.text


def test_server_answers_pages_in_the_language_of_the_address(client: TestClient) -> None:
    answer = client.get("/visitors?lang=fr", headers={"if-none-match": "x"})
    assert answer.status_code == 200
    assert 'lang="fr-MA"' in answer.text
    assert answer.headers["etag"] != "x"
    assert answer.headers["vary"] == "Accept-Language"
    again = client.get("/visitors?lang=fr", headers={"if-none-match": answer.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("place", PAGES, ids=lambda page: page.id)
def test_a_full_server_sends_the_beginning_of_a_page_without_what_needs_a_session(
    client: TestClient, place: DashboardPage, code: LanguageCode
) -> None:
    documents = client.app

    async def full(scope: Scope, receive: Receive, send: Send) -> None:
        await documents({**scope, FULL_KEY: True}, receive, send)

    path = f"{place.path}?edition=4&lang={code}"
    answer, usual = TestClient(full).get(path), client.get(path)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert int(answer.headers["retry-after"]) > 0
    page = Document(answer.text)
    assert page.faults == []
    (line,) = (part.text for part in page.all("p") if part.attributes.get("id") == "abwab-full")
    assert line == Language(code).text(FULL_LINE, seconds=LOOK_SECONDS)
    assert [part.text for part in page.all("h1")] == [part.text for part in Document(usual.text).all("h1")]
    assert 'id="root"' not in answer.text
    assert "static/js/" not in answer.text
    assert "app/static/full_page.js" in answer.text
    assert 'id="abwab-full"' not in usual.text
    assert "retry-after" not in usual.headers


def test_server_answers_unknown_addresses_with_404(client: TestClient) -> None:
    for path in ("/nope", "/record", "/visitors/nope", "/%D9%86"):
        answer = client.get(path, headers={"accept-language": "en"})
        assert answer.status_code == 404
        assert "There is no such page" in answer.text


@pytest.mark.parametrize(
    "path",
    ["/feed.xml", "/.well-known/security.txt", "/rss.xml", "/index.html", "/a.b/c.d", "/wp-login.php", "/%D9%86.x"],
)
def test_a_file_that_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    for answer in (client.get(path, headers={"accept-language": "fr"}), client.head(path)):
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
    assert 'lang="fr-MA"' in client.get(path, headers={"accept-language": "fr"}).text


def test_a_file_that_is_there_is_left_alone(client: TestClient) -> None:
    answer = client.get("/static/js/there.js")
    assert (answer.status_code, answer.text, answer.headers["etag"]) == (200, "let x", "y")


def test_head_has_the_headers_of_the_document(client: TestClient) -> None:
    got, head = client.get("/?lang=ar&edition=4"), client.head("/?lang=ar&edition=4")
    assert head.status_code == 200
    assert head.content == b""
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(got.content))


def test_the_framework_is_asked_for_its_page_once() -> None:
    asked: list[str] = []

    async def serve(request: Request) -> Response:
        asked.append(request.url.path)
        return HTMLResponse(INDEX)

    inner = Starlette(routes=[Route("/{path:path}", serve)])
    client = TestClient(DocumentMiddleware(inner, FirstPaints(shared_copy_maker())))
    pages = [client.get(f"{place.path}?edition=4&lang={code}") for place in PAGES[:2] for code in LANGUAGE_CODES]
    assert asked == ["/"]
    assert len({page.text for page in pages}) == 6
    assert {page.status_code for page in pages} == {200}
    client.get("/nope")
    assert asked == ["/", "/nope"]


def test_what_is_no_document_passes(client: TestClient) -> None:
    assert client.get("/health").text == "ok"
