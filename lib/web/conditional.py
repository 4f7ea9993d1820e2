"""Bodies with their entity tags, and conditional responses: 304 if the client already has the content.

RFC 9110, 8.8.3 and 13.1.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

# Serves no files; used only for its `is_not_modified`.
STARLETTE_RULES = StaticFiles()


def body_etag(body: bytes) -> str:
    """The strong entity tag of a body."""
    return digest_etag(hashlib.sha256(body).hexdigest())


def digest_etag(digest: str) -> str:
    """The strong entity tag of content, by its SHA-256 in hexadecimal digits."""
    return f'"{digest[:32]}"'


@dataclass(frozen=True, slots=True)
class Copy:
    """A response body with its media type and entity tag. A fallback lacks its drawings, so it is cached nowhere."""

    body: bytes
    media: str
    etag: str
    is_fallback: bool = False

    @classmethod
    def of(cls, body: bytes, media: str, is_fallback: bool = False) -> Copy:
        """Build a copy and compute its entity tag."""
        return cls(body, media, body_etag(body), is_fallback)


def is_not_modified(response_headers: Headers, request_headers: Headers) -> bool:
    """Tell whether the client already has the content of a response with these headers."""
    return STARLETTE_RULES.is_not_modified(response_headers, request_headers)


def conditional_response(response: Response, request_headers: Headers) -> Response:
    """The response, or 304 if the client already has its content."""
    return NotModifiedResponse(response.headers) if is_not_modified(response.headers, request_headers) else response
