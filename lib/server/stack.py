"""The middlewares in their order."""

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
    waiting: Callable[[], int],
    lateness: LoopLag,
) -> list[Middleware]:
    """What stands around the app, the outermost first.

    `public_address` is the dashboard's own ("" where it has none), `scripts` the hashes of the scripts that its
    documents hold, `pages` the paths of its pages, `full` what a reader gets in place of one when there is no room,
    `waiting` how many of their scripts are waiting to run.
    """
    return [
        Middleware(RequestLog),
        Middleware(SecurityHeaders, scripts=scripts),  # on refusals, too
        Middleware(TrustedHostMiddleware, allowed_hosts=trusted_hosts(public_address), www_redirect=False),
        Middleware(SameOrigin),
        Middleware(
            LoadLimit,
            sessions=read_limit("ABWAB_SESSIONS", MAX_SESSIONS),
            requests=read_limit("ABWAB_REQUESTS", MAX_REQUESTS),
            pages=pages,
            full=full,
            waiting=waiting,
            lateness=lateness,
        ),
        Middleware(Compression),  # the app inside sends everything uncompressed
    ]
