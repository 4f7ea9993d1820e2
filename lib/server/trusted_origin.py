"""Trusted hosts of the dashboard, and the same-origin rule for its WebSocket."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

# Used by health checks on the machine itself.
LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def trusted_hosts(public_address: str) -> list[str]:
    """The allowed hosts, for Starlette's TrustedHostMiddleware: ["abwab.example.ma", "localhost", …].

    ABWAB_HOSTS lists them, separated by commas. Without it, the host of the public address is allowed, or any host if
    there is no public address.
    """
    named = [host.strip() for host in os.environ.get("ABWAB_HOSTS", "").split(",") if host.strip()]
    public = urlsplit(public_address).hostname
    return [*(named or [public or "*"]), *LOCAL_HOSTS]


class SameOrigin:
    """ASGI middleware that refuses a WebSocket opened by a page of another site.

    Streamlit would refuse it too, but only after asking another host for this machine's external address, and would
    block meanwhile.
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
