"""What each answer over the draft carries: a line on every page, a name on every file, and that nothing keeps it."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.archive.claim import FIGURES_PATH
from lib.language import LANGUAGE_CODES, Language

BODY_START = re.compile(rb"<body[^>]*>")
FILE_NAME = re.compile(r'filename="([^"]*)"')
FILE_PREFIX = "draft-not-published-"
# Files as they are in the data folder: they are sent without a name.
BARE_FILES = ("/data/", "/citations.csv")
OWN_PATHS = ("/static/", "/app/static/", "/_stcore/")
# Each page of the dashboard may change its language without another document.
LINE_STYLE = (
    ".abwab-draft{position:fixed;inset-block-end:0;inset-inline:0;z-index:1000000;margin:0;padding:.5rem 1rem;"
    "background:#a4262c;color:#fff;font:600 1rem/1.4 'IBM Plex Sans Arabic',sans-serif;text-align:center}"
    ".abwab-draft a{color:inherit}"
    + "".join(f":root:not(:lang({code})) .abwab-draft [lang|={code}]{{display:none}}" for code in LANGUAGE_CODES)
)


def draft_line(path: str = "", *, editable: bool = True) -> str:
    """The line on every page, in the language that the page has: what it is, and the ways to the desk.

    From the page of a figure one leads to where it is changed, if it is `editable` for whoever looks.
    """
    parts = []
    for language in map(Language, LANGUAGE_CODES):
        mark, desk = language.text("draft — not published"), language.text("The desk")
        link = f'<a href="/desk?lang={language.code}">{desk}</a>'
        if editable and path.startswith(f"{FIGURES_PATH}/"):
            change = language.text("Change this figure")
            link += f' · <a href="/desk{escape(path)}?lang={language.code}">{change}</a>'
        parts.append(f'<span lang="{language.tag}" dir="{language.direction}">{mark} · {link}</span>')
    return f'<style>{LINE_STYLE}</style><p class="abwab-draft" role="note">{"".join(parts)}</p>'


class DraftMarks:
    """ASGI middleware around the dashboard over the draft. Where there is no draft, all addresses lead to the desk."""

    def __init__(self, app: ASGIApp, has_draft: Callable[[], bool]) -> None:
        self.app = app
        self._has_draft = has_draft

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"].startswith(OWN_PATHS):
            await self.app(scope, receive, send)
            return
        if not await run_in_threadpool(self._has_draft):
            await RedirectResponse("/desk", status_code=303)(scope, receive, send)
            return
        held: Message = {}
        body = b""

        async def mark(message: Message) -> None:
            nonlocal held, body
            if message["type"] == "http.response.start":
                held = {**message, "headers": list(message["headers"])}
                headers = MutableHeaders(raw=held["headers"])
                _name_file(headers, scope["path"])
                if not _is_page(headers):
                    await send(held)
                return
            headers = MutableHeaders(raw=held["headers"])
            if not _is_page(headers):
                await send(message)
                return
            body += message.get("body", b"")
            if message.get("more_body", False):
                return
            if body:  # a HEAD has none
                session = scope.get("state", {}).get("session")
                line = draft_line(scope["path"], editable=not (session and session.link)).encode()
                body = BODY_START.sub(lambda found: found[0] + line, body, count=1)
                headers["content-length"] = str(len(body))
            await send(held)
            await send({"type": "http.response.body", "body": body})

        # Streamlit must send pages uncompressed, because they are rewritten here.
        kept = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        await self.app({**scope, "headers": kept}, receive, mark)


def _is_page(headers: MutableHeaders) -> bool:
    return headers.get("content-type", "").startswith("text/html")


def _name_file(headers: MutableHeaders, path: str) -> None:
    """Say in the name of a file what it is, and let no browser take an earlier copy for it."""
    if "etag" in headers:
        del headers["etag"]
    if named := headers.get("content-disposition"):
        headers["content-disposition"] = FILE_NAME.sub(rf'filename="{FILE_PREFIX}\1"', named)
    elif path.startswith(BARE_FILES):
        name = path.rpartition("/")[2]
        headers["content-disposition"] = f'attachment; filename="{FILE_PREFIX}{name}"'
