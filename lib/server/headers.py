"""Security headers on every response, and protection of paths that are not public."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.framework import METRICS_PATH

# The only pages that other sites may frame.
EMBED_PATH = re.compile(r"/charts/[^/]+/embed")

LOOPBACK_ADDRESSES = frozenset({"127.0.0.1", "::1", "::ffff:127.0.0.1"})

SECURITY_HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "strict-origin-when-cross-origin",
    "permissions-policy": "accelerometer=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), xr-spatial-tracking=()",
}


def script_hashes(document: str) -> tuple[str, ...]:
    """The CSP hash sources of the inline scripts of a document: ("'sha256-…'",). Scripts with a `src` are skipped.

    Compute them from a trusted document that contains no external input, never from the document being sent:
    an injected script would be allowed, too.
    """
    scripts = re.findall(r"<script(?![^>]*\ssrc=)[^>]*>(.*?)</script>", document, flags=re.DOTALL)
    digests = (hashlib.sha256(script.encode("utf-8")).digest() for script in scripts)
    return tuple(dict.fromkeys(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests))


def content_security_policy(scripts: Iterable[str], ancestors: str) -> str:
    """The Content-Security-Policy. `scripts` are hashes of inline scripts, `ancestors` the sites that may frame a page.

    Inline styles are allowed: Streamlit's Emotion inserts them at run time, Plotly sets them on its elements, and the
    pictures in our pages have them as attributes. A style cannot execute. Streamlit and Plotly embed small fonts and
    pictures as data: URLs.
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
    """ASGI middleware that adds headers which restrict what our pages may do and who may frame them.

    `scripts` as for `content_security_policy`. Streamlit's metrics are served to this machine only, and not through
    a proxy on it.
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
        added = self._embed if EMBED_PATH.fullmatch(scope["path"]) else self._own

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}
                MutableHeaders(raw=message["headers"]).update(added)
            await send(message)

        if scope["path"].startswith(METRICS_PATH) and not _is_local(scope):
            await PlainTextResponse("Not Found", status_code=404)(scope, receive, add)
            return
        await self.app(scope, receive, add)


def _is_local(scope: Scope) -> bool:
    """Tell whether a request comes from this machine and was not forwarded by a proxy on it."""
    fields = Headers(scope=scope)
    forwarded_here = any(name in fields for name in ("forwarded", "x-forwarded-for", "x-real-ip"))
    return bool(scope.get("client")) and scope["client"][0] in LOOPBACK_ADDRESSES and not forwarded_here
