"""The HTML document that Streamlit sends for every page, put right before the first byte leaves: language, direction,
title, style sheet, fonts, and an address that holds the reader's choices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.archive import ArchiveError, open_shelf
from lib.language import Language
from lib.language.negotiation import negotiate
from lib.markup import render
from lib.screen.page import PAGES
from lib.screen.reader import completed

# A document is written anew for each language: what the browser kept of the file behind it does not hold, and it has to
# arrive here uncompressed.
UNFIT = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")


# The first page stands at the root, and nowhere else.
PATHS = {"/": PAGES[0], **{f"/{page.id}": page for page in PAGES[1:]}}


class Document:
    """ASGI middleware around Streamlit: rewrites HTML documents, passes all else through.

    Streamlit answers any address that it does not know with its page, too; here such an address is a 404.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope.get("path", "").rsplit("/", 1)[-1]
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or "." in name:
            await self.app(scope, receive, send)
            return
        start: Message = {}
        body = b""

        async def rewrite(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start":
                start = message
            if not _is_html(start):
                await send(message)
            elif message["type"] == "http.response.body":
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    await _send(scope, start, body.decode("utf-8"), send)

        # HEAD is asked as GET, so that its headers are those of the document.
        kept = [pair for pair in scope["headers"] if pair[0] not in UNFIT]
        await self.app({**scope, "method": "GET", "headers": kept}, receive, rewrite)


async def _send(scope: Scope, start: Message, page: str, send: Send) -> None:
    """The document in place of Streamlit's page, with the headers that are true of it."""
    query, accepted = scope["query_string"].decode("latin-1"), Headers(scope=scope).get("accept-language")
    known = scope["path"] in PATHS
    written = (document(page, scope["path"], query, accepted) if known else missing(query, accepted)).encode("utf-8")
    headers = MutableHeaders(raw=list(start["headers"]))
    for name in ("etag", "last-modified", "accept-ranges"):
        if name in headers:
            del headers[name]
    headers["content-length"] = str(len(written))
    headers["vary"] = "Accept-Language"
    await send({**start, "status": 200 if known else 404, "headers": headers.raw})
    await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else written})


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


def _reader(query: str, accepted: str | None) -> tuple[Language, str]:
    """The language of an address, and its query with what it lacked."""
    try:
        choices, whole = completed(query, accepted, open_shelf().archive())
    except ArchiveError:  # the page itself will say what is wrong
        return Language(negotiate(None, accepted)), query
    return Language(choices.lang), whole


def missing(query: str, accepted: str | None) -> str:
    """The document for an address that is no page: what pages there are, in the reader's language."""
    language, whole = _reader(query, accepted)
    pages = [(f"{path}?{whole}", language.text(page.title)) for path, page in PATHS.items()]
    said = language.text("These are the pages there are:")
    return _notice(language, language.text("There is no such page"), said, pages)


def full(query: str, accepted: str | None) -> str:
    """The document in place of a page when the server holds as many sessions as it can; it asks again by itself."""
    language, _ = _reader(query, accepted)
    said = language.text("There is no room for one more. This page tries again by itself in a few seconds.")
    return _notice(language, language.text("Very many readers at this moment"), said, retry=10)


def _notice(
    language: Language, heading: str, said: str, pages: Sequence[tuple[str, str]] = (), retry: int | None = None
) -> str:
    return render("notice.html", language, heading=heading, said=said, pages=pages, retry=retry)


def document(page: str, path: str, query: str, accepted: str | None) -> str:
    """Streamlit's index page as the document of one address in one language.

    `query` is the query string as it came; where it lacks the edition or the language, or has ones that don't exist,
    the document puts the address right in place, without a new entry in the browser's history.
    """
    language, whole = _reader(query, accepted)
    title = PATHS[path].title
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
    page = page.replace("</head>", render("sheet.html", language) + "</head>", 1)
    return re.sub(
        r"<noscript>.*?</noscript>", lambda _: render("noscript.html", language), page, count=1, flags=re.DOTALL
    )
