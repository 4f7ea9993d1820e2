"""What leaves compressed, with the headers that are true of it."""

from __future__ import annotations

import asyncio
import gzip
import time
from pathlib import Path
from random import Random

import brotli
import pytest
import streamlit
from httpx2 import Response as ClientResponse
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from lib.server import compression
from lib.server.compression import CHUNK_BYTES, ENCODERS, Compression, ContentCoding, choose_coding

SCRIPT = Random(4).randbytes(100_000).hex().encode()
PAGE = "<!DOCTYPE html><title>أبواب</title>" + "<p>زائر</p>" * 500
NONE = {"accept-encoding": "identity"}
BR = {"accept-encoding": "gzip, br"}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """The middleware around static files, a document with an entity tag, a picture, and a WebSocket."""
    static = tmp_path_factory.mktemp("static")
    (static / "a.1f2e3d.js").write_bytes(SCRIPT)
    (static / "small.js").write_bytes(b"let a = 1")
    (static / "font.woff2").write_bytes(b"font" * 1000)

    async def page(request: Request) -> Response:
        assert "accept-encoding" not in request.headers
        if '"v1"' in request.headers.get("if-none-match", ""):
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
            Route("/untagged", lambda _: HTMLResponse(PAGE, headers={"vary": "Accept-Encoding"})),
            WebSocketRoute("/_stcore/stream", stream),
            Mount("/static", StaticFiles(directory=static)),
        ]
    )
    return TestClient(Compression(inner))


def raw(client: TestClient, path: str, headers: dict[str, str]) -> tuple[ClientResponse, bytes]:
    """The answer, and its body as it was sent."""
    with client.stream("GET", path, headers=headers) as answer:
        return answer, b"".join(answer.iter_raw())


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", None),
        ("identity", None),
        ("gzip", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("identity;q=1, br;q=0.5", None),
        ("identity;q=0.5, br", "br"),
        ("br;q=much", None),
        ("br;q=1.5, gzip;q=0.1.1", None),
        ("deflate, zstd", None),
        ("br ; q=0.2 , gzip ; q=0.1", "br"),
    ],
)
def test_the_coding_of_an_answer(accepted: str, coding: ContentCoding | None) -> None:
    assert choose_coding(accepted) == coding


