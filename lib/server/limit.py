"""Limits: what one process can't take is refused politely, before it slows down those who are in."""

from __future__ import annotations

import os
from collections.abc import Callable, Container
from contextlib import suppress

from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

# Where a page that is open in a browser holds its session.
STREAM = "/_stcore/stream"

RETRY = 10  # seconds


def limit(name: str, default: int) -> int:
    """The number in an environment variable. Raises ValueError where it isn't a whole number above 0."""
    number = int(os.environ.get(name) or default)
    if number < 1:
        raise ValueError(f"{name} is {number}; expected a whole number above 0")
    return number


def open_files() -> None:
    """Let this process hold as many connections as the system grants: often 1,024 are given and a million allowed."""
    with suppress(ImportError, OSError, ValueError):  # on Windows there is no such limit
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


class Limit:
    """ASGI middleware: 503 and Retry-After beyond `sessions` open sessions or `requests` under way.

    Sessions bear on the dashboard's `pages` only: what else is asked for (charts, files, health) costs the process
    little and stays open. `full` makes the document that a reader gets in place of a page, from a query string and an
    Accept-Language header.
    """

    def __init__(
        self,
        app: ASGIApp,
        sessions: int,
        requests: int,
        pages: Container[str],
        full: Callable[[str, str | None], str],
    ) -> None:
        self.app = app
        self._most_sessions, self._most_requests = sessions, requests
        self._pages = pages
        self._full = full
        self._sessions, self._requests = 0, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket" and scope["path"] == STREAM:
            await self._stream(scope, receive, send)
        elif scope["type"] == "http":
            await self._request(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _stream(self, scope: Scope, receive: Receive, send: Send) -> None:
        if self._sessions >= self._most_sessions:
            await self._refusal(scope)(scope, receive, send)
            return
        self._sessions += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._sessions -= 1

    async def _request(self, scope: Scope, receive: Receive, send: Send) -> None:
        crowded = self._sessions >= self._most_sessions and scope["path"] in self._pages
        if crowded or self._requests >= self._most_requests:
            await self._refusal(scope)(scope, receive, send)
            return
        self._requests += 1
        try:
            await self.app(scope, receive, send)
        finally:
            self._requests -= 1

    def _refusal(self, scope: Scope) -> Response:
        headers = {"retry-after": str(RETRY), "cache-control": "no-store"}
        if scope["path"] not in self._pages:
            return PlainTextResponse("Too much to do at the moment; please try again.", 503, headers)
        accepted = dict(scope["headers"]).get(b"accept-language", b"").decode("latin-1")
        document = self._full(scope["query_string"].decode("latin-1"), accepted or None)
        return HTMLResponse(document, 503, headers | {"vary": "Accept-Language"})
