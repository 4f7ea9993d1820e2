"""Entity tags, and 304 in the place of an answer that the client has already (RFC 9110, 8.8.3 and 13.1)."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles

# It serves nothing; it knows when something is not modified.
STARLETTE_RULES = StaticFiles()


def body_etag(body: bytes) -> str:
    """The strong entity tag of a body."""
    return _etag(hashlib.sha256(body).hexdigest())


@lru_cache(maxsize=64)
def file_etag(path: Path, inode: int, size: int) -> str:
    """The strong entity tag of a file that is never changed, only replaced: then it has another inode or size."""
    with path.open("rb") as file:
        return _etag(hashlib.file_digest(file, "sha256").hexdigest())


def is_not_modified(answered: Headers, asked: Headers) -> bool:
    """Whether the client has what an answer with these headers would bring."""
    return STARLETTE_RULES.is_not_modified(answered, asked)


def conditional_response(response: Response, asked: Headers) -> Response:
    """The response, or 304 in its place."""
    return NotModifiedResponse(response.headers) if is_not_modified(response.headers, asked) else response


def _etag(digest: str) -> str:
    return f'"{digest[:32]}"'
