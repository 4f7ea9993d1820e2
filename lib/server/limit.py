"""Limits: what one process can't serve is refused politely, before it slows down the readers it has."""

from __future__ import annotations

import os
from collections.abc import Callable, Container
from contextlib import suppress

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.server.loop_lag import LoopLag

# Where a page that is open in a browser holds its session.
STREAM_PATH = "/_stcore/stream"

RETRY_SECONDS = 10  # seconds

QUEUE_LIMIT = 60  # scripts that may wait: about three seconds' work
PAGE_LAG_LIMIT, REQUEST_LAG_LIMIT = 1.0, 2.0  # seconds that the event loop is behind
# Monitoring asks for these, and needs an answer under load most of all.
HEALTH_PATHS = ("/health", "/_stcore/health")


def read_limit(name: str, default: int) -> int:
    """The number in an environment variable. Raises ValueError where it isn't a whole number above 0."""
    number = int(os.environ.get(name) or default)
    if number < 1:
        raise ValueError(f"{name} is {number}; expected a whole number above 0")
    return number


def raise_file_limit() -> None:
    """Let this process hold as many connections as the system grants: often 1,024 are given and a million allowed."""
    with suppress(ImportError, OSError, ValueError):  # on Windows there is no such limit
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class LoadLimit:
    """ASGI middleware: 503 and Retry-After beyond `sessions` open sessions or `requests` under way, while more scripts
    than QUEUE_LIMIT are `waiting`, or while the event loop lags behind.

    Sessions and scripts concern the dashboard's `pages` only: everything else (charts, files, health) costs the process
    little and is served until the lag exceeds REQUEST_LAG_LIMIT. `full` makes the document that a reader gets in place
    of a page, from a query string and an Accept-Language header.
    """

    def __init__(
        self,
        app: ASGIApp,
        sessions: int,
        requests: int,
        pages: Container[str],
        full: Callable[[str, str | None], str],
        waiting: Callable[[], int],
        lateness: LoopLag,
    ) -> None:
        self.app = app
        self._most_sessions, self._most_requests = sessions, requests
        self._pages = pages
        self._full = full
        self._waiting, self._lateness = waiting, lateness
        self._sessions, self._requests = 0, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] == STREAM_PATH:
            await self._stream(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._crowded():
            await self._refusal(scope)(scope, receive, send)
            return
        self._sessions += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._sessions -= 1

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        crowded = scope["path"] in self._pages and self._crowded()
        late = self._lateness.seconds > REQUEST_LAG_LIMIT and scope["path"] not in HEALTH_PATHS
        if crowded or late or self._requests >= self._most_requests:
            await self._refusal(scope)(scope, receive, send)
            return
        self._requests += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._requests -= 1

    def _crowded(self) -> bool:
        """Whether one more session would only make the others wait."""
        full = self._sessions >= self._most_sessions
        return full or self._waiting() >= QUEUE_LIMIT or self._lateness.seconds > PAGE_LAG_LIMIT

    def _refusal(self, scope: Scope) -> Response:
        headers = {"retry-after": str(RETRY_SECONDS), "cache-control": "no-store"}
        if scope["path"] not in self._pages:
            return PlainTextResponse("Too much to do at the moment; please try again.", 503, headers)
        accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        document = self._full(scope["query_string"].decode("latin-1"), accepted or None)
        return HTMLResponse(document, 503, headers | {"vary": "Accept-Language"})
