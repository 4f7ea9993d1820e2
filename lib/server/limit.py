"""Load limits: requests beyond the capacity of one process are refused before they slow down current readers."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Container
from contextlib import suppress

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.framework import HEALTH_PATH, STREAM_PATH, UPLOAD_PREFIX
from lib.server.client import CURRENT_CLIENT, client_key
from lib.server.fair_queue import FairAdmission, FairSemaphore, FairShare
from lib.server.loop_lag import LoopLag

RETRY_SECONDS = 10

QUEUE_LIMIT = 60  # scripts that run before one's own, about three seconds of work
PAGE_LAG_LIMIT, REQUEST_LAG_LIMIT = 1.0, 2.0  # seconds of event loop lag
SILENCE_LIMIT = 10.0  # seconds until a browser's first message, which it sends as soon as it is connected
NOTHING_SAID = 1008  # the code with which such a connection is closed: policy violation (RFC 6455)
# Requests and messages of sessions that begin in one round of the event loop. A message starts a thread, for which the
# loop waits, and a script, which waits for its turn.
REQUEST_PACE, MESSAGE_PACE = 4, 1
# A message of a page has some kilobytes. Larger ones are taken one at a time, the next one after a pause in seconds.
LARGE_MESSAGE_BYTES, LARGE_MESSAGE_PAUSE = 64_000, 0.25
# In the scope of a page's request: only its beginning can be sent, because there is no room for another session.
FULL_KEY = "abwab.full"
# Monitoring requests these, and needs a response under load most of all.
HEALTH_PATHS = ("/health", HEALTH_PATH)


def read_limit(name: str, default: int) -> int:
    """The number in an environment variable. Raises ValueError if it is not a whole number above 0."""
    number = int(os.environ.get(name) or default)
    if number < 1:
        raise ValueError(f"{name} is {number}; expected a whole number above 0")
    return number


def raise_file_limit() -> None:
    """Raise the limit of open files (connections) to the hard limit: often from 1,024 to a million."""
    with suppress(ImportError, OSError, ValueError):  # on Windows there is no such limit
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class LoadLimit:
    """ASGI middleware that shares out `sessions` open sessions and `requests` under way among the clients (FairShare),
    and refuses what is beyond that with 503 and Retry-After.

    A page needs no session for its beginning. So while no further session can be opened, because all are taken or
    QUEUE_LIMIT scripts or more are `ahead` of the client's or the event loop lags, the scope of a page's request says
    so under FULL_KEY, and the app inside sends the beginning alone. Everything else (charts, files) is refused only
    while the lag exceeds REQUEST_LAG_LIMIT; health checks are served whatever the lag. A session whose owner says
    nothing for SILENCE_LIMIT seconds after it was opened is closed. `full` renders the document sent in place of a page
    that is refused, from a query string and an Accept-Language header.
    """

    def __init__(
        self,
        app: ASGIApp,
        sessions: int,
        requests: int,
        pages: Container[str],
        full: Callable[[str, str | None], str],
        ahead: Callable[[str], int],
        loop_lag: LoopLag,
    ) -> None:
        self.app = app
        self._sessions, self._requests = FairShare(sessions), FairShare(requests)
        self._pages = pages
        self._full = full
        self._ahead, self._loop_lag = ahead, loop_lag
        self._requests_in, self._messages_in = FairAdmission(REQUEST_PACE), FairAdmission(MESSAGE_PACE)
        self._large = FairSemaphore(1)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = client_key((scope.get("client") or (None,))[0])
        CURRENT_CLIENT.set(client)
        if scope["type"] == "websocket" and scope["path"] == STREAM_PATH:
            await self._stream(client, scope, receive, send)
        elif scope["type"] == "http":
            await self._request(client, scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, client: str, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_full(client):
            await self._refusal(scope)(scope, receive, send)
            return
        quiet = close_if_silent(receive, send)

        async def receive_in_turn() -> Message:
            message = await quiet()
            if len(message.get("bytes") or b"") > LARGE_MESSAGE_BYTES:
                turn = await self._large.enter(client)
                asyncio.get_running_loop().call_later(LARGE_MESSAGE_PAUSE, self._large.end, turn)
            await self._messages_in.enter(client)
            return message

        with self._sessions.hold(client):
            await self.app(scope, receive_in_turn, drop_close(send))

    async def _request(self, client: str, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(UPLOAD_PREFIX.rstrip("/")):  # answered before anything of the body is taken in
            gone = PlainTextResponse("Nothing can be uploaded here.", 404, {"connection": "close"})
            await gone(scope, receive, send)
            return
        is_page = scope["path"] in self._pages
        late = self._loop_lag.seconds > REQUEST_LAG_LIMIT and scope["path"] not in HEALTH_PATHS
        if (late and not is_page) or not self._requests.has_room(client):
            await self._refusal(scope)(scope, receive, send)
            return
        if is_page and self._is_full(client):
            scope = {**scope, FULL_KEY: True}
        with self._requests.hold(client):
            if scope["path"] not in HEALTH_PATHS:
                await self._requests_in.enter(client)
            await self.app(scope, receive, send)

    def _is_full(self, client: str) -> bool:
        """Tell whether one more session of a client would make the others wait, or itself."""
        waits = self._ahead(client) >= QUEUE_LIMIT or self._loop_lag.seconds > PAGE_LAG_LIMIT
        return waits or not self._sessions.has_room(client)

    def _refusal(self, scope: Scope) -> Response:
        headers = {"retry-after": str(RETRY_SECONDS), "cache-control": "no-store"}
        if scope["path"] not in self._pages:
            return PlainTextResponse("Too much to do at the moment; please try again.", 503, headers)
        accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        document = self._full(scope["query_string"].decode("latin-1"), accepted or None)
        return HTMLResponse(document, 503, headers | {"vary": "Accept-Language"})


def close_if_silent(receive: Receive, send: Send) -> Receive:
    """The same `receive` of a WebSocket, which closes it if its first message does not come within SILENCE_LIMIT."""
    spoken = False

    async def receive_or_close() -> Message:
        nonlocal spoken
        if spoken:
            return await receive()
        try:
            async with asyncio.timeout(SILENCE_LIMIT):
                message = await receive()
        except TimeoutError:
            await send({"type": "websocket.close", "code": NOTHING_SAID})
            return {"type": "websocket.disconnect", "code": NOTHING_SAID}
        spoken = message["type"] == "websocket.receive"
        return message

    return receive_or_close


def drop_close(send: Send) -> Send:
    """The same `send` of a WebSocket, without the message that closes one that is open.

    Streamlit closes a connection only for a message that no browser sends, and the server then cuts it off. Told of the
    close, it would read and throw away whatever else comes until the browser agrees.
    """
    accepted = False

    async def send_open(message: Message) -> None:
        nonlocal accepted
        accepted = accepted or message["type"] == "websocket.accept"
        if not (accepted and message["type"] == "websocket.close"):
            await send(message)

    return send_open
