"""The process of the desk: its routes, and the clock that publishes what has come due."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from lib.archive import ArchiveError
from lib.desk.changes_pages import ChangesPages
from lib.desk.desk import Desk
from lib.desk.desk_log import LogBrokenError, OvertakenError
from lib.desk.entrance import Entrance
from lib.desk.forms import DeskForms
from lib.desk.guard import DeskGuard
from lib.desk.open_books import OpenBooks
from lib.desk.pages import DeskPages, desk_style, page_language, trouble_text
from lib.language import Language
from lib.releases.release import ReleaseError
from lib.releases.store import StoreError
from lib.server.headers import LOOPBACK_ADDRESSES
from lib.server.trusted_origin import LOCAL_HOSTS
from lib.templates import render_template
from lib.templates.static_asset import STATIC_FOLDER

BEAT = 1.0  # seconds between two looks at what has come due
TROUBLES = (StoreError, LogBrokenError, ReleaseError, ArchiveError)

log = logging.getLogger(__name__)


class RefusedAddressError(Exception):
    """An address at which the desk may not listen."""


def check_address(address: str) -> None:
    """Raises RefusedAddressError for an address that others can reach."""
    if address not in {*LOOPBACK_ADDRESSES, "localhost"}:
        raise RefusedAddressError(
            f"The desk does not listen on {address}: without a login provider whoever has its key is let in, under any "
            "name they give. It serves this machine only: use 127.0.0.1."
        )


@dataclass
class Heart:
    """Publishes what has come due, and remembers what kept it from that."""

    desk: Desk
    trouble: Exception | None = None

    def beat(self) -> None:
        """Look once."""
        try:
            self.desk.settle()
            self.trouble = None
        except OvertakenError:  # another process of the desk was faster
            self.trouble = None
        except TROUBLES as error:
            if str(error) != str(self.trouble or ""):
                log.error("%s", error)
            self.trouble = error

    async def run(self) -> None:
        """Look again and again."""
        while True:
            await run_in_threadpool(self.beat)
            await asyncio.sleep(BEAT)


def desk_app(desk: Desk, entrance: Entrance) -> Starlette:
    """The app of the desk. Nothing of it is answered without a session but the entrance."""
    heart = Heart(desk)
    pages = DeskPages(desk, entrance, lambda: str(heart.trouble or ""))
    forms = DeskForms(pages)
    changes = ChangesPages(pages, OpenBooks(desk))

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        beating = asyncio.create_task(heart.run())
        yield
        beating.cancel()

    def trouble(request: Request, error: Exception) -> Response:
        return _trouble_page(request, error)

    handlers: dict[object, Callable[[Request, Exception], Response]] = dict.fromkeys(TROUBLES, trouble)
    return Starlette(
        routes=[
            Route("/", lambda _: RedirectResponse("/desk", status_code=303)),
            Route("/desk", pages.overview),
            Route("/desk/key", pages.key, methods=["GET"]),
            Route("/desk/key", forms.endpoint(forms.enter), methods=["POST"]),
            Route("/desk/leave", forms.endpoint(forms.leave), methods=["POST"]),
            Route("/desk/workbook", pages.workbook, methods=["GET"]),
            Route("/desk/workbook", forms.endpoint(forms.check), methods=["POST"]),
            Route("/desk/workbook.xlsx", pages.workbook_file),
            Route("/desk/keep", forms.endpoint(forms.keep), methods=["POST"]),
            Route("/desk/discard", forms.endpoint(forms.discard), methods=["POST"]),
            Route("/desk/changes", changes.changes),
            Route("/desk/publish", pages.publish, methods=["GET"]),
            Route("/desk/publish", forms.endpoint(forms.publish), methods=["POST"]),
            Route("/desk/stop", forms.endpoint(forms.stop), methods=["POST"]),
            Route("/desk/releases", pages.releases),
            Route("/desk/releases/{number:int}", changes.going_back, methods=["GET"]),
            Route("/desk/restore", forms.endpoint(forms.go_back), methods=["POST"]),
            Route("/desk/log", pages.log),
            Route("/desk/log.json", pages.log_file),
            Mount("/app/static", StaticFiles(directory=STATIC_FOLDER)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=list(LOCAL_HOSTS), www_redirect=False),
            Middleware(DeskGuard, entrance=entrance),
        ],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def _trouble_page(request: Request, error: Exception) -> Response:
    """The page that says what can't be used; it needs neither store nor log."""
    language: Language = page_language(request)
    page = render_template(
        "desk/trouble.html",
        language,
        title=language.text("Not possible just now"),
        style=desk_style(),
        message=trouble_text(error, language),
    )
    return HTMLResponse(page, status_code=503)
