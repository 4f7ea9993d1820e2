"""The query of a request."""

from __future__ import annotations

from starlette.requests import Request


def request_query(request: Request) -> str:
    """The raw query. Latin-1 decodes any bytes; invalid ones match none of our values."""
    raw: bytes = request.scope["query_string"]
    return raw.decode("latin-1")
