"""Entity tags and conditional responses: 304 if the client already has the content (RFC 9110, 8.8.3 and 13.1)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

# Serves no files; used only for its `is_not_modified`.
STARLETTE_RULES = StaticFiles()


def body_etag(body: bytes) -> str:
    """The strong entity tag of a body."""
    return _etag(hashlib.sha256(body).hexdigest())


@lru_cache(maxsize=64)
def file_etag(path: Path, inode: int, size: int) -> str:
    """The strong entity tag of a file that is only ever replaced, not changed: a new file has another inode or size."""
    with path.open("rb") as file:
        return _etag(hashlib.file_digest(file, "sha256").hexdigest())


def is_not_modified(answered: Headers, asked: Headers) -> bool:
    """Tell whether the client already has the content of a response with these headers."""
    return STARLETTE_RULES.is_not_modified(answered, asked)


def conditional_response(response: Response, asked: Headers) -> Response:
    """The response, or 304 if the client already has its content."""
    return NotModifiedResponse(response.headers) if is_not_modified(response.headers, asked) else response


def _etag(digest: str) -> str:
    return f'"{digest[:32]}"'
