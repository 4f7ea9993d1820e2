"""The middlewares of this room in their order."""

from __future__ import annotations

from collections.abc import Iterable

from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware

from lib.server.compression import Answers, Files
from lib.server.folder import cache, folders
from lib.server.headers import Headers
from lib.server.origin import SameOrigin, hosts
from lib.server.store import Store
from lib.server.variants import Variants


def stack(public_address: str, scripts: Iterable[str]) -> list[Middleware]:
    """What stands around the app, the outermost first.

    `public_address` is the dashboard's own ("" where it has none), `scripts` the hashes of the scripts that its
    documents hold.
    """
    return [
        Middleware(Headers, scripts=scripts),  # on refusals, too
        Middleware(TrustedHostMiddleware, allowed_hosts=hosts(public_address), www_redirect=False),
        Middleware(SameOrigin),
        Middleware(Files, folders=folders(), variants=Variants(Store(cache() / "static"))),
        Middleware(Answers),  # the app inside sends everything uncompressed
    ]
