"""Compression of responses. Each text with an entity tag is compressed once and cached in memory."""

from __future__ import annotations

import asyncio
import gzip
import mimetypes
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Literal

import brotli
from cachetools import LRUCache
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

ContentCoding = Literal["br", "gzip"]

# In order of preference. For Plotly's script of 1,192 kB, brotli 5 yields 364 kB in 0.03 s; a document of 60 kB takes
# 1 ms. Zstandard is no smaller.
ENCODERS: Mapping[ContentCoding, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
# For what never changes: 329 kB of the same script, but in 1.9 s; 4 s for all texts of a first visit.
DENSE_ENCODERS: Mapping[ContentCoding, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=11)),
}
# One item of Accept-Encoding: its name and its weight (RFC 9110, 12.5.3).
ACCEPTED_CODING = re.compile(r"([\w*-]+)\s*(?:;\s*q=(0(?:\.\d*)?|1(?:\.0*)?))?\s*(?:,|$)")
# Fonts, pictures and ZIP files are already compressed; an event stream never ends.
COMPRESSIBLE_TYPE = re.compile(r"text/(?!event-stream)|\w+/(?:[\w.-]+\+)?(?:javascript|json|toml|wasm|xml)\b")
MIN_BYTES = 500  # of the smallest body worth compressing
CACHE_BYTES = 32 * 1024 * 1024  # of cached bodies; all texts of a first visit take 2 MB in one coding
CHUNK_BYTES = 64 * 1024  # the memory that one slow client can hold
# The ASGI extension by which an app lets the server read a file (asgi.readthedocs.io, Extensions).
PATHSEND = "http.response.pathsend"

# Keeps nginx from caching an answer; nginx itself takes it out (ngx_http_proxy_module, proxy_ignore_headers).
UNCACHED_BY_NGINX = {"x-accel-expires": "0"}

CompressedKey = tuple[str, str, ContentCoding]  # (path, entity tag, coding)


def choose_coding(accept_encoding: str) -> ContentCoding | None:
    """The content coding for an Accept-Encoding header; None for no compression.

    The client's weights decide; ties are broken by the order of `ENCODERS`. A wildcard covers codings not named.
    """
    weights = {name: float(weight or 1) for name, weight in ACCEPTED_CODING.findall(accept_encoding.lower())}
    known = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in ENCODERS}
    best = max(known, key=lambda coding: known[coding])  # the first one if tied
    return best if known[best] > 0 and known[best] >= weights.get("identity", 0.0) else None


