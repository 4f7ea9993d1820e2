"""Trusted hosts of the dashboard, and the same-origin rule for its WebSocket."""

from __future__ import annotations

import os
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")


def trusted_hosts(public_address: str) -> list[str]:
    """The allowed hosts, for Starlette's TrustedHostMiddleware: ["abwab.example.ma", "localhost", …].

    Those are the host of the public address, the names of this machine for itself, and what ABWAB_HOSTS lists,
    separated by commas: names under which a replica is asked directly.
    """
    named = [host.strip() for host in os.environ.get("ABWAB_HOSTS", "").split(",") if host.strip()]
    public = urlsplit(public_address).hostname
    return [*([public] if public else []), *named, *LOCAL_HOSTS]


class SameOrigin:
    """ASGI middleware that refuses a WebSocket opened by a page of another site.

    Streamlit would refuse it too, but only after asking another host for this machine's external address, and would
    block meanwhile. A page has the origin of the request's host, or of the public address where a proxy in front gives
    another port or none. Streamlit then finds that origin's host in the request.
    """

    def __init__(self, app: ASGIApp, public_address: str = "") -> None:
        self.app = app
        self._public = urlsplit(public_address).netloc.lower()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            headers = MutableHeaders(raw=list(scope["headers"]))
            if "origin" in headers:  # only browsers send it, and they always do
                named = headers["origin"].partition("://")[2]
                if named.lower() not in {headers.get("host", "").lower(), self._public} - {""}:
                    await PlainTextResponse("Forbidden", status_code=403)(scope, receive, send)
                    return
                headers["host"] = named
                scope = {**scope, "headers": headers.raw}
        await self.app(scope, receive, send)
