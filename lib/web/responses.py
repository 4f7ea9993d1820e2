"""Responses of the web addresses: a copy, a file, JSON, a line of text."""

from __future__ import annotations

import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response

from lib.export.media_types import MEDIA_TYPES
from lib.web.conditional import Copy, conditional_response, digest_etag

# A copy may be reused for some seconds without revalidation; after that its ETag is checked. A new release must not be
# hidden behind an old copy.
COPY_CACHE_CONTROL = "public, max-age=3, stale-if-error=86400"
NOT_KEPT = {"Cache-Control": "no-store"}


def copy_response(request: Request, copy: Copy, *, shared: bool) -> Response:
    """The copy, or 304 if the client already has it. If `shared`, scripts of other sites may read it."""
    headers = {"ETag": copy.etag} | (NOT_KEPT if copy.is_fallback else {"Cache-Control": COPY_CACHE_CONTROL})
    response = conditional_response(Response(copy.body, headers=headers, media_type=copy.media), request.headers)
    if shared:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def download_response(request: Request, path: Path, name: str) -> Response:
    """A file of the disk cache, or the requested range of it, for download as `name`; 304 if the client has it."""
    headers = {"ETag": digest_etag(path.suffix[1:]), "Cache-Control": COPY_CACHE_CONTROL}
    response = FileResponse(path, headers=headers, filename=name, stat_result=path.stat())
    return conditional_response(response, request.headers)


def json_response(value: object, status: int) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status, NOT_KEPT, media_type=MEDIA_TYPES["json"])


def text_response(text: str, status: int, retry: int = 0) -> Response:
    headers = NOT_KEPT | ({"Retry-After": str(retry)} if retry else {})
    return Response(text + "\n", status, headers, media_type=MEDIA_TYPES["txt"])
