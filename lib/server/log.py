"""The log: JSON on stderr, one line per request, without anything that identifies the client."""

from __future__ import annotations

import logging
import os
import sys
import time
from http import HTTPStatus

from pythonjsonlogger.json import JsonFormatter
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.framework import LOG_HANDLER_ATTRIBUTE, UPLOAD_PREFIX

log = logging.getLogger("abwab.request")

# Responses to addresses that we do not serve: such an address may contain anything, even a name.
UNLOGGED_STATUSES = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND, HTTPStatus.METHOD_NOT_ALLOWED})


def configure_log() -> None:
    """Format every log line of this process as JSON. ABWAB_LOG sets the lowest level (`warning`: no requests).

    {"time": "2026-11-25T07:42:24.105+00:00", "level": "INFO", "logger": "abwab.request", "message": "GET /visitors", …}
    """
    formatter = JsonFormatter(
        "%(levelname)s %(name)s %(message)s",
        rename_fields={"levelname": "level", "name": "logger"},
        timestamp="time",
        json_ensure_ascii=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("abwab").setLevel(os.environ.get("ABWAB_LOG", "info").upper())
    # Streamlit and uvicorn give their loggers handlers of their own.
    for known in logging.root.manager.loggerDict.values():
        for own in (getattr(known, LOG_HANDLER_ATTRIBUTE, None), *getattr(known, "handlers", ())):
            if isinstance(own, logging.Handler):
                own.setFormatter(formatter)


def loggable_path(path: str, status: int) -> str:
    """The path as logged: without the query, and without anything that could identify a reader or a session."""
    if status in UNLOGGED_STATUSES:
        return "?"
    return UPLOAD_PREFIX if path.startswith(UPLOAD_PREFIX) else path


class RequestLog:
    """ASGI middleware that logs a line when a response has been sent or a WebSocket has closed.

    `bytes` is the size of the body as sent, compressed; `ms` is the time from the request to the last byte.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        began = time.perf_counter()
        status, sent = 0, 0

        async def count(message: Message) -> None:
            nonlocal status, sent
            kind = message["type"]
            if kind.endswith("response.start"):
                status = message["status"]
            elif kind == "websocket.accept":
                status = HTTPStatus.SWITCHING_PROTOCOLS
            elif kind == "websocket.close" and not status:
                status = HTTPStatus.FORBIDDEN  # servers answer 403 to a close before the handshake
            sent += len(message.get("body") or message.get("bytes") or b"")
            await send(message)

        try:
            await self.app(scope, receive, count)
        except Exception:
            status = status or HTTPStatus.INTERNAL_SERVER_ERROR
            raise
        finally:
            method = scope.get("method", "WEBSOCKET")
            path = loggable_path(scope["path"], status)
            facts = {
                "method": method,
                "path": path,
                "status": int(status),
                "bytes": sent,
                "ms": round((time.perf_counter() - began) * 1000, 1),
            }
            log.info("%s %s", method, path, extra=facts)
