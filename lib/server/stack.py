"""The middlewares of this room in their order."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from lib.server.atomic_files import cache
from lib.server.compression import Answers, Files
from lib.server.file_store import Store
from lib.server.headers import Headers
from lib.server.limit import Limit, limit
from lib.server.log import Log
from lib.server.loop_lag import Lateness
from lib.server.precompressed import Variants
from lib.server.static_folders import folders
from lib.server.trusted_origin import SameOrigin, hosts

SESSIONS = 400
REQUESTS = 2000


def stack(
    public_address: str,
    scripts: Iterable[str],
    pages: Container[str],
    full: Callable[[str, str | None], str],
    waiting: Callable[[], int],
    lateness: Lateness,
) -> list[Middleware]:
    """What stands around the app, the outermost first.

    `public_address` is the dashboard's own ("" where it has none), `scripts` the hashes of the scripts that its
    documents hold, `pages` the paths of its pages, `full` what a reader gets in place of one when there is no room,
    `waiting` how many of their scripts wait for a turn.
    """
    return [
        Middleware(Log),
        Middleware(Headers, scripts=scripts),  # on refusals, too
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts(public_address), www_redirect=False),
        Middleware(SameOrigin),
        Middleware(
            Limit,
            sessions=limit("ABWAB_SESSIONS", SESSIONS),
            requests=limit("ABWAB_REQUESTS", REQUESTS),
            pages=pages,
            full=full,
            waiting=waiting,
            lateness=lateness,
        ),
        Middleware(Files, folders=folders(), variants=Variants(Store(cache() / "static"))),
        Middleware(Answers),  # the app inside sends everything uncompressed
    ]
