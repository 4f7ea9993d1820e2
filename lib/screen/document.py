"""The HTML document that Streamlit sends for every page, rewritten before it is sent.

It gets a language, a direction, a title, a style sheet, fonts, and an address that holds the reader's choices.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.archive import Archive, ArchiveError
from lib.archive.publication import UnreadableReleaseError
from lib.charts import View
from lib.content.site_map import PAGES, DashboardPage
from lib.export.stylesheet import document_css
from lib.framework import index_part
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.negotiation import negotiate_language
from lib.releases import open_live_archive
from lib.screen.first_paint import FirstPaints, choose_page_view
from lib.screen.reader import complete_query
from lib.server.limit import FULL_KEY, RETRY_SECONDS
from lib.templates import render_template
from lib.web.address import RefusedError, split_release
from lib.web.asked_release import current_archive, open_release
from lib.web.chart_page import LinkPreview, page_link_preview, render_notice
from lib.web.conditional import body_etag, is_not_modified
from lib.web.routes import is_web_path
from lib.web.server_address import shared_links

# The document differs by language, so the browser's validators for Streamlit's file do not apply to it. Streamlit must
# send it uncompressed, because it is rewritten here.
DROPPED_REQUEST_HEADERS = (b"if-none-match", b"if-modified-since", b"accept-encoding", b"range")

# Seconds in which the page of a full server looks for room. It looks after two thirds of them or later.
LOOK_SECONDS = RETRY_SECONDS * 3 // 2

DOCUMENT_CACHE_SIZE = 256  # documents of about 40 to 150 kB

PAGE_BY_PATH = {page.path: page for page in PAGES}


class DocumentMiddleware:
    """ASGI middleware around Streamlit: rewrites HTML documents and passes everything else through.

    Where a request's scope holds FULL_KEY, the document is the beginning of the page, without its live part, and
    Retry-After says so to programs.

    Streamlit answers an unknown address with its index page. This middleware answers it with 404.
    """

    def __init__(self, app: ASGIApp, first_paints: FirstPaints) -> None:
        self.app = app
        self.first_paints = first_paints
        self._index: tuple[Message, str] | None = None  # Streamlit's answer for a page: headers, and its index page

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ("GET", "HEAD") or is_web_path(scope["path"]):
            await self.app(scope, receive, send)
            return
        if "." in scope["path"].rsplit("/", 1)[-1]:
            await self._send_file(scope, receive, send)
            return
        is_page = scope["path"] in PAGE_BY_PATH
        if is_page and self._index:  # it is the same for all pages and readers, and takes three steps in threads
            await self._send(scope, *self._index, send)
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
                    index = (start, body.decode("utf-8"))
                    if is_page and start["status"] == 200:
                        self._index = index
                    await self._send(scope, *index, send)

        # HEAD is sent on as GET, so that its headers are those of the document.
        kept = [pair for pair in scope["headers"] if pair[0] not in DROPPED_REQUEST_HEADERS]
        await self.app({**scope, "method": "GET", "headers": kept}, receive, rewrite)

    async def _send_file(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send one of Streamlit's files unchanged, or 404 if Streamlit would send its index page instead."""
        found = True

        async def pass_on(message: Message) -> None:
            nonlocal found
            if message["type"] == "http.response.start" and _is_html(message):
                found = False
            if found:
                await send(message)

        await self.app(scope, receive, pass_on)
        if not found:
            request = Request(scope)
            document = not_found_document(
                scope["query_string"].decode("latin-1"), request.headers.get("accept-language")
            )
            headers = {"cache-control": "no-cache", "vary": "Accept-Language"}
            await HTMLResponse(document, 404, headers)(scope, receive, send)

    async def _send(self, scope: Scope, start: Message, page: str, send: Send) -> None:
        """Send the document in place of Streamlit's index page, with headers that match it."""
        request = Request(scope)
        place = PAGE_BY_PATH.get(scope["path"])
        query, accepted = scope["query_string"].decode("latin-1"), request.headers.get("accept-language")
        full = FULL_KEY in scope
        archive = None
        with contextlib.suppress(ArchiveError, UnreadableReleaseError):
            try:
                archive = await _asked_archive(query)
            except RefusedError:
                place = None
        if place:
            language, address = _language_and_query(query, accepted, archive)
            content = await self._content(place, query, accepted, archive) if archive else None
            body, etag = _encoded_document(
                page, place, language, address if address != query else "", content, full=full
            )
        else:
            body = not_found_document(query, accepted).encode("utf-8")
            etag = body_etag(body)
        headers = MutableHeaders(raw=list(start["headers"]))
        for name in ("last-modified", "accept-ranges"):
            if name in headers:
                del headers[name]
        headers |= {"etag": etag, "cache-control": "no-store" if full else "no-cache", "vary": "Accept-Language"}
        if full:
            headers["retry-after"] = str(RETRY_SECONDS)
        status = 200 if place else 404
        if place and is_not_modified(headers, request.headers):
            status, body = 304, b""
            del headers["content-length"]
        else:
            headers["content-length"] = str(len(body))
        await send({**start, "status": status, "headers": headers.raw})
        await send({"type": "http.response.body", "body": b"" if scope["method"] == "HEAD" else body})

    async def _content(
        self, place: DashboardPage, query: str, accepted: str | None, archive: Archive
    ) -> DocumentContent:
        """The content of the document."""
        base = shared_links().base
        choices, whole = complete_query(query, accepted, archive)
        language = Language(choices.lang)
        view = choose_page_view(place, View(int(choices.edition), choices.later == "1"), whole, archive)
        return DocumentContent(
            await self.first_paints.html(place, archive, view, language, base),
            page_link_preview(place, archive, view, language, base),
            tuple(
                (code, f"{base}{place.path}?{urlencode(choices.query() | {'lang': code})}") for code in LANGUAGE_CODES
            ),
        )


