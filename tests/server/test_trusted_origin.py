"""Who may ask."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.websockets import WebSocket

from lib.server.trusted_origin import LOCAL_HOSTS, SameOrigin, trusted_hosts


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text(socket.headers["host"])
    await socket.close()


INNER = Starlette(
    routes=[Route("/", lambda _: PlainTextResponse("here")), WebSocketRoute("/_stcore/stream", stream)],
)


@pytest.mark.parametrize(
    "origin", ["https://elsewhere.example", "null", "http://testserver:81", "http://testserver.x", "https://[", ""]
)
def test_a_websocket_from_another_site_is_refused(origin: str) -> None:
    client = TestClient(SameOrigin(INNER))
    with (
        pytest.raises(WebSocketDenialResponse) as refused,
        client.websocket_connect("/_stcore/stream", headers={"origin": origin}),
    ):
        pass
    assert refused.value.status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://testserver"},
        {"origin": "https://testserver"},
        {"origin": "https://abwab.example", "host": "Abwab.Example"},
        {"origin": "https://ABWAB.example:8501", "host": "abwab.example:8501"},
    ],
)
def test_our_own_websocket_is_let_in(headers: dict[str, str]) -> None:
    """Streamlit compares them too, letter by letter."""
    with TestClient(SameOrigin(INNER)).websocket_connect("/_stcore/stream", headers=headers) as socket:
        assert headers["origin"].endswith(f"://{socket.receive_text()}")


def test_a_program_that_names_no_origin_is_let_in() -> None:
    with TestClient(SameOrigin(INNER)).websocket_connect("/_stcore/stream") as socket:
        assert socket.receive_text() == "testserver"


def test_a_page_of_the_public_address_is_ours_whatever_host_the_proxy_names() -> None:
    app = SameOrigin(INNER, public_address="https://abwab.example:8443")
    headers = {"origin": "https://abwab.example:8443", "host": "abwab.example"}
    with TestClient(app).websocket_connect("/_stcore/stream", headers=headers) as socket:
        assert socket.receive_text() == "abwab.example:8443"
    with (
        pytest.raises(WebSocketDenialResponse),
        TestClient(app).websocket_connect("/_stcore/stream", headers=headers | {"origin": "https://abwab.example:1"}),
    ):
        pass


def test_hosts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ABWAB_HOSTS", raising=False)
    assert trusted_hosts("") == list(LOCAL_HOSTS)
    assert trusted_hosts("https://abwab.example.ma:8443") == ["abwab.example.ma", *LOCAL_HOSTS]
    monkeypatch.setenv("ABWAB_HOSTS", "replica-1, *.b.example.ma")
    assert trusted_hosts("https://abwab.example.ma") == [
        "abwab.example.ma",
        "replica-1",
        "*.b.example.ma",
        *LOCAL_HOSTS,
    ]


def test_without_a_public_address_this_machine_answers_to_its_own_names(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ABWAB_HOSTS", raising=False)
    client = TestClient(TrustedHostMiddleware(INNER, allowed_hosts=trusted_hosts(""), www_redirect=False))
    assert [client.get("/", headers={"host": host}).status_code for host in ("localhost:9", "rebound.example")] == [
        200,
        400,
    ]


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("abwab.example.ma", 200),
        ("abwab.example.ma:8501", 200),
        ("Abwab.Example.MA", 200),
        ("LOCALHOST:8501", 200),
        ("localhost:8501", 200),
        ("127.0.0.1", 200),
        ("[::1]:8501", 200),
        ("elsewhere.example", 400),
        ("abwab.example.ma.elsewhere.example", 400),
    ],
)
def test_other_hosts_get_no_answer(host: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ABWAB_HOSTS", raising=False)
    app = TrustedHostMiddleware(INNER, allowed_hosts=trusted_hosts("https://abwab.example.ma"), www_redirect=False)
    assert TestClient(app).get("/", headers={"host": host}).status_code == status
