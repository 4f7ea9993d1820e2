"""What one process can't take is refused politely."""

from __future__ import annotations

import asyncio
import sys
import time
from contextlib import ExitStack
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient, WebSocketDenialResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.screen.document import PAGE_BY_PATH, too_many_requests_document
from lib.server.limit import (
    FULL_KEY,
    LARGE_MESSAGE_BYTES,
    NOTHING_SAID,
    PAGE_LAG_LIMIT,
    QUEUE_LIMIT,
    REQUEST_LAG_LIMIT,
    LoadLimit,
    close_if_silent,
    raise_file_limit,
    read_limit,
)
from lib.server.loop_lag import LAG_INTERVAL, LoopLag
from tests.conftest import until

PAGES = ("/", "/visitors")


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        pass


async def here(request: Request) -> Response:
    return PlainTextResponse("beginning" if FULL_KEY in request.scope else "here")


INNER = Starlette(routes=[WebSocketRoute("/_stcore/stream", stream), Route("/{path:path}", here)])


def limited(
    app: ASGIApp = INNER, sessions: int = 4, requests: int = 20, ahead: dict[str, int] | None = None, late: float = 0.0
) -> LoadLimit:
    """`ahead`: how many scripts would run before one of a client, by client."""
    loop_lag = LoopLag()
    loop_lag.seconds = late
    before = ahead or {}
    return LoadLimit(
        app,
        sessions,
        requests,
        PAGES,
        lambda query, accepted: f"full {query} {accepted}",
        lambda who: before.get(who, 0),
        loop_lag,
    )


def reader(app: ASGIApp, address: str = "192.0.2.1") -> TestClient:
    """A client at an address."""
    return TestClient(app, client=(address, 50_000))


@pytest.mark.parametrize("strain", [{"ahead": {"192.0.2.1": QUEUE_LIMIT}}, {"late": PAGE_LAG_LIMIT + 0.1}])
def test_nobody_comes_in_while_those_inside_wait(strain: dict[str, Any]) -> None:
    visitors = reader(limited(**strain))
    assert visitors.get("/visitors?lang=fr").text == "beginning"
    with pytest.raises(WebSocketDenialResponse) as refused, visitors.websocket_connect("/_stcore/stream"):
        pass
    assert (refused.value.status_code, refused.value.headers["retry-after"]) == (503, "10")
    assert visitors.get("/charts/visitors_total").text == "here"


def test_scripts_of_one_client_keep_nobody_else_out() -> None:
    crowded = limited(ahead={"192.0.2.1": QUEUE_LIMIT, "192.0.2.2": 1})
    assert reader(crowded).get("/visitors").text == "beginning"
    other = reader(crowded, "192.0.2.2")
    assert other.get("/visitors").text == "here"
    with other.websocket_connect("/_stcore/stream"):
        pass


def test_a_process_that_is_very_late_answers_only_with_beginnings_and_how_it_is() -> None:
    visitors = reader(limited(late=REQUEST_LAG_LIMIT + 0.1))
    refused = visitors.get("/charts/visitors_total")
    assert (refused.status_code, refused.headers["retry-after"]) == (503, "10")
    assert visitors.get("/health").text == "here"
    assert visitors.get("/visitors").text == "beginning"


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


def test_sessions_beyond_the_limit_are_refused_and_pages_begin_all_the_same() -> None:
    full = limited(sessions=2)
    with ExitStack() as open_sockets:
        first = open_sockets.enter_context(reader(full, "192.0.2.1").websocket_connect("/_stcore/stream"))
        assert reader(full, "192.0.2.2").get("/").text == "here"
        open_sockets.enter_context(reader(full, "192.0.2.2").websocket_connect("/_stcore/stream"))
        third = reader(full, "192.0.2.3")
        with pytest.raises(WebSocketDenialResponse) as refused, third.websocket_connect("/_stcore/stream"):
            pass
        assert refused.value.status_code == 503
        assert refused.value.headers["retry-after"] == "10"
        assert third.get("/visitors?lang=fr").text == "beginning"
        # who is in stays in, and what is no page stays open
        first.send_text("still here")
        assert first.receive_text() == "still here"
        for path in ("/charts/visitors_total", "/charts/visitors_total.svg", "/static/js/x.js", "/_stcore/health"):
            assert third.get(path).text == "here"
    assert reader(full, "192.0.2.3").get("/visitors").text == "here"
    with reader(full, "192.0.2.3").websocket_connect("/_stcore/stream"):
        pass


