"""The middleware stack: what is neither a request nor a socket passes through all of it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from lib.screen.document import DocumentMiddleware
from lib.screen.first_paint import FirstPaints
from lib.server.loop_lag import LoopLag
from lib.server.stack import middleware_stack
from lib.web.copies import CopyMaker


def test_start_and_end_of_the_server_reach_the_app(copy_maker: CopyMaker) -> None:
    seen: list[str] = []

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        seen.append("start")
        yield
        seen.append("end")

    app: ASGIApp = DocumentMiddleware(Starlette(lifespan=lifespan), FirstPaints(copy_maker))
    for part in reversed(middleware_stack("", (), (), lambda query, accepted: "", lambda who: 0, LoopLag())):
        app = part.cls(app, *part.args, **part.kwargs)
    with TestClient(app):
        assert seen == ["start"]
    assert seen == ["start", "end"]
