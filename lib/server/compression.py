"""Compression of all that goes out: each text is compressed once, and kept in memory for whoever asks next."""

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

# The better one first. Plotly's script, 4.7 MB: brotli 5 takes 0.2 s and leaves 1,236 kB, gzip 6 takes 0.2 s and leaves
# 1,415 kB; brotli 11 would leave 1,060 kB, but takes 20 s. A document of 60 kB takes 1 ms. Zstandard is no smaller.
ENCODERS: Mapping[ContentCoding, Callable[[bytes], bytes]] = {
    "br": lambda body: bytes(brotli.compress(body, quality=5)),
    "gzip": lambda body: gzip.compress(body, 6, mtime=0),
}
# One item of Accept-Encoding: its name and its weight (RFC 9110, 12.5.3).
ACCEPTED_CODING = re.compile(r"([\w*-]+)\s*(?:;\s*q=(0(?:\.\d*)?|1(?:\.0*)?))?\s*(?:,|$)")
# Fonts, pictures and ZIP files are compressed already; a stream of events is never complete.
COMPRESSIBLE_TYPE = re.compile(r"text/(?!event-stream)|\w+/(?:[\w.-]+\+)?(?:javascript|json|toml|wasm|xml)\b")
MIN_BYTES = 500  # of a body that is worth the work
CACHE_BYTES = 32 * 1024 * 1024  # of compressed bodies in memory; all texts of a first visit have 2 MB in one coding
CHUNK_BYTES = 64 * 1024  # what one slow reader holds in the server's memory
# The extension by which an application leaves the reading of a file to the server (asgi.readthedocs.io, Extensions).
PATHSEND = "http.response.pathsend"

CompressedKey = tuple[str, str, ContentCoding]  # (path, entity tag, coding)


def choose_coding(accept_encoding: str) -> ContentCoding | None:
    """The coding to answer with, for an Accept-Encoding header; None for the body as it is.

    The client's weights decide, and among equals the order of `ENCODERS`. A wildcard stands for what isn't named.
    """
    weights = {name: float(weight or 1) for name, weight in ACCEPTED_CODING.findall(accept_encoding.lower())}
    known = {coding: weights.get(coding, weights.get("*", 0.0)) for coding in ENCODERS}
    best = max(known, key=lambda coding: known[coding])  # the first of equals
    return best if known[best] > 0 and known[best] >= weights.get("identity", 0.0) else None


class Compression:
    """ASGI middleware: texts leave in a coding that the client takes; the app inside sends everything uncompressed.

    A compressed answer has a weak entity tag: it stands for the same content in another coding, and all who read
    If-None-Match compare weakly. What has an entity tag is compressed once, however many ask for it at the same time.
    Files that the app sends by their path are read only when they have to be compressed. Parts of files leave as they
    are.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._compressed: LRUCache[CompressedKey, bytes] = LRUCache(CACHE_BYTES, len)
        self._compressing: dict[CompressedKey, asyncio.Task[bytes]] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        coding = None if "range" in asked else choose_coding(asked.get("accept-encoding", ""))
        if coding and COMPRESSIBLE_TYPE.match(mimetypes.guess_type(scope["path"])[0] or ""):
            scope = {**scope, "extensions": {**scope.get("extensions", {}), PATHSEND: {}}}
        headers = [pair for pair in scope["headers"] if pair[0] != b"accept-encoding"]
        answer = _Answer(self, scope, coding, asked.get("if-none-match", ""), send)
        await self._app({**scope, "headers": headers}, receive, answer.send)

    async def compress(self, key: CompressedKey, read: Callable[[], bytes]) -> bytes:
        """What `read` returns, compressed; kept where the key has an entity tag."""
        if (known := self._compressed.get(key)) is not None:
            return known
        if not key[1]:
            return await asyncio.to_thread(lambda: ENCODERS[key[2]](read()))
        if (task := self._compressing.get(key)) is None:
            task = self._compressing[key] = asyncio.create_task(self._compress(key, read))
            task.add_done_callback(lambda _: self._compressing.pop(key))
        # Who asked first may hang up; the others still get theirs.
        return await asyncio.shield(task)

    async def _compress(self, key: CompressedKey, read: Callable[[], bytes]) -> bytes:
        compressed = await asyncio.to_thread(lambda: ENCODERS[key[2]](read()))
        with suppress(ValueError):  # larger than all that may be kept
            self._compressed[key] = compressed
        return compressed


class _Answer:
    """One answer on its way out. It is held back as a whole where it will be compressed."""

    def __init__(
        self, compression: Compression, scope: Scope, coding: ContentCoding | None, if_none_match: str, send: Send
    ) -> None:
        self._compression, self._scope, self._coding = compression, scope, coding
        self._if_none_match = if_none_match
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def send(self, message: Message) -> None:
        """Take what the app sends."""
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
        """Whether a body with these headers gains by compression; they are completed with what is true in any case."""
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
        if self._scope["method"] == "HEAD":  # how long the body would be is not known
            del headers["content-length"]
            await self._send(start)
            await self._send({"type": "http.response.body"})
            return
        body = await self._compression.compress((self._scope["path"], etag, coding), read)
        headers["content-length"] = str(len(body))
        await self._send(start)
        # In pieces, each sent when the one before has left: a thousand slow readers hold pieces, not files.
        for begin in range(0, max(len(body), 1), CHUNK_BYTES):
            end = begin + CHUNK_BYTES
            await self._send({"type": "http.response.body", "body": body[begin:end], "more_body": end < len(body)})
