"""What leaves compressed, with the headers that are true of it."""

from __future__ import annotations

import gzip
from random import Random

import brotli
import pytest
from httpx2 import Response as ClientResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from lib.server.compression import CHUNK_BYTES, FileCompression, ResponseCompression
from lib.server.file_store import FileStore
from lib.server.precompressed import PrecompressedFiles
from lib.server.static_folders import StaticFolder, dashboard_folders

SCRIPT = Random(4).randbytes(100_000).hex().encode()
PAGE = "<!DOCTYPE html><title>أبواب</title>" + "<p>زائر</p>" * 500
NONE = {"accept-encoding": "identity"}
BR = {"accept-encoding": "gzip, br"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Both middlewares around static files, a document with an entity tag, a picture, and a WebSocket."""
    tmp_path = tmp_path_factory.mktemp("served")
    static = tmp_path / "static"
    static.mkdir()
    (static / "a.1f2e3d.js").write_bytes(SCRIPT)
    (static / "sheet.css").write_bytes(b"p { margin: 0 }\n" * 100)
    (static / "font.woff2").write_bytes(b"font" * 1000)

    async def page(request: Request) -> Response:
        assert request.headers.get("accept-encoding", "identity") == "identity"
        if request.headers.get("if-none-match") == '"v1"':
            return Response(status_code=304, headers={"etag": '"v1"'})
        return HTMLResponse(PAGE, headers={"etag": '"v1"', "vary": "Accept-Language"})

    async def stream(socket: WebSocket) -> None:
        await socket.accept()
        await socket.send_bytes(b"x" * 5000)
        await socket.close()

    inner = Starlette(
        routes=[
            Route("/", page),
            Route("/picture", lambda _: Response(b"png" * 1000, media_type="image/png")),
            Route("/small", lambda _: HTMLResponse("<p>أبواب</p>")),
            WebSocketRoute("/_stcore/stream", stream),
            Mount("/static", StaticFiles(directory=static)),
            Mount("/app/static", StaticFiles(directory=static)),
        ]
    )
    served = (StaticFolder("/static/", static, hashed=True), StaticFolder("/app/static/", static, hashed=False))
    variants = PrecompressedFiles(FileStore(tmp_path / "cache"))
    for path in served[0].files():  # or the best would take the place of what a test has just seen
        variants.prepare(path)
    return TestClient(FileCompression(ResponseCompression(inner), served, variants))


def raw(client: TestClient, path: str, headers: dict[str, str]) -> tuple[ClientResponse, bytes]:
    """The answer, and its body as it was sent."""
    with client.stream("GET", path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


def test_files_leave_in_the_coding_that_is_asked_for(client: TestClient) -> None:
    answer, body = raw(client, "/static/a.1f2e3d.js", BR)
    assert answer.headers["content-encoding"] == "br"
    assert brotli.decompress(body) == SCRIPT
    assert answer.headers["content-length"] == str(len(body))
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert len(body) > CHUNK_BYTES  # so it went in pieces
    answer, body = raw(client, "/static/a.1f2e3d.js", {"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == SCRIPT
    answer, body = raw(client, "/static/a.1f2e3d.js", NONE)
    assert "content-encoding" not in answer.headers
    assert answer.headers["vary"] == "Accept-Encoding"
    assert body == SCRIPT


def test_entity_tags_are_distinct_and_lead_to_304(client: TestClient) -> None:
    for path in ("/static/a.1f2e3d.js", "/"):
        tags = {}
        for coding in ("br", "gzip", "identity"):
            asked = {"accept-encoding": coding}
            tag = client.get(path, headers=asked).headers["etag"]
            tags[coding] = tag
            assert not tag.startswith("W/")
            again = client.get(path, headers={**asked, "if-none-match": f'"other", {tag}'})
            assert again.status_code in (200, 304)
            again = client.get(path, headers={**asked, "if-none-match": tag})
            assert again.status_code == 304
            assert again.content == b""
            assert again.headers["etag"] == tag
        assert len(set(tags.values())) == 3


def test_several_entity_tags(client: TestClient) -> None:
    tag = client.get("/app/static/sheet.css", headers=BR).headers["etag"]
    for given in (f'"x", {tag}', f"W/{tag}", "*"):
        assert client.get("/app/static/sheet.css", headers={**BR, "if-none-match": given}).status_code == 304
    assert client.get("/app/static/sheet.css", headers={**BR, "if-none-match": '"x"'}).status_code == 200


def test_head_has_the_headers_of_get(client: TestClient) -> None:
    got, head = client.get("/static/a.1f2e3d.js", headers=BR), client.head("/static/a.1f2e3d.js", headers=BR)
    assert head.content == b""
    assert dict(head.headers) == dict(got.headers)


def test_ranges_are_of_the_file_itself(client: TestClient) -> None:
    answer, body = raw(client, "/static/a.1f2e3d.js", {**BR, "range": "bytes=10-19"})
    assert answer.status_code == 206
    assert body == SCRIPT[10:20]
    assert "content-encoding" not in answer.headers


def test_how_long_files_may_be_kept(client: TestClient) -> None:
    kept = {
        "/static/a.1f2e3d.js": "public, immutable, max-age=31536000",
        "/app/static/sheet.css": "no-cache",
        "/app/static/sheet.css?v=1f0c9a4e": "public, immutable, max-age=31536000",
        "/app/static/font.woff2": "public, max-age=604800",
    }
    for headers in (BR, NONE):
        assert {path: client.get(path, headers=headers).headers["cache-control"] for path in kept} == kept
    assert "cache-control" not in client.get("/static/nowhere.js").headers


def test_answers_leave_compressed(client: TestClient) -> None:
    answer, body = raw(client, "/", BR)
    assert answer.headers["content-encoding"] == "br"
    assert brotli.decompress(body).decode() == PAGE
    assert set(answer.headers["vary"].split(", ")) == {"Accept-Language", "Accept-Encoding"}
    answer, body = raw(client, "/", {"accept-encoding": "br;q=0.1, gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body).decode() == PAGE
    assert raw(client, "/", {"accept-encoding": "br;q=0"})[1].decode() == PAGE


def test_what_gains_nothing_stays(client: TestClient) -> None:
    for path in ("/picture", "/small", "/app/static/font.woff2"):
        assert "content-encoding" not in raw(client, path, BR)[0].headers


def test_no_address_leads_out_of_the_folders(client: TestClient) -> None:
    for path in ("/static/../cache/x", "/static/%2e%2e/cache", "/static//etc/passwd", "/static/"):
        assert client.get(path, headers=BR).status_code == 404


def test_websockets_pass(client: TestClient) -> None:
    with client.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_bytes() == b"x" * 5000


def test_the_folders_of_the_dashboard() -> None:
    streamlit, ours = dashboard_folders()
    assert any(path.name.startswith("PlotlyChart.") for path in streamlit.files())
    assert any(path.name == "streamlit.css" for path in ours.files())
    # Streamlit's names change with the content: that's what "immutable" stands on
    assert all(path.name.count(".") >= 2 for path in streamlit.files())