@dataclass(frozen=True, slots=True)
class DocumentContent:
    """The page-specific content of a document.

    These are the first paint as HTML, the link preview, and the address in each language: (("ar", "https://…"), …).
    """

    html: str
    preview: LinkPreview
    alternates: tuple[tuple[LanguageCode, str], ...]


def _is_html(start: Message) -> bool:
    return Headers(raw=start["headers"]).get("content-type", "").startswith("text/html")


async def _asked_archive(query: str) -> Archive:
    """The archive of the release that a query names, else today's.

    Raises ArchiveError, RefusedError if there is no such release, and UnreadableReleaseError.
    """
    live = open_live_archive()
    archive = await current_archive(live)
    number, _ = split_release(query)
    return archive if number is None else await open_release(live, number)


def _language_and_query(query: str, accepted: str | None, archive: Archive | None = None) -> tuple[Language, str]:
    """The language of an address, and its query with the missing choices filled in. `archive` is today's if None."""
    try:
        choices, whole = complete_query(query, accepted, archive or open_live_archive().archive())
    except ArchiveError:  # the page itself reports it
        return Language(negotiate_language(dict(parse_qsl(query)).get("lang"), accepted)), query
    return Language(choices.lang), whole


def not_found_document(query: str, accepted: str | None) -> str:
    """The document for an unknown address: the list of pages, in the reader's language."""
    language, whole = _language_and_query(query, accepted)
    pages = [(f"{path}?{whole}", language.text(page.title)) for path, page in PAGE_BY_PATH.items()]
    message = language.text("The pages of this record book:")
    return render_notice(language, f"/?{whole}", language.text("There is no such page"), message, pages)


def too_many_requests_document(query: str, accepted: str | None) -> str:
    """The document that replaces a page of a client who has asked for too much. It reloads itself."""
    language, whole = _language_and_query(query, accepted)
    title = language.text("Too many requests are coming from your network")
    message = language.text(
        "The server can’t take any more of them at once. This page tries again by itself in a few seconds."
    )
    return render_notice(language, f"/?{whole}", title, message, retry=RETRY_SECONDS)


def build_document(
    index: str, place: DashboardPage, query: str, accepted: str | None, content: DocumentContent | None = None
) -> str:
    """Streamlit's index page rewritten as the document of one address in one language.

    `query` is the query string of the request. If it lacks the edition or the language, or names one that doesn't
    exist, a script in the document corrects the address without a new entry in the browser's history. Streamlit's
    scripts come after the content that can be read at once.
    """
    language, whole = _language_and_query(query, accepted)
    return _document(index, place, language, whole if whole != query else "", content)


@lru_cache(maxsize=DOCUMENT_CACHE_SIZE)
def _encoded_document(
    index: str,
    place: DashboardPage,
    language: Language,
    address: str,
    content: DocumentContent | None,
    *,
    full: bool,
) -> tuple[bytes, str]:
    """The encoded document and its entity tag, cached for equal requests."""
    body = _document(index, place, language, address, content, full=full).encode("utf-8")
    return body, body_etag(body)


def _document(
    index: str,
    place: DashboardPage,
    language: Language,
    address: str,
    content: DocumentContent | None,
    *,
    full: bool = False,
) -> str:
    """`address` is the corrected query string, or "" if the request's own is correct."""
    head = render_template(
        "document_head.html",
        language,
        style=document_css(),
        title=f"{language.text(place.title)} — {language.text('Abwab')}",
        address=f"?{address}" if address else "",
        content=content,
        preview=content.preview if content else None,
    )
    body = render_template(
        "document_body.html",
        language,
        first=content.html if content else "",
        loads=index_part(index, "scripts"),
        again=LOOK_SECONDS if full else 0,
    )
    page = index
    for part, text in (
        ("html", f'<html lang="{language.tag}" dir="{language.direction}">'),
        ("title", head),
        ("font", ""),  # Streamlit's own typeface, which is never used here
        ("icon", ""),  # ours is named in the head
        ("noscript", ""),
        ("scripts", ""),
        ("root", body),
    ):
        page = page.replace(index_part(page, part), text)
    return page
