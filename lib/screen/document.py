"""The HTML document that Streamlit sends for every page, put right before the first byte leaves: language, direction,
title, style sheet, fonts, and an address that holds the reader's choices.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.archive import ArchiveError, open_shelf
from lib.charts import View
from lib.content.site_map import PAGES, Page
from lib.export.stylesheet import style
from lib.language import CODES, Code, Language
from lib.language.negotiation import negotiate
from lib.screen.first_paint import Firsts, chosen
from lib.screen.reader import completed
from lib.templates import render
from lib.web.address import RefusedError, is_press, server
from lib.web.chart_page import Preview, notice, page_preview
from lib.web.copies import etag, served

# A document is written anew for each language: what the browser kept of the file behind it does not hold, and it has to
# arrive here uncompressed.
UNFIT = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")

KEPT = 256  # documents, of some 40 to 150 kB

# What Streamlit draws charts with; its name has a hash in it.
CHARTS = next((Path(st.__file__).parent / "static" / "static" / "js").glob("PlotlyChart.*.js")).name

PATHS = {page.path: page for page in PAGES}


class Document:
    """ASGI middleware around Streamlit: rewrites HTML documents, passes all else through.

    Streamlit answers any address that it does not know with its page, too; here such an address is a 404.
    """

    def __init__(self, app: ASGIApp, firsts: Firsts) -> None:
        self.app = app
        self.firsts = firsts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        name = scope.get("path", "").rsplit("/", 1)[-1]
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or "." in name or is_press(scope["path"]):
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
                    await self._send(scope, start, body.decode("utf-8"), send)

        # HEAD is asked as GET, so that its headers are those of the document.
        kept = [pair for pair in scope["headers"] if pair[0] not in UNFIT]
        await self.app({**scope, "method": "GET", "headers": kept}, receive, rewrite)

    async def _send(self, scope: Scope, start: Message, page: str, send: Send) -> None:
        """The document in place of Streamlit's page, with the headers that are true of it."""
        request = Request(scope)
        place = PATHS.get(scope["path"])
        query, accepted = request.url.query, request.headers.get("accept-language")
        if place:
            asked = f"{request.url.scheme}://{request.headers.get('host', '')}"
            language, address = _reader(query, accepted)
            body, mark = _written(
                page,
                place,
                language,
                address if address != query else "",
                await self._sight(place, query, accepted, asked),
            )
        else:
            body = missing(query, accepted).encode("utf-8")
            mark = etag(body)
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("last-modified", "accept-ranges"):
            if name in headers:
                del headers[name]
        headers |= {"etag": mark, "cache-control": "no-cache", "vary": "Accept-Language"}
        status = 200 if place else 404
        if place and mark in request.headers.get("if-none-match", ""):
            status, body = 304, b""
            del headers["content-length"]
        else:
            headers["content-length"] = str(len(body))
        await send({**start, "status": status, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _sight(self, place: Page, query: str, accepted: str | None, url: str) -> Sight | None:
        """What the page shows first; None where the record book, or the address of this server, is not known."""
        try:
            archive = await served(open_shelf())
            base = server(archive, url)
        except (ArchiveError, RefusedError):
            return None
        choices, whole = completed(query, accepted, archive)
        language = Language(choices.lang)
        view = chosen(place, View(int(choices.edition), choices.later == "1"), whole, archive)
        return Sight(
            await self.firsts.html(place, archive, view, language, base),
            page_preview(place, archive, view, language, base),
            tuple((code, f"{base}{place.path}?{urlencode(choices.query() | {'lang': code})}") for code in CODES),
        )


@dataclass(frozen=True, slots=True)
class Sight:
    """What a document carries of its page: its beginning as HTML, the preview of a link to it, and its address in each
    language: (("ar", "https://…"), …).
    """

    html: str
    preview: Preview
    tongues: tuple[tuple[Code, str], ...]


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
    return notice(language, f"/?{whole}", language.text("There is no such page"), said, pages)


def full(query: str, accepted: str | None) -> str:
    """The document in place of a page when the server holds as many sessions as it can; it asks again by itself."""
    language, whole = _reader(query, accepted)
    said = language.text("There is no room for one more. This page tries again by itself in a few seconds.")
    return notice(language, f"/?{whole}", language.text("Very many readers at this moment"), said, retry=10)


def document(index: str, place: Page, query: str, accepted: str | None, sight: Sight | None = None) -> str:
    """Streamlit's index page as the document of one address in one language.

    `query` is the query string as it came; where it lacks the edition or the language, or has ones that don't exist,
    the document puts the address right in place, without a new entry in the browser's history. What Streamlit loads
    comes after what can be read at once.
    """
    language, whole = _reader(query, accepted)
    return _document(index, place, language, whole if whole != query else "", sight)


@lru_cache(maxsize=KEPT)
def _written(index: str, place: Page, language: Language, address: str, sight: Sight | None) -> tuple[bytes, str]:
    """The document as it leaves, and its entity tag: the same for all who ask for the same."""
    body = _document(index, place, language, address, sight).encode("utf-8")
    return body, etag(body)


def _document(index: str, place: Page, language: Language, address: str, sight: Sight | None) -> str:
    """`address` is the query string that the document puts in place of its own, "" where that is right."""
    head = render(
        "document_head.html",
        language,
        style=style(),
        title=f"{language.text(place.title)} — {language.text('Abwab')}",
        address=f"?{address}" if address else "",
        sight=sight,
        preview=sight.preview if sight else None,
    )
    page = re.sub(r"<html[^>]*>", f'<html lang="{language.tag}" dir="{language.direction}">', index, count=1)
    page = re.sub(r"<title>.*?</title>", lambda _: head, page, count=1, flags=re.DOTALL)
    # Streamlit's own text face is never used here.
    page = re.sub(r'<link\s+rel="preload"[^>]*SourceSans[^>]*/>', "", page, count=1)
    page = re.sub(r"<noscript>.*?</noscript>", "", page, count=1, flags=re.DOTALL)
    loads = re.search(r'<script type="module".*?(?=</head>)', page, flags=re.DOTALL)
    assert loads, "Streamlit's index page is not the one that this was written for"
    page = page.replace(loads[0], "", 1)
    charts = f"./static/js/{CHARTS}"
    body = render("document_body.html", language, first=sight.html if sight else "", loads=loads[0], charts=charts)
    return page.replace('<div id="root"></div>', body, 1)