def test_one_client_leaves_seats_to_the_others() -> None:
    """It may have half of them, and who comes next half of the rest. The addresses of a network are one client."""
    shared, seats = limited(sessions=8), ExitStack()

    def sit(address: str) -> bool:
        try:
            seats.enter_context(reader(shared, address).websocket_connect("/_stcore/stream"))
        except WebSocketDenialResponse:
            return False
        return True

    with seats:
        assert [sit("192.0.2.1") for _ in range(6)] == [True] * 4 + [False] * 2
        assert reader(shared, "192.0.2.1").get("/").text == "beginning"
        assert [sit(f"2001:db8::{number}") for number in range(4)] == [True] * 2 + [False] * 2
        assert [sit("2001:db8:0:1::1") for _ in range(2)] == [True, False]
        assert sit("192.0.2.2")


def test_a_seat_whose_owner_never_speaks_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.server.limit.SILENCE_LIMIT", 0.05)
    shared = limited(sessions=2)
    with reader(shared).websocket_connect("/_stcore/stream") as silent:
        with pytest.raises(WebSocketDisconnect) as closed:
            silent.receive_text()
        assert closed.value.code == NOTHING_SAID
        until(lambda: shared._sessions.has_room("192.0.2.1"))


def test_who_has_spoken_may_be_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.server.limit.SILENCE_LIMIT", 0.05)
    said = [{"type": "websocket.connect"}, {"type": "websocket.receive", "text": "a"}, {"type": "websocket.disconnect"}]

    async def scene() -> list[str]:
        messages, heard = iter(said), list[str]()

        async def receive() -> Message:
            if len(heard) == 2:
                await asyncio.sleep(0.2)
            return next(messages)

        receive_or_close = close_if_silent(receive, lambda message: asyncio.sleep(0))
        for _ in said:
            message = await receive_or_close()
            heard.append(message.get("code", message["type"]))
        return heard

    assert asyncio.run(scene()) == [message["type"] for message in said]


def test_a_socket_that_the_app_closes_is_cut_off() -> None:
    """Whoever is told of the close first could go on sending meanwhile."""

    async def close(scope: Scope, receive: Receive, send: Send) -> None:
        socket = WebSocket(scope, receive, send)
        await socket.accept()
        await socket.receive_text()
        await socket.close(1002)

    async def scene() -> list[str]:
        sent: list[str] = []
        messages = iter([{"type": "websocket.connect"}, {"type": "websocket.receive", "text": "nonsense"}])

        async def receive() -> Message:
            return next(messages)

        async def send(message: Message) -> None:
            sent.append(message["type"])

        scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [], "client": ("192.0.2.1", 1)}
        await limited(close)(scope, receive, send)
        return sent

    assert asyncio.run(scene()) == ["websocket.accept"]


def test_large_messages_are_taken_one_at_a_time_and_others_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.server.limit.LARGE_MESSAGE_PAUSE", 0.3)
    taken: list[int] = []

    async def take(scope: Scope, receive: Receive, send: Send) -> None:
        while (message := await receive())["type"] != "websocket.disconnect":
            taken.append(len(message.get("bytes", b"")))

    async def scene() -> None:
        shared = limited(take, sessions=8)

        async def speak(*sizes: int) -> None:
            said: list[Message] = [{"type": "websocket.receive", "bytes": bytes(size)} for size in sizes]
            messages = iter([*said, {"type": "websocket.disconnect"}])

            async def receive() -> Message:
                return next(messages)

            scope = {"type": "websocket", "path": "/_stcore/stream", "headers": [], "client": ("192.0.2.1", 1)}
            await shared(scope, receive, lambda message: asyncio.sleep(0))

        large = LARGE_MESSAGE_BYTES + 1
        await asyncio.gather(speak(large), speak(large), speak(1, 2, 3))

    asyncio.run(scene())
    assert sorted(taken[:4]) == [1, 2, 3, LARGE_MESSAGE_BYTES + 1]
    assert taken[4] == LARGE_MESSAGE_BYTES + 1


