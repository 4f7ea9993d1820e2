"""What stands before every page of the desk: nobody comes in without a session, and nothing is kept by a browser."""

from __future__ import annotations

from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.desk.entrance import Entrance
from lib.desk.workbook_parts import LARGEST_FILE
from lib.server.headers import SECURITY_HEADERS

COOKIE = "abwab_desk"
KEY_PATH = "/desk/key"
# A workbook, and the fields around it.
LARGEST_BODY = LARGEST_FILE + (1 << 16)
DESK_HEADERS = SECURITY_HEADERS | {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    # An address may hold the key. (With "no-referrer" browsers send forms with "Origin: null".)
    "referrer-policy": "same-origin",
    "x-frame-options": "DENY",
    "x-robots-tag": "noindex",
}


class DeskGuard:
    """ASGI middleware. `session` of the request's state is set for whoever is in; others are shown the entrance."""

    def __init__(self, app: ASGIApp, entrance: Entrance) -> None:
        self.app = app
        self._entrance = entrance

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] == "websocket":  # there is none here
            await PlainTextResponse("Not found", status_code=404)(scope, receive, send)
            return

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}
                MutableHeaders(raw=message["headers"]).update(DESK_HEADERS)
            await send(message)

        connection = HTTPConnection(scope)
        session = self._entrance.session(connection.cookies.get(COOKIE, ""))
        scope.setdefault("state", {})["session"] = session
        if scope["method"] not in ("GET", "HEAD") and _is_foreign(connection.headers):
            await PlainTextResponse("The request came from another site.", status_code=403)(scope, receive, add)
        elif session is None and scope["path"] != KEY_PATH:
            await _entrance_response(scope)(scope, receive, add)
        elif int(connection.headers.get("content-length", "0")) > LARGEST_BODY:
            await PlainTextResponse("Too large", status_code=413)(scope, receive, add)
        else:
            await self.app(scope, _bounded(receive), add)


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another site has made the browser ask."""
    origin = headers.get("origin")
    own = origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    return not own or headers.get("sec-fetch-site", "none") in ("cross-site", "same-site")


def _entrance_response(scope: Scope) -> PlainTextResponse | RedirectResponse:
    if scope["method"] in ("GET", "HEAD"):
        return RedirectResponse(KEY_PATH, status_code=303)
    return PlainTextResponse("The session has ended: open the desk again.", status_code=401)


def _bounded(receive: Receive) -> Receive:
    """The body is cut off where it is longer than it said; a form that is cut off is refused as a whole."""
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > LARGEST_BODY else message

    return take
