"""What every request to the desk passes through: nobody comes in without a session, and no browser keeps anything.

What somebody may do is asked of the login provider again before each act. Whoever has a link sees its draft alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.desk.desk_log import LogBrokenError
from lib.desk.desk_state import DirectorLink
from lib.desk.entrance import KEY_PATH, LINK_MARK, LOGIN_PATH, OPEN_RIGHTS_AGE, DeskSession, Entrance
from lib.desk.login import BACK_PATH, LoginEndedError, ProviderAwayError
from lib.desk.socket_watch import watch_socket
from lib.desk.workbook_parts import LARGEST_FILE
from lib.releases.store import StoreError
from lib.server.headers import SECURITY_HEADERS

BEGIN_PATH = "/desk/login/begin"
LOOK_PATH = "/desk/look"
# What is answered without a session; LOOK_PATH with a link, too.
OPEN_PATHS = (KEY_PATH, LOGIN_PATH, BEGIN_PATH, BACK_PATH)
# What a link shows of the desk's own pages: those that only show the draft.
SHOWN_PATHS = (LOOK_PATH, "/desk/changes")
# What is done at once, whether the provider can be asked or not: leaving, and stopping a publication.
URGENT_PATHS = ("/desk/leave", "/desk/stop")
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
# The part of them that the pages over the draft have as well.
PREVIEW_HEADERS = {
    name: DESK_HEADERS[name]
    for name in ("cache-control", "cross-origin-opener-policy", "referrer-policy", "x-frame-options", "x-robots-tag")
}
DESK_PREFIXES = ("/desk", "/app/static")


class DeskGuard:
    """ASGI middleware. `session` of the request's state is set for whoever is in; others are shown the entrance.

    `holds` tells whether a link still shows what it was made for.
    """

    def __init__(self, app: ASGIApp, entrance: Entrance, holds: Callable[[DirectorLink], bool]) -> None:
        self.app = app
        self._entrance = entrance
        self._holds = holds
        self._headers = DESK_HEADERS
        if entrance.provider:  # leaving leads on to the provider
            policy = DESK_HEADERS["content-security-policy"]
            allowed = policy.replace("form-action 'self'", f"form-action 'self' {entrance.provider.origin}")
            self._headers = DESK_HEADERS | {"content-security-policy": allowed}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        given = connection.cookies.get(self._entrance.cookie, "")
        session = await self._session(given)
        scope.setdefault("state", {})["session"] = session
        if scope["type"] == "websocket":
            if session is None or _is_foreign(connection.headers):
                await PlainTextResponse("The session has ended: open the desk again.", 401)(scope, receive, send)
            else:
                may_stay = partial(self._may_stay, given, session)
                await watch_socket(self.app, scope, receive, send, may_stay)
            return
        # The dashboard over the draft runs scripts, and says itself which.
        added = self._headers if scope["path"].startswith(DESK_PREFIXES) else PREVIEW_HEADERS

        async def add(message: Message) -> None:
            if message["type"] == "http.response.start":
                message = {**message, "headers": list(message["headers"])}
                headers = MutableHeaders(raw=message["headers"])
                headers.update(added)
                if added is PREVIEW_HEADERS:
                    headers.setdefault("content-security-policy", DESK_HEADERS["content-security-policy"])
            await send(message)

        path, acting = scope["path"], scope["method"] not in ("GET", "HEAD")
        if acting and _is_foreign(connection.headers):
            await PlainTextResponse("The request came from another site.", status_code=403)(scope, receive, add)
        elif session is None and path not in OPEN_PATHS and not path.startswith(LOOK_PATH + "/"):
            # Whoever looked at a draft is told that the link has ended, and is not asked to log in.
            ended = given.startswith(LINK_MARK) and not acting
            answer = RedirectResponse(LOOK_PATH, status_code=303) if ended else self._entrance_response(scope)
            await (self.app if ended and path == LOOK_PATH else answer)(scope, receive, add)
        elif session and session.link and path not in OPEN_PATHS and not _is_shown(path, acting):
            await _link_response(path, acting)(scope, receive, add)
        elif _length(connection.headers) > LARGEST_BODY:
            await PlainTextResponse("Too large", status_code=413)(scope, receive, add)
        elif session and path not in OPEN_PATHS and (refused := await self._renew(session, scope)):
            await refused(scope, receive, add)
        else:
            await self.app(scope, _bounded(receive), add)

    async def _session(self, given: str) -> DeskSession | None:
        """The session of a cookie. That of a link ends with what the link was made for."""
        session = self._entrance.session(given)
        if session and session.link and not await run_in_threadpool(self._holds, session.link):
            self._entrance.leave(given)
            return None
        return session

    async def _may_stay(self, given: str, session: DeskSession, renew: bool) -> bool:
        """Whether the session of an open WebSocket goes on. Where that can't be looked up it is cut."""
        try:
            if await self._session(given) is not session:
                return False
            if renew:
                await self._entrance.renew(session, acting=False, age=OPEN_RIGHTS_AGE)
        except (LoginEndedError, StoreError, LogBrokenError):
            return False
        except ProviderAwayError:  # as for pages: who was let in looks on
            pass
        return True

    async def _renew(self, session: DeskSession, scope: Scope) -> PlainTextResponse | RedirectResponse | None:
        """Ask the provider again; an answer if nothing is to be done."""
        acting = scope["method"] not in ("GET", "HEAD")
        try:
            await self._entrance.renew(session, acting)
        except LoginEndedError:
            return self._entrance_response(scope)
        except ProviderAwayError:
            if acting and scope["path"] not in URGENT_PATHS:
                text = "The login provider can't be asked just now what you may do. Nothing was done: try again."
                return PlainTextResponse(text, status_code=503)
        return None

    def _entrance_response(self, scope: Scope) -> PlainTextResponse | RedirectResponse:
        if scope["method"] in ("GET", "HEAD"):
            return RedirectResponse(self._entrance.door, status_code=303)
        return PlainTextResponse("The session has ended: open the desk again.", status_code=401)


def _is_shown(path: str, acting: bool) -> bool:
    """Whether a link shows a page: all but the desk's own shows the draft."""
    own = path == "/desk" or path.startswith("/desk/")
    return not acting and (not own or any(path == shown or path.startswith(shown + "/") for shown in SHOWN_PATHS))


def _link_response(path: str, acting: bool) -> PlainTextResponse | RedirectResponse:
    """The answer of a page that a link does not show. Where those over the draft lead to the desk it shows its own."""
    if path == "/desk" and not acting:
        return RedirectResponse(LOOK_PATH, status_code=303)
    return PlainTextResponse("The link shows the draft alone.", status_code=403)


def _length(headers: Headers) -> int:
    """The length of the body, as the request says; 0 for what is not a number, as for no body."""
    told = headers.get("content-length", "0")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0


def _is_foreign(headers: Headers) -> bool:
    """Whether a page of another site has made the browser ask."""
    origin = headers.get("origin")
    own = origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()
    return not own or headers.get("sec-fetch-site", "none") in ("cross-site", "same-site")


def _bounded(receive: Receive) -> Receive:
    """The body is cut off where it is longer than it said; a form that is cut off is refused as a whole."""
    taken = 0

    async def take() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        return {"type": "http.disconnect"} if taken > LARGEST_BODY else message

    return take
