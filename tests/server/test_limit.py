"""What one process can't take is refused politely."""

from __future__ import annotations

import asyncio
import time
from contextlib import ExitStack

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import Message
from starlette.websockets import WebSocket, WebSocketDisconnect

from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.screen.document import PAGE_BY_PATH, server_full_document
from lib.server.limit import PAGE_LAG_LIMIT, QUEUE_LIMIT, REQUEST_LAG_LIMIT, LoadLimit, read_limit
from lib.server.loop_lag import LAG_INTERVAL, LoopLag

PAGES = ("/", "/visitors")


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        pass


async def here(_: Request) -> Response:
    return PlainTextResponse("here")


INNER = Starlette(routes=[WebSocketRoute("/_stcore/stream", stream), Route("/{path:path}", here)])


def client(sessions: int = 2, requests: int = 10, waiting: int = 0, late: float = 0.0) -> TestClient:
    loop_lag = LoopLag()
    loop_lag.seconds = late
    limited = LoadLimit(
        INNER, sessions, requests, PAGES, lambda query, accepted: f"full {query} {accepted}", lambda: waiting, loop_lag
    )
    return TestClient(limited)


@pytest.mark.parametrize("strain", [{"waiting": QUEUE_LIMIT}, {"late": PAGE_LAG_LIMIT + 0.1}])
def test_nobody_comes_in_while_those_inside_wait(strain: dict[str, float]) -> None:
    visitors = client(**strain)  # type: ignore[arg-type]
    refused = visitors.get("/visitors?lang=fr")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
    with pytest.raises(WebSocketDenialResponse), visitors.websocket_connect("/_stcore/stream"):
        pass
    assert visitors.get("/charts/visitors_total").text == "here"


def test_a_process_that_is_very_late_answers_nothing_but_how_it_is() -> None:
    visitors = client(late=REQUEST_LAG_LIMIT + 0.1)
    refused = visitors.get("/charts/visitors_total")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
    assert visitors.get("/health").text == "here"


def test_lateness_is_that_of_the_event_loop() -> None:
    async def held_up() -> float:
        loop_lag = LoopLag()
        watching = asyncio.create_task(loop_lag.watch())
        await asyncio.sleep(LAG_INTERVAL / 2)
        time.sleep(LAG_INTERVAL * 3)  # as a render would that forgets to leave the loop
        await asyncio.sleep(0.01)
        watching.cancel()
        return loop_lag.seconds

    assert LAG_INTERVAL < asyncio.run(held_up()) < LAG_INTERVAL * 30


def test_sessions_beyond_the_limit_are_refused() -> None:
    visitors = client(sessions=2)
    with ExitStack() as open_sockets:
        first = open_sockets.enter_context(visitors.websocket_connect("/_stcore/stream"))
        assert visitors.get("/").text == "here"
        open_sockets.enter_context(visitors.websocket_connect("/_stcore/stream"))
        with pytest.raises(WebSocketDenialResponse) as refused, visitors.websocket_connect("/_stcore/stream"):
            pass
        assert refused.value.status_code == 503
        assert refused.value.headers["retry-after"] == "10"
        page = visitors.get("/visitors?lang=fr", headers={"accept-language": "ar"})
        assert page.status_code == 503
        assert page.headers["retry-after"] == "10"
        assert page.headers["cache-control"] == "no-store"
        assert page.text == "full lang=fr ar"
        # who is in stays in, and what is no page stays open
        first.send_text("still here")
        assert first.receive_text() == "still here"
        for path in ("/charts/visitors_total", "/charts/visitors_total.svg", "/static/js/x.js", "/_stcore/health"):
            assert visitors.get(path).text == "here"
    assert visitors.get("/visitors").text == "here"
    with visitors.websocket_connect("/_stcore/stream"):
        pass


def test_requests_beyond_the_limit_are_refused() -> None:
    """Twelve at once where ten may be under way, with an app that answers when all have asked."""
    asked = asyncio.Event()
    answers: list[int] = []

    async def slow(scope: object, receive: object, send: object) -> None:
        await asked.wait()
        await PlainTextResponse("here")(scope, receive, send)  # type: ignore[arg-type]

    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        if message["type"] == "http.response.start":
            answers.append(message["status"])

    async def run() -> None:
        limited = LoadLimit(slow, 1, 10, PAGES, lambda *_: "full", lambda: 0, LoopLag())
        scope = {"type": "http", "method": "GET", "path": "/charts/x", "headers": [], "query_string": b""}
        tasks = [asyncio.create_task(limited(scope, receive, send)) for _ in range(12)]
        await asyncio.sleep(0)
        assert answers == [503, 503]
        asked.set()
        await asyncio.gather(*tasks)
        await limited(scope, receive, send)

    asyncio.run(run())
    assert answers == [503, 503] + [200] * 11


def test_numbers_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ABWAB_SESSIONS", raising=False)
    assert read_limit("ABWAB_SESSIONS", 7) == 7
    monkeypatch.setenv("ABWAB_SESSIONS", "50")
    assert read_limit("ABWAB_SESSIONS", 7) == 50
    for wrong in ("0", "-3", "many"):
        monkeypatch.setenv("ABWAB_SESSIONS", wrong)
        with pytest.raises(ValueError, match=wrong):
            read_limit("ABWAB_SESSIONS", 7)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_the_document_in_place_of_a_page(code: LanguageCode) -> None:
    language = Language(code)
    page = server_full_document(f"edition=4&lang={code}", None)
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in page
    assert f'<h1 class="abwab-title">{language.text("Very many readers at the moment")}</h1>' in page
    assert '<meta http-equiv="refresh" content="10">' in page
    assert set(PAGE_BY_PATH) > {"/", "/visitors"}
