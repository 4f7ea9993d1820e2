"""Load limits: requests beyond the capacity of one process are refused before they slow down current readers."""

from __future__ import annotations

import os
from collections.abc import Callable, Container
from contextlib import suppress

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.framework import HEALTH_PATH, STREAM_PATH, UPLOAD_PREFIX
from lib.server.loop_lag import LoopLag

RETRY_SECONDS = 10

QUEUE_LIMIT = 60  # scripts that may wait, about three seconds of work
PAGE_LAG_LIMIT, REQUEST_LAG_LIMIT = 1.0, 2.0  # seconds of event loop lag
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
    """ASGI middleware that answers 503 with Retry-After beyond `sessions` open sessions or `requests` under way, while
    QUEUE_LIMIT scripts or more are `waiting`, or while the event loop lags.

    Sessions and scripts concern the dashboard's `pages` only. Everything else (charts, files) is cheap and served
    until the lag exceeds REQUEST_LAG_LIMIT; health checks are served whatever the lag. `full` renders the document sent
    in place of a page, from a query string and an Accept-Language header.
    """

    def __init__(
        self,
        app: ASGIApp,
        sessions: int,
        requests: int,
        pages: Container[str],
        full: Callable[[str, str | None], str],
        waiting: Callable[[], int],
        loop_lag: LoopLag,
    ) -> None:
        self.app = app
        self._most_sessions, self._most_requests = sessions, requests
        self._pages = pages
        self._full = full
        self._waiting, self._loop_lag = waiting, loop_lag
        self._sessions, self._requests = 0, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] == STREAM_PATH:
            await self._stream(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._is_full():
            await self._refusal(scope)(scope, receive, send)
            return
        self._sessions += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._sessions -= 1

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"].startswith(UPLOAD_PREFIX.rstrip("/")):  # answered before anything of the body is taken in
            gone = PlainTextResponse("Nothing can be uploaded here.", 404, {"connection": "close"})
            await gone(scope, receive, send)
            return
        crowded = scope["path"] in self._pages and self._is_full()
        late = self._loop_lag.seconds > REQUEST_LAG_LIMIT and scope["path"] not in HEALTH_PATHS
        if crowded or late or self._requests >= self._most_requests:
            await self._refusal(scope)(scope, receive, send)
            return
        self._requests += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._requests -= 1

    def _is_full(self) -> bool:
        """Tell whether one more session would make the others wait."""
        full = self._sessions >= self._most_sessions
        return full or self._waiting() >= QUEUE_LIMIT or self._loop_lag.seconds > PAGE_LAG_LIMIT

    def _refusal(self, scope: Scope) -> Response:
        headers = {"retry-after": str(RETRY_SECONDS), "cache-control": "no-store"}
        if scope["path"] not in self._pages:
            return PlainTextResponse("Too much to do at the moment; please try again.", 503, headers)
        accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        document = self._full(scope["query_string"].decode("latin-1"), accepted or None)
        return HTMLResponse(document, 503, headers | {"vary": "Accept-Language"})