def test_choices_of_many_readers_hold_up_no_other_request() -> None:
    """Forty choose at the same moment, and somebody asks for a chart: it need not wait until all have been heard."""
    order: list[str] = []

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await receive()
        order.append(scope["type"])

    async def scene() -> None:
        shared = limited(answer, sessions=100)

        async def receive() -> Message:
            return {"type": "websocket.receive", "bytes": b"a choice"}

        async def ask(kind: str, number: int) -> None:
            path = "/_stcore/stream" if kind == "websocket" else "/charts/x.svg"
            scope = {"type": kind, "path": path, "headers": [], "client": (f"192.0.2.{number}", 1)}
            await shared(scope, receive, lambda message: asyncio.sleep(0))

        await asyncio.gather(*(ask("websocket", number) for number in range(40)), ask("http", 41))

    asyncio.run(scene())
    assert (len(order), order.index("http") < 5) == (41, True)


def test_requests_beyond_the_share_of_a_client_are_refused() -> None:
    """Twelve at once where ten may be under way, with an app that answers when all have asked; and three of another."""
    asked = asyncio.Event()
    answers: dict[str, list[int]] = {"192.0.2.1": [], "192.0.2.2": []}

    async def slow(scope: object, receive: object, send: object) -> None:
        await asked.wait()
        await PlainTextResponse("here")(scope, receive, send)  # type: ignore[arg-type]

    async def receive() -> Message:
        return {"type": "http.request"}

    async def run() -> None:
        shared = limited(slow, requests=20)

        async def ask(address: str) -> None:
            async def send(message: Message) -> None:
                if message["type"] == "http.response.start":
                    answers[address].append(message["status"])

            scope = {"type": "http", "method": "GET", "path": "/charts/x", "headers": [], "query_string": b""}
            await shared(scope | {"client": (address, 1)}, receive, send)

        tasks = [asyncio.create_task(ask(address)) for address in ["192.0.2.1"] * 12 + ["192.0.2.2"] * 3]
        await asyncio.sleep(0)
        assert answers == {"192.0.2.1": [503, 503], "192.0.2.2": []}
        asked.set()
        await asyncio.gather(*tasks)
        await ask("192.0.2.1")

    asyncio.run(run())
    assert answers == {"192.0.2.1": [503, 503] + [200] * 11, "192.0.2.2": [200] * 3}


def test_a_page_that_is_refused_is_refused_in_the_language_of_the_reader() -> None:
    page = reader(limited(requests=0)).get("/visitors?lang=fr", headers={"accept-language": "ar"})
    assert page.status_code == 503
    assert (page.headers["retry-after"], page.headers["cache-control"]) == ("10", "no-store")
    assert page.text == "full lang=fr ar"


@pytest.mark.parametrize("path", ["/_stcore/upload_file", "/_stcore/upload_file/session/file"])
def test_nothing_can_be_uploaded(path: str) -> None:
    """Streamlit would take files in for a page that has no use for them."""
    for refused in (reader(limited()).put(path, content=b"a file"), reader(limited(requests=0)).put(path)):
        assert (refused.status_code, refused.headers["connection"]) == (404, "close")
        assert refused.text == "Nothing can be uploaded here."


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit")
def test_as_many_files_may_be_open_as_the_system_allows() -> None:
    import resource

    before, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(before, most) - 1, most))
        raise_file_limit()
        assert resource.getrlimit(resource.RLIMIT_NOFILE) == (most, most)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, most))


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
    page = too_many_requests_document(f"edition=4&lang={code}", None)
    assert f'<html lang="{language.tag}" dir="{language.direction}">' in page
    assert f'<h1 class="abwab-title">{language.text("Too many requests are coming from your network")}</h1>' in page
    assert '<meta http-equiv="refresh" content="10">' in page
    assert set(PAGE_BY_PATH) > {"/", "/visitors"}
