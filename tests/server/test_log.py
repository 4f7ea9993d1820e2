"""One line a request, and nothing about who asked."""

from __future__ import annotations

import json
import logging
import sys
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from lib.server.log import RequestLog, configure_log


async def hello(request: Request) -> Response:
    if request.url.path == "/broken":
        raise RuntimeError("a fault of the app")
    return PlainTextResponse("أبواب", headers={"set-cookie": "session=secret"})


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_bytes(b"12345")
    await socket.close()


async def closed(socket: WebSocket) -> None:
    await socket.close()


INNER = Starlette(
    routes=[
        *(Route(path, hello) for path in ("/visitors", "/broken", "/_stcore/upload_file/{session}/{file}")),
        WebSocketRoute("/_stcore/stream", stream),
        WebSocketRoute("/closed", closed),
    ]
)


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client whose requests are logged; what it tells of itself must never be."""
    monkeypatch.delenv("ABWAB_LOG", raising=False)
    root = logging.getLogger()
    kept = root.handlers[:], root.level
    headers = {"user-agent": "Secret/1", "cookie": "secret=1", "referer": "https://secret.example"}
    yield TestClient(RequestLog(INNER), headers=headers, client=("203.0.113.7", 4000), raise_server_exceptions=False)
    root.handlers[:], root.level = kept


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    """What stands on stderr, each line a JSON object."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_a_line_a_request(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    client.get("/visitors?edition=4&q=secret")
    (line,) = lines(capsys)
    assert {name: line[name] for name in ("level", "logger", "method", "path", "status", "bytes")} == {
        "level": "INFO",
        "logger": "abwab.request",
        "method": "GET",
        "path": "/visitors",
        "status": 200,
        "bytes": len("أبواب".encode()),
    }
    assert isinstance(line["ms"], float)
    assert str(line["time"])[:3] == "202"


def test_nothing_about_who_asked(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    client.get("/visitors?q=secret")
    client.get("/secret@example.ma")
    client.post("/visitors", content=b"secret")
    client.get("/_stcore/upload_file/secret/secret")
    written = capsys.readouterr().err
    assert written.count("\n") == 4
    assert "secret" not in written.lower()
    assert "203.0.113.7" not in written


def test_sockets_and_faults(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    with client.websocket_connect("/_stcore/stream") as socket:
        socket.receive_bytes()
    assert client.get("/broken").status_code == 500
    written = [line for line in lines(capsys) if line["logger"] == "abwab.request"]
    assert [(line["method"], line["path"], line["status"], line["bytes"]) for line in written[:1]] == [
        ("WEBSOCKET", "/_stcore/stream", 101, 5)
    ]
    assert written[1]["status"] == 500


def test_a_socket_that_is_closed_before_it_is_open_is_refused(
    client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    configure_log()
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/closed"):
        pass
    (line,) = lines(capsys)
    assert (line["method"], line["path"], line["status"]) == ("WEBSOCKET", "/closed", 403)


def test_requests_can_be_left_out(
    client: TestClient, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ABWAB_LOG", "warning")
    configure_log()
    client.get("/visitors")
    assert lines(capsys) == []


def test_other_lines_have_the_same_form(client: TestClient, capsys: pytest.CaptureFixture[str]) -> None:
    configure_log()
    try:
        raise OSError("الملف")
    except OSError:
        logging.getLogger("lib.archive.folder_watch").exception("the folder %s could not be checked", "data")
    (line,) = lines(capsys)
    assert line["message"] == "the folder data could not be checked"
    assert line["level"] == "ERROR"
    assert "OSError: الملف" in str(line["exc_info"])


@pytest.mark.parametrize("name", ["uvicorn", "uvicorn.error", "uvicorn.access", "websockets.server"])
def test_the_server_s_own_lines_have_the_same_form(
    name: str, client: TestClient, capsys: pytest.CaptureFixture[str]
) -> None:
    """uvicorn gives its loggers handlers of their own. A forged message leaves one line, with its traceback in it."""
    logger, handler = logging.getLogger(name), logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s:  %(message)s"))
    logger.addHandler(handler)
    kept, logger.propagate = logger.propagate, False
    try:
        configure_log()
        handler.setStream(sys.stderr)
        try:
            raise ValueError("forged\nmessage")
        except ValueError:
            logger.warning("Invalid HTTP request received.", exc_info=True)
    finally:
        logger.removeHandler(handler)
        logger.propagate = kept
    (line,) = lines(capsys)
    assert (line["logger"], line["message"]) == (name, "Invalid HTTP request received.")
