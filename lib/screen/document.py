"""The HTML document that Streamlit sends for every page, put right before the first byte leaves: language, direction,
title, style sheet, fonts, and an address that holds the reader's choices.
"""

from __future__ import annotations

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.archive import ArchiveError
from lib.language import Language
from lib.language.negotiation import negotiate
from lib.screen.markup import render
from lib.screen.page import PAGES
from lib.screen.reader import completed, shelf

# A document is written anew for each language: what the browser kept of the file behind it does not hold, and it has to
# arrive here uncompressed.
UNFIT = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")


class Document:
    """ASGI middleware around Streamlit: rewrites HTML documents, passes all else through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or scope["path"].startswith("/_stcore"):
            await self.app(scope, receive, send)
            return
        start: Message | None = None
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
                if not _is_html(message):
                    await send(message)
            elif start is not None and _is_html(start):
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await self._send(scope, start, body, send)
            else:
                await send(message)

        if "." not in scope["path"].rsplit("/", 1)[-1]:
            scope = {**scope, "headers": [pair for pair in scope["headers"] if pair[0] not in UNFIT]}
        await self.app(scope, receive, rewrite)

    async def _send(self, scope: Scope, start: Message, body: bytes, send: Send) -> None:
        written = body
        if scope["method"] == "GET" and start["status"] == 200:
            query = scope["query_string"].decode("latin-1")
            written = document(
                body.decode("utf-8"), scope["path"], query, Headers(scope=scope).get("accept-language")
            ).encode("utf-8")
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("etag", "last-modified"):
            if name in headers:
                del headers[name]
        headers["content-length"] = str(len(written))
        headers["vary"] = "Accept-Language"
        await send({**start, "headers": headers.raw})
        await send({"type": "http.response.body", "body": written})


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def document(page: str, path: str, query: str, accepted: str | None) -> str:
    """Streamlit's index page as the document of one address in one language.

    `query` is the query string as it came; where it lacks the edition or the language, or has ones that don't exist,
    the document puts the address right in place, without a new entry in the browser's history.
    """
    try:
        choices, whole = completed(query, accepted, shelf().archive())
        language = Language(negotiate(choices.lang, None))
    except ArchiveError:
        language, whole = Language(negotiate(None, accepted)), query
    name = path.strip("/")
    title = next((page.title for page in PAGES if page.id == name), PAGES[0].title)
    head = render(
        "head.html",
        language,
        title=f"{language.text(title)} — {language.text('Abwab')}",
        address=f"?{whole}" if whole != query else "",
    )
    page = re.sub(r"<html[^>]*>", f'<html lang="{language.tag}" dir="{language.direction}">', page, count=1)
    page = re.sub(r"<title>.*?</title>", lambda _: head, page, count=1, flags=re.DOTALL)
    # Streamlit's own text face is never used here.
    page = re.sub(r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>', "", page, count=1)
    return re.sub(
        r"<noscript>.*?</noscript>", lambda _: render("noscript.html", language), page, count=1, flags=re.DOTALL
    )
