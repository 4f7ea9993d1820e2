"""The middleware stack."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from lib.server.compression import Compression
from lib.server.headers import SecurityHeaders
from lib.server.limit import LoadLimit, read_limit
from lib.server.log import RequestLog
from lib.server.loop_lag import LoopLag
from lib.server.trusted_origin import SameOrigin, trusted_hosts

MAX_SESSIONS = 400
MAX_REQUESTS = 2000


def middleware_stack(
    public_address: str,
    scripts: Iterable[str],
    pages: Container[str],
    full: Callable[[str, str | None], str],
    ahead: Callable[[str], int],
    loop_lag: LoopLag,
) -> list[Middleware]:
    """The middleware around the app, outermost first.

    public_address  of the dashboard, "" if it has none
    scripts         hashes of the inline scripts in its documents
    pages           the paths of its pages
    full            renders the document sent instead of a page that is refused
    ahead           returns the number of scripts that would run before one of a client
    loop_lag        measures the lag of the event loop
    """
    return [
        Middleware(RequestLog),
        Middleware(SecurityHeaders, scripts=scripts),  # on refusals as well
        Middleware(TrustedHostMiddleware, allowed_hosts=trusted_hosts(public_address), www_redirect=False),
        Middleware(SameOrigin, public_address=public_address),
        Middleware(
            LoadLimit,
            sessions=read_limit("ABWAB_SESSIONS", MAX_SESSIONS),
            requests=read_limit("ABWAB_REQUESTS", MAX_REQUESTS),
            pages=pages,
            full=full,
            ahead=ahead,
            loop_lag=loop_lag,
        ),
        Middleware(Compression),  # the app inside sends everything uncompressed
    ]
