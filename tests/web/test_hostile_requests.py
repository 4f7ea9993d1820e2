"""Whatever is asked of the web addresses, the answer is an answer: hostile paths, queries, headers and methods."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, MutableMapping, Sequence
from concurrent.futures import Future
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from lib.archive import Archive
from lib.charts import CHARTS
from lib.export.rendering.chromium import Chromium, NoChromiumError
from lib.export.rendering.disk_cache import DiskCache
from lib.language import LanguageCode
from lib.releases import open_live_archive
from lib.web import kit_routes, routes
from lib.web.copies import CopyMaker
from lib.web.kit_jobs import KitJobs, KitProgress
from lib.web.links import Links
from tests.support.web_fixtures import web_app

ALLOWED = {200, 304, 400, 404, 405, 501, 503}
WORDS = [
    *CHARTS,
    "charts",
    "embed",
    "png",
    "svg",
    "pdf",
    "csv",
    "json",
    "xlsx",
    "..",
    ".",
    "",
    "4.zip",
    "\x00",
    "%2f",
    "\\",
]
NAMES = [
    "edition",
    "lang",
    "later",
    "size",
    "theme",
    "measure",
    "basis",
    "editions",
    "url",
    "maxwidth",
    "format",
    "utm_x",
]
VALUES = [
    "4",
    "ar",
    "1",
    "0",
    "square",
    "dark",
    "visitors",
    "total",
    "1-2-3",
    "٤",
    "json",
    "https://abwab.example/charts/",
]

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
part = st.sampled_from(WORDS) | anything
paths = st.lists(part, max_size=4).flatmap(
    lambda parts: st.lists(st.sampled_from(["/", "."]), min_size=len(parts), max_size=len(parts)).map(
        lambda joints: "".join(a + b for a, b in zip(joints, parts, strict=True))
    )
)
files = ["charts.json", "oembed", "data.zip", "datapackage.json", "csv-metadata.json", "robots.txt", "sitemap.xml"]
chart_paths = ["", "/visitors_total", "/comparison.csv", "/reach.png"]
roots = st.sampled_from(
    [
        *(f"/{name}" for name in files),
        *(f"/charts{name}" for name in chart_paths),
        "/health",
        "/kit",
        "/kit/4.zip",
        "/data/editions.csv",
        "",
    ]
)
pair = st.tuples(st.sampled_from(NAMES) | anything, st.sampled_from(VALUES) | anything).map("=".join)
queries = st.lists(pair, max_size=4).map("&".join).map(lambda text: text.encode()) | st.binary(max_size=60)
headers = st.lists(
    st.tuples(
        st.sampled_from([b"host", b"if-none-match", b"accept-language", b"cookie", b"x-forwarded-host", b"range"]),
        st.sampled_from([b"abwab.example", b"*", b'W/""', b"[", b"a,b", b"\xff", b"bytes=0-"]) | st.binary(max_size=40),
    ),
    max_size=4,
)
methods = st.sampled_from(["GET"] * 8 + ["HEAD", "POST", "OPTIONS", "get", "BREW"])


class Nothing(Chromium):
    """No browser at all."""

    def _queue(self, work: Any) -> Future[Any]:
        raise NoChromiumError("there is none")


class Idle(KitJobs):
    """Kits that never get done."""

    def begin(
        self, edition: int, archive: Archive, links: Links, lang: LanguageCode | None = None, names: Sequence[str] = ()
    ) -> KitProgress:
        return self.progress(edition, archive, links, lang, names)


@pytest.fixture(scope="module")
def app_without_browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Starlette]:
    with pytest.MonkeyPatch.context() as patch:
        copy_maker = CopyMaker(open_live_archive(), DiskCache(tmp_path_factory.mktemp("press")), Nothing())
        idle = Idle(DiskCache(tmp_path_factory.mktemp("kits")), lambda: copy_maker)
        patch.setattr(routes, "shared_copy_maker", lambda: copy_maker)
        patch.setattr(kit_routes, "shared_kit_jobs", lambda: idle)
        yield web_app()


def answer(app: Starlette, method: str, path: str, query: bytes, sent: list[tuple[bytes, bytes]]) -> Any:
    """(status, headers, body) of a request as a server hands it in, past every client that would put it right."""
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": method,
        "scheme": "https",
        "path": path,
        "raw_path": path.encode("utf-8", "replace"),
        "query_string": query,
        "headers": sent,
        "server": ("abwab.example", 443),
        "client": ("127.0.0.1", 1),
    }
    said: list[MutableMapping[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        said.append(message)

    asyncio.run(app(scope, receive, send))  # an error in a handler is raised here
    body = b"".join(message.get("body", b"") for message in said[1:])
    return said[0]["status"], dict(said[0]["headers"]), body


@settings(max_examples=300, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(method=methods, root=roots, path=paths, query=queries, sent=headers)
@example(method="GET", root="/charts", path="", query=b"lang=\xff", sent=[(b"host", b"abwab.example")])
@example(method="GET", root="/charts", path="", query=b"", sent=[(b"host", b"[")])
@example(method="GET", root="/charts", path="", query=b"", sent=[(b"host", "a\u2100b".encode())])
@example(method="GET", root="/oembed", path="", query=b"url=http://[", sent=[(b"host", b"abwab.example")])
@example(method="GET", root="/charts/reach.csv", path="", query=b"lang=ar", sent=[(b"host", b"abwab.example\r\nX: y")])
def test_every_question_has_an_answer(
    app_without_browser: Starlette,
    method: str,
    root: str,
    path: str,
    query: bytes,
    sent: list[tuple[bytes, bytes]],
) -> None:
    status, about, body = answer(app_without_browser, method, root + path, query, sent)
    assert status in ALLOWED
    for name, value in about.items():
        assert not set(b"\r\n\0") & set(name + value)
    if (root + path).startswith("/kit/") and status == 503:
        assert b"retry-after" in about  # a page that says how far the kit is
    elif status >= 400:
        assert about[b"content-type"].startswith(b"text/plain")
        assert b"Traceback" not in body
        assert b"<" not in body
        assert len(body) < 2000
        assert status != 503 or (b"Chromium" in body and b"retry-after" in about)


def test_a_stack_trace_is_never_an_answer(app_without_browser: Starlette) -> None:
    """The harness itself: an error in a handler would be seen."""
    app = Starlette(routes=app_without_browser.routes)
    app.add_route("/broken", lambda request: 1 / 0)  # type: ignore[arg-type, return-value]
    with pytest.raises(ZeroDivisionError):
        answer(app, "GET", "/broken", b"", [])


def test_files_outside_the_web_addresses_are_out_of_reach(app_without_browser: Starlette, tmp_path: Path) -> None:
    for path in ("/charts/../../data/editions.csv", "/charts//etc/passwd", "/charts/..\\..\\README.md", "/charts/\0"):
        status, _, body = answer(app_without_browser, "GET", path, b"", [(b"host", b"abwab.example")])
        assert status == 404
        assert body.startswith(b"There is no chart of that name") or b"no such form" in body
