"""The line on each page over the draft, the names of its files, and that nothing keeps it."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.desk.draft_marks import DraftMarks, draft_line
from lib.language import LANGUAGE_CODES, Language, LanguageCode


def page(request: Request) -> Response:
    if request.method == "HEAD":
        return Response(headers={"content-length": "99"}, media_type="text/html")
    return HTMLResponse("<html><body class='a'>words</body></html>", headers={"etag": '"x"'})


def file(request: Request) -> Response:
    headers = {"content-disposition": 'inline; filename="chart.png"', "etag": '"x"'}
    return PlainTextResponse(request.headers.get("accept-encoding", "none"), headers=headers)


def client(has_draft: bool = True) -> TestClient:
    routes = [
        Route("/", page),
        Route("/file", file),
        Route("/data/4-fes-2023/visitors.csv", lambda _: PlainTextResponse("a,b")),
        Route("/static/script.js", lambda _: PlainTextResponse("script")),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(DraftMarks, has_draft=lambda: has_draft)])
    return TestClient(app, follow_redirects=False)


def test_a_page_says_it_in_all_languages_and_shows_its_own() -> None:
    answer = client().get("/")
    assert answer.text.startswith("<html><body class='a'><style>")
    assert int(answer.headers["content-length"]) == len(answer.content)
    for language in map(Language, LANGUAGE_CODES):
        assert language.text("draft — not published") in answer.text
        assert f":root:not(:lang({language.code})) .abwab-draft [lang|={language.code}]" in answer.text
    assert "etag" not in answer.headers
    assert client().head("/").status_code == 200


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_from_the_page_of_a_figure_one_leads_to_its_form(code: LanguageCode) -> None:
    line = draft_line("/figures/4.visitors.2023-05-17.2023-05-21..all.visitors")
    assert f'href="/desk/figures/4.visitors.2023-05-17.2023-05-21..all.visitors?lang={code}"' in line
    assert {"ar": "تغيير هذا الرقم", "fr": "Modifier ce chiffre", "en": "Change this figure"}[code] in line
    assert "/desk/figures" not in draft_line("/charts")


def test_a_file_says_it_in_its_name() -> None:
    answer = client().get("/file", headers={"accept-encoding": "gzip"})
    assert answer.text == "none"
    assert answer.headers["content-disposition"] == 'inline; filename="draft-not-published-chart.png"'
    assert "etag" not in answer.headers
    bare = client().get("/data/4-fes-2023/visitors.csv")
    assert bare.headers["content-disposition"] == 'attachment; filename="draft-not-published-visitors.csv"'


def test_without_a_draft_all_leads_to_the_desk() -> None:
    assert client(has_draft=False).get("/").headers["location"] == "/desk"
    assert client(has_draft=False).get("/file").status_code == 303
    assert client(has_draft=False).get("/static/script.js").text == "script"