@pytest.mark.parametrize(("path", "whole"), [("/static/a.1f2e3d.js", SCRIPT), ("/", PAGE.encode())])
def test_texts_leave_in_the_coding_that_is_asked_for(client: TestClient, path: str, whole: bytes) -> None:
    for _ in range(2):  # the second time it is at hand
        answer, body = raw(client, path, BR)
        assert answer.headers["content-encoding"] == "br"
        assert brotli.decompress(body) == whole
        assert answer.headers["content-length"] == str(len(body))
        assert "Accept-Encoding" in answer.headers["vary"]
    assert "charset=utf-8" in answer.headers["content-type"]
    answer, body = raw(client, path, {"accept-encoding": "br;q=0.1, gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == whole
    answer, body = raw(client, path, NONE)
    assert "content-encoding" not in answer.headers
    assert "Accept-Encoding" in answer.headers["vary"]
    assert body == whole


def test_a_large_file_leaves_in_pieces(client: TestClient) -> None:
    sent: list[int] = []

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        sent.append(len(message.get("body", b"")))

    headers = [(b"accept-encoding", b"br")]
    path = "/static/a.1f2e3d.js"
    scope = {"type": "http", "method": "GET", "path": path, "headers": headers, "query_string": b"", "root_path": ""}
    asyncio.run(client.app(scope, receive, send))  # type: ignore[arg-type]
    assert sum(sent) > CHUNK_BYTES
    assert max(sent) <= CHUNK_BYTES


def test_vary_names_a_header_once(client: TestClient) -> None:
    assert raw(client, "/", BR)[0].headers["vary"] == "Accept-Language, Accept-Encoding"
    assert raw(client, "/untagged", BR)[0].headers["vary"] == "Accept-Encoding"


@pytest.mark.parametrize("path", ["/static/a.1f2e3d.js", "/"])
def test_what_a_client_has_is_not_sent_again(client: TestClient, path: str) -> None:
    """Compressed answers have weak entity tags: the same content in other bytes."""
    for coding in ("br", "gzip", "identity"):
        asked = {"accept-encoding": coding}
        tag = client.get(path, headers=asked).headers["etag"]
        assert tag.startswith("W/") == (coding != "identity")
        for held in (tag, f'"other", {tag}'):
            again = client.get(path, headers={**asked, "if-none-match": held})
            assert (again.status_code, again.content) == (304, b"")
            assert again.headers["etag"] == tag
            assert "Accept-Encoding" in again.headers["vary"]
        assert client.get(path, headers={**asked, "if-none-match": '"other"'}).status_code == 200


def test_head_has_the_headers_of_get(client: TestClient) -> None:
    """But for the length of what would have to be compressed for it (RFC 9110, 9.3.2)."""
    got, head = (dict(client.request(method, "/static/a.1f2e3d.js", headers=BR).headers) for method in ("GET", "HEAD"))
    del got["content-length"]
    assert head == got


def test_ranges_are_of_the_file_itself(client: TestClient) -> None:
    answer, body = raw(client, "/static/a.1f2e3d.js", {**BR, "range": "bytes=10-19"})
    assert answer.status_code == 206
    assert body == SCRIPT[10:20]
    assert "content-encoding" not in answer.headers


def test_what_gains_nothing_stays(client: TestClient) -> None:
    for path in ("/picture", "/small", "/static/font.woff2", "/static/small.js"):
        answer, body = raw(client, path, BR)
        assert "content-encoding" not in answer.headers
        assert len(body) == int(answer.headers["content-length"]) > 0


def test_no_address_leads_out_of_the_folder(client: TestClient) -> None:
    for path in ("/static/../cache/x", "/static/%2e%2e/cache", "/static//etc/passwd", "/static/"):
        assert client.get(path, headers=BR).status_code == 404


def test_websockets_pass(client: TestClient) -> None:
    with client.websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_bytes() == b"x" * 5000


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of all that brotli compresses from now on."""
    sizes: list[int] = []
    encode = ENCODERS["br"]

    def counted(body: bytes) -> bytes:
        sizes.append(len(body))
        return encode(body)

    monkeypatch.setattr(compression, "ENCODERS", {**ENCODERS, "br": counted})
    return sizes


def test_of_many_who_ask_one_has_it_compressed(tmp_path: Path, made: list[int]) -> None:
    """And one who hangs up meanwhile spoils it for nobody."""
    path = tmp_path / "a.js"
    path.write_bytes(SCRIPT)
    middleware = Compression(Starlette())

    async def crowd() -> list[bytes | BaseException]:
        tasks = [asyncio.create_task(middleware.compress(("/a.js", '"1"', "br"), path.read_bytes)) for _ in range(200)]
        await asyncio.sleep(0)
        tasks[0].cancel()
        return await asyncio.gather(*tasks, return_exceptions=True)

    first, *others = asyncio.run(crowd())
    assert isinstance(first, asyncio.CancelledError)
    assert {brotli.decompress(body) for body in others if isinstance(body, bytes)} == {SCRIPT}
    assert len(made) == 1


def test_changed_content_is_compressed_again(tmp_path: Path, made: list[int]) -> None:
    path = tmp_path / "a.css"
    client = TestClient(Compression(StaticFiles(directory=tmp_path)))
    for size in (1000, 2000):
        path.write_bytes(b"p" * size)
        for _ in range(3):
            assert len(client.get("/a.css", headers=BR).content) == size
    assert made == [1000, 2000]


def test_what_never_changes_is_compressed_more_densely_behind_its_first_answer() -> None:
    """No cache in front keeps the less dense one."""
    text = (Path(streamlit.__file__).parent / "proto" / "ForwardMsg_pb2.pyi").read_text()
    # Of these, brotli's highest quality makes more: the fewer bytes are kept.
    numbers = " ".join(str(number * 7919) for number in range(20_000))

    async def script(request: Request) -> Response:
        headers = {"etag": '"1"', "cache-control": request.query_params["caching"]}
        content = numbers if "numbers" in request.url.path else text
        return Response(content, media_type="text/javascript", headers=headers)

    def latest(client: TestClient, path: str) -> bytes:
        for _ in range(500):
            answer, body = raw(client, path, BR)
            if "x-accel-expires" not in answer.headers:
                return body
            time.sleep(0.02)
        raise TimeoutError(path)

    with TestClient(Compression(Starlette(routes=[Route("/{name}", script)]))) as client:
        answer, first = raw(client, "/a.js?caching=immutable", BR)
        assert answer.headers["x-accel-expires"] == "0"
        assert brotli.decompress(first).decode() == text
        dense = latest(client, "/a.js?caching=immutable")
        assert brotli.decompress(dense).decode() == text
        assert len(dense) < len(first) * 0.95
        assert latest(client, "/numbers.js?caching=immutable") == ENCODERS["br"](numbers.encode())
        answer, body = raw(client, "/b.js?caching=no-cache", BR)
        assert "x-accel-expires" not in answer.headers
        assert len(body) == len(first)
        assert "x-accel-expires" not in raw(client, "/c.js?caching=immutable", {"accept-encoding": "gzip"})[0].headers


def test_what_is_kept_in_memory_is_bounded(monkeypatch: pytest.MonkeyPatch, made: list[int]) -> None:
    """The least recently used goes; what is larger than the bound is sent all the same."""
    monkeypatch.setattr(compression, "CACHE_BYTES", 250_000)
    sizes = {"/a": 90_000, "/b": 90_000, "/c": 90_000, "/large": 300_000}
    bodies = {path: Random(path).randbytes(size).hex() for path, size in sizes.items()}

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        await HTMLResponse(bodies[scope["path"]], headers={"etag": f'"{scope["path"]}"'})(scope, receive, send)

    client = TestClient(Compression(app))
    for path in ("/a", "/b", "/a", "/b", "/c", "/c", "/b", "/a", "/large", "/large"):
        assert client.get(path, headers=BR).text == bodies[path]
    assert made == [2 * sizes[path] for path in ("/a", "/b", "/c", "/a", "/large", "/large")]
