"""Compression of everything that goes out: files once and for all, answers made for the moment as they leave.

Streamlit sends its scripts and its page as they are, 8 MB for a page with one chart. No library was found that serves
compressed copies kept elsewhere than beside the originals, where a server should not write; so files are done here.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs

from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette_compress import CompressMiddleware, add_compress_type

from lib.server.content_encoding import CONTENT_CODINGS, choose_coding
from lib.server.precompressed import TEXT_SUFFIXES, EncodedFile, PrecompressedFiles
from lib.server.static_folders import StaticFolder

CHUNK_BYTES = 64 * 1024  # bytes: what one slow reader holds in the server's memory
IMMUTABLE_CACHING = "public, immutable, max-age=31536000"
READ_METHODS = ("GET", "HEAD")
CACHE_BYTES = 32 * 1024 * 1024  # bytes of answers that are kept compressed
CODING_SCOPE_KEY = "abwab.coding"  # of a scope: the coding in which the answer will leave

ResponseKey = tuple[str, str, str]  # (path, entity tag, coding)

add_compress_type("text/csv")


class FileCompression:
    """ASGI middleware: static files of the folders leave compressed where the client takes that, by Accept-Encoding.

    What has to leave as it is (a range, a client without codings, what isn't text) comes from the app inside; its
    headers are completed here.
    """

    def __init__(self, app: ASGIApp, folders: Sequence[StaticFolder], variants: PrecompressedFiles) -> None:
        self.app = app
        self._variants = variants
        # {"/static/js/index.DormvYxC.js": (…/index.DormvYxC.js, folder)}: no other address leads to a file
        self._files: Mapping[str, tuple[Path, StaticFolder]] = {
            folder.prefix + path.relative_to(folder.path).as_posix(): (path, folder)
            for folder in folders
            for path in folder.files()
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._files.get(scope["path"]) if scope["type"] == "http" and scope["method"] in READ_METHODS else None
        if found is None:
            await self.app(scope, receive, send)
            return
        path, folder = found
        asked = Headers(scope=scope)
        shared = {"cache-control": _lasting(path, folder, scope["query_string"])}
        if path.suffix in TEXT_SUFFIXES:
            shared["vary"] = "Accept-Encoding"
            coding = choose_coding(asked.get("accept-encoding"))
            if coding and "range" not in asked and (variant := await self._variants.get(path, coding)):
                kind = mimetypes.guess_type(path.name)[0]
                coded = {"content-type": f"{kind}; charset=utf-8", "content-encoding": coding}
                await _answer(scope, send, variant, shared | coded)
                return

        async def complete(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] in (200, 206, 304):
                message = {**message, "headers": list(message["headers"])}
                MutableHeaders(raw=message["headers"]).update(shared)
            await send(message)

        await self.app(scope, receive, complete)


def _lasting(path: Path, folder: StaticFolder, query: bytes) -> str:
    """How long a file may be kept. `?v=…` in the address says what the name doesn't: which version it is.

    Fonts have no version, and are renamed when they change; a stale style sheet would spoil a page, so it is asked for.
    """
    if folder.hashed or "v" in parse_qs(query.decode("latin-1")):
        return IMMUTABLE_CACHING
    return "public, max-age=604800" if path.suffix in (".woff2", ".png") else "no-cache"


async def _answer(scope: Scope, send: Send, variant: EncodedFile, headers: dict[str, str]) -> None:
    """The variant, or 304 where the client has it."""
    fresh = _matches(Headers(scope=scope).get("if-none-match"), variant.etag)
    headers["etag"] = variant.etag
    if fresh:
        del headers["content-type"], headers["content-encoding"]
    else:
        headers["content-length"] = str(len(variant.body))
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": 304 if fresh else 200, "headers": raw})
    body = b"" if fresh or scope["method"] == "HEAD" else variant.body
    # In pieces, each sent when the one before has left: a thousand slow readers hold pieces, not files.
    for begin in range(0, max(len(body), 1), CHUNK_BYTES):
        end = begin + CHUNK_BYTES
        await send({"type": "http.response.body", "body": body[begin:end], "more_body": end < len(body)})


def _matches(given: str | None, etag: str) -> bool:
    """If-None-Match compares weakly: W/"x" is "x" (RFC 9110, 13.1.2)."""
    tags = [tag.strip().removeprefix("W/") for tag in (given or "").split(",")]
    return etag in tags or "*" in tags


class ResponseCompression:
    """ASGI middleware: answers made for the moment (documents, JSON, CSV, SVG) leave compressed, fast and in memory.

    starlette-compress does the work; the app inside is asked for everything uncompressed. What the library leaves open
    is done here: weights in Accept-Encoding count, and an entity tag names one coding only: "x" leaves as "x-br" and
    comes back as "x". What has been compressed under an entity tag is not compressed again for the next reader.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._inside = app
        self._kept: LRUCache[ResponseKey, bytes] = LRUCache(CACHE_BYTES, len)
        # Brotli 5 takes 1 ms for a document of 60 kB. Zstandard is no smaller, and one coding more to keep in caches.
        self.app = CompressMiddleware(
            self._recall, zstd=False, brotli_quality=5, gzip_level=6, remove_accept_encoding=True
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = MutableHeaders(raw=list(scope["headers"]))
        headers["accept-encoding"] = choose_coding(headers.get("accept-encoding")) or "identity"
        tags = [tag.strip() for tag in headers.get("if-none-match", "").split(",")]
        coded = {_plain(tag): tag for tag in tags if tag}  # {'"x"': '"x-br"'}
        if coded:
            headers["if-none-match"] = ", ".join(coded)

        key: ResponseKey | None = None  # where what leaves now is to be kept
        body = b""

        async def name(message: Message) -> None:
            nonlocal key, body
            if message["type"] == "http.response.body" and key:
                body += message.get("body", b"")
                if not message.get("more_body", False):
                    self._keep(key, body)
            if message["type"] == "http.response.start":
                answered = MutableHeaders(raw=message["headers"])
                tag = answered.get("etag")
                coding = answered.get("content-encoding")
                if tag and coding in CONTENT_CODINGS and message["status"] == 200 and scope["method"] == "GET":
                    key = (scope["path"], tag, coding)
                if tag and message["status"] == 304:
                    answered["etag"] = coded.get(tag, tag)
                elif tag and answered.get("content-encoding") in CONTENT_CODINGS:
                    answered["etag"] = f'{tag[:-1]}-{answered["content-encoding"]}"'
            await send(message)

        inner = {**scope, "headers": headers.raw, CODING_SCOPE_KEY: headers["accept-encoding"]}
        await self.app(inner, receive, name)

    async def _recall(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Ask the app inside, and put in place of its answer what that answer was compressed to before."""
        known: bytes | None = None

        async def recalled(message: Message) -> None:
            nonlocal known
            if message["type"] == "http.response.start" and message["status"] == 200 and scope["method"] == "GET":
                answered = MutableHeaders(raw=list(message["headers"]))
                known = self._kept.get((scope["path"], answered.get("etag", ""), scope[CODING_SCOPE_KEY]))
                if known is not None:
                    answered["content-encoding"] = scope[CODING_SCOPE_KEY]
                    answered["content-length"] = str(len(known))
                    answered.add_vary_header("Accept-Encoding")
                    message = {**message, "headers": answered.raw}
            elif message["type"] == "http.response.body" and known is not None:
                if message.get("more_body", False):
                    return
                message = {**message, "body": known}
            await send(message)

        await self._inside(scope, receive, recalled)

    def _keep(self, key: ResponseKey, body: bytes) -> None:
        with suppress(ValueError):  # larger than all that may be kept
            self._kept[key] = body


def _plain(tag: str) -> str:
    """An entity tag without the coding that was put into it."""
    for coding in CONTENT_CODINGS:
        if tag.endswith(f'-{coding}"'):
            return f'{tag[: -len(coding) - 2]}"'
    return tag