class Compression:
    """ASGI middleware that compresses texts with a coding the client accepts. The app inside sends no compressed texts.

    A compressed response has a weak entity tag, because its bytes differ from the original; If-None-Match is always
    compared weakly. A body with an entity tag is compressed once, even for simultaneous requests. If it is immutable, a
    denser body replaces it, made behind the first response, one at a time. Files that the app sends by path are read
    only when they must be compressed. Partial content is not compressed.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressed: LRUCache[CompressedKey, bytes] = LRUCache(CACHE_BYTES, len)
        self._compressing: dict[CompressedKey, asyncio.Task[bytes]] = {}
        self._densifying: dict[CompressedKey, asyncio.Task[None]] = {}
        self._one_at_a_time = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_headers = Headers(scope=scope)
        coding = None if "range" in request_headers else choose_coding(request_headers.get("accept-encoding", ""))
        if coding and COMPRESSIBLE_TYPE.match(mimetypes.guess_type(scope["path"])[0] or ""):
            scope = {**scope, "extensions": {**scope.get("extensions", {}), PATHSEND: {}}}
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        answer = _Answer(self, scope, coding, request_headers.get("if-none-match", ""), send)
        await self._app({**scope, "headers": headers}, receive, answer.send)

    async def compress(self, key: CompressedKey, read: Callable[[], bytes]) -> bytes:
        """Compress what `read` returns. The result is cached if the key has an entity tag."""
        if (known := self._compressed.get(key)) is not None:
            return known
        if not key[1]:
            return await asyncio.to_thread(lambda: ENCODERS[key[2]](read()))
        if (task := self._compressing.get(key)) is None:
            task = self._compressing[key] = asyncio.create_task(self._compress(key, read))
            task.add_done_callback(lambda _: self._compressing.pop(key))
        # The first client may disconnect; the others still get their response.
        return await asyncio.shield(task)

    async def _compress(self, key: CompressedKey, read: Callable[[], bytes]) -> bytes:
        compressed = await asyncio.to_thread(lambda: ENCODERS[key[2]](read()))
        self._cache(key, compressed)
        return compressed

    def _cache(self, key: CompressedKey, compressed: bytes) -> None:
        with suppress(ValueError):  # larger than the whole cache
            self._compressed[key] = compressed

    def densify(self, key: CompressedKey, read: Callable[[], bytes]) -> bool:
        """Begin to compress anew what `read` returns, and return whether a denser body is still to come."""
        if key[2] not in DENSE_ENCODERS or not key[1]:
            return False
        if key not in self._densifying:
            self._densifying[key] = asyncio.create_task(self._densify(key, read))
        return not self._densifying[key].done()

    async def _densify(self, key: CompressedKey, read: Callable[[], bytes]) -> None:
        async with self._one_at_a_time:
            dense = await asyncio.to_thread(lambda: DENSE_ENCODERS[key[2]](read()))
        # The highest quality is not the smallest for every text, such as one of numbers.
        self._cache(key, min(dense, self._compressed.get(key, dense), key=len))


class _Answer:
    """One response. It is buffered whole if it will be compressed."""

    def __init__(
        self, compression: Compression, scope: Scope, coding: ContentCoding | None, if_none_match: str, send: Send
    ) -> None:
        self._compression, self._scope, self._coding = compression, scope, coding
        self._if_none_match = if_none_match
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Receive a message from the app."""
        if message["type"] == "http.response.start":
            message = {**message, "headers": list(message["headers"])}
            compressible = self._compressible(message["status"], MutableHeaders(raw=message["headers"]))
            if compressible and self._coding:
                self._start = message
            else:
                await self._send(message)
        elif self._start is None or self._coding is None:
            if message["type"] == PATHSEND:
                body = await asyncio.to_thread(Path(message["path"]).read_bytes)
                message = {"type": "http.response.body", "body": body}
            await self._send(message)
        elif message["type"] == PATHSEND:
            await self._finish(self._start, self._coding, Path(message["path"]).read_bytes)
        else:
            self._body += message.get("body", b"")
            if not message.get("more_body", False):
                await self._finish(self._start, self._coding, lambda: self._body)

    def _compressible(self, status: int, headers: MutableHeaders) -> bool:
        """Tell whether to compress a body with these headers. Also completes Vary, and the entity tag of a 304."""
        text = COMPRESSIBLE_TYPE.match(headers.get("content-type", ""))
        if (text or status == 304) and "Accept-Encoding" not in headers.get("vary", ""):
            headers.add_vary_header("Accept-Encoding")
        etag = headers.get("etag", "")
        if status == 304 and f"W/{etag}" in self._if_none_match:
            headers["etag"] = f"W/{etag}"
        small = int(headers.get("content-length", MIN_BYTES)) < MIN_BYTES
        return bool(text) and not small and status not in (206, 304) and "content-encoding" not in headers

    async def _finish(self, start: Message, coding: ContentCoding, read: Callable[[], bytes]) -> None:
        headers = MutableHeaders(raw=start["headers"])
        etag = headers.get("etag", "")
        headers["content-encoding"] = coding
        if etag and not etag.startswith("W/"):
            headers["etag"] = f"W/{etag}"
        if self._scope["method"] == "HEAD":  # the length of the compressed body is unknown
            del headers["content-length"]
            await self._send(start)
            await self._send({"type": "http.response.body"})
            return
        key = (self._scope["path"], etag, coding)
        body = await self._compression.compress(key, read)
        if "immutable" in headers.get("cache-control", "") and self._compression.densify(key, read):
            headers.update(UNCACHED_BY_NGINX)
        headers["content-length"] = str(len(body))
        await self._send(start)
        # Sent in chunks, one after the other, so that a thousand slow clients hold chunks in memory, not files.
        for begin in range(0, max(len(body), 1), CHUNK_BYTES):
            end = begin + CHUNK_BYTES
            await self._send({"type": "http.response.body", "body": body[begin:end], "more_body": end < len(body)})
