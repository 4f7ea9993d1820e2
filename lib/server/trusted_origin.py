"""Who may ask: hosts under which the dashboard is known, and pages of our own only for its WebSocket."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# A health check of the machine itself names it so.
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def trusted_hosts(public_address: str) -> list[str]:
    """The hosts to answer to, for Starlette's TrustedHostMiddleware: ["abwab.example.ma", "localhost", …].

    ABWAB_HOSTS names them, separated by commas; else it is the host of the public address; else any.
    """
    named = [host.strip() for host in os.environ.get("ABWAB_HOSTS", "").split(",") if host.strip()]
    public = urlsplit(public_address).hostname
    return [*(named or [public or "*"]), *LOCAL_HOSTS]


class SameOrigin:
    """ASGI middleware: refuses a WebSocket that a page of another site opens.

    Streamlit would refuse it, too, but only after it has asked another host for this machine's own address, and would
    stand still meanwhile.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            headers = Headers(scope=scope)
            origin = headers.get("origin")  # only browsers send it, and they always do
            host = headers.get("host", "")
            if origin is not None and urlsplit(origin).netloc.lower() != host.lower():
                await PlainTextResponse("Forbidden", status_code=403)(scope, receive, send)
                return
        await self.app(scope, receive, send)
