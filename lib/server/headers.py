"""Security headers on every answer, and what is not for the public."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# The only pages that other sites may frame.
EMBED_PATH = re.compile(r"/charts/[^/]+/embed")

# Numbers about the running process, for whoever runs it.
METRICS_PATH = "/_stcore/metrics"
LOOPBACK_ADDRESSES = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()",
}


def script_hashes(document: str) -> tuple[str, ...]:
    """The sources that name the scripts inside a document: ("'sha256-…'",). Scripts with an address have none.

    To be taken of a document of our own making that holds nothing from outside, never of the one that is being sent:
    a script that someone smuggled in would be named, too.
    """
    scripts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", document, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in scripts)
    return tuple(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


def content_security_policy(scripts: Iterable[str], ancestors: str) -> str:
    """The Content-Security-Policy. `scripts` are hashes of the scripts in documents, `ancestors` who may frame them.

    Styles may stand inside: Streamlit's Emotion writes them as it draws, Plotly sets them on what it draws, and the
    pictures in our pages have them as attributes; a style can't run. Streamlit and Plotly bring small fonts and
    pictures as data:.
    """
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *scripts)),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {ancestors}",
        )
    )


class SecurityHeaders:
    """ASGI middleware: the headers that tell browsers what a page of ours may do and who may frame it.

    `scripts` as for `content_security_policy`. Streamlit's metrics are answered to this machine
    only, not to a proxy on it.
    """

    def __init__(self, app: ASGIApp, scripts: Iterable[str] = ()) -> None:
        self.app = app
        scripts = tuple(scripts)
        self._own = SECURITY_HEADERS | {
            "content-security-policy": content_security_policy(scripts, "'none'"),
            "x-frame-options": "DENY",
        }
        self._embed = SECURITY_HEADERS | {"content-security-policy": content_security_policy(scripts, "*")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = self._embed if EMBED_PATH.fullmatch(scope["path"]) else self._own

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}
                MutableHeaders(raw=message["headers"]).update(given)
            await send(message)

        if scope["path"].startswith(METRICS_PATH) and not _near(scope):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, add)
            return
        await self.app(scope, receive, add)


def _near(scope: Scope) -> bool:
    """Whether the request was made on this machine itself, not forwarded by a proxy on it."""
    fields = Headers(scope=scope)
    handed_on = any(name in fields for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
    return bool(scope.get("client")) and scope["client"][0] in LOOPBACK_ADDRESSES and not handed_on
