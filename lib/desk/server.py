"""The process of the desk: its routes, and the clock that publishes what is due."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from lib.archive import ArchiveError
from lib.desk.approval_forms import ApprovalForms
from lib.desk.approval_pages import ApprovalPages
from lib.desk.calendar_desk import CalendarDesk
from lib.desk.changes_pages import ChangesPages
from lib.desk.desk import Desk
from lib.desk.desk_log import LogBrokenError, OvertakenError
from lib.desk.entrance import LOGIN_PATH, Entrance
from lib.desk.foresight import Foresight
from lib.desk.forms import DeskForms
from lib.desk.guard import BEGIN_PATH, LOOK_PATH, DeskGuard
from lib.desk.links import LinkSigner
from lib.desk.live_pages import LivePages
from lib.desk.log_pages import LogPages
from lib.desk.login import BACK_PATH
from lib.desk.login_pages import LoginPages
from lib.desk.pages import DeskPages, desk_style, page_language, trouble_text
from lib.desk.row_pages import RowPages
from lib.language import Language
from lib.releases.release import ReleaseError
from lib.releases.store import StoreError
from lib.server.headers import LOOPBACK_ADDRESSES
from lib.server.trusted_origin import LOCAL_HOSTS
from lib.templates import render_template
from lib.templates.static_asset import STATIC_FOLDER

BEAT = 1.0  # seconds between two looks at what is due
TROUBLES = (StoreError, LogBrokenError, ReleaseError, ArchiveError)

log = logging.getLogger(__name__)


class RefusedAddressError(Exception):
    """An address at which the desk may not listen."""


def check_address(address: str, login: bool = False) -> None:
    """Raises RefusedAddressError for an address that others can reach, if there is no login provider."""
    if not login and address not in {*LOOPBACK_ADDRESSES, "localhost"}:
        raise RefusedAddressError(
            f"The desk does not listen on {address}: without a login provider whoever has its key is let in, under any "
            "name they give. It serves this machine only: use 127.0.0.1."
        )


class Preview(Protocol):
    """The dashboard over the draft (lib.desk.preview), which takes long to import."""

    @property
    def app(self) -> ASGIApp:
        """What answers all addresses that are not the desk's own."""

    def lifespan(self) -> contextlib.AbstractAsyncContextManager[None]:
        """Serve until the end of the block."""


@dataclass
class Heart:
    """Publishes what is due, and remembers what kept it from that."""

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


def desk_app(desk: Desk, entrance: Entrance, preview: Preview | None = None) -> Starlette:
    """The app of the desk, with the dashboard over the draft if there is a `preview`.

    Nothing of it is answered without a session but the entrance.
    """
    heart = Heart(desk)
    pages = DeskPages(desk, entrance, lambda: str(heart.trouble or ""))
    forms = DeskForms(pages)
    rows = RowPages(pages)
    foresight = Foresight(desk)
    changes = ChangesPages(pages, foresight)
    signer = LinkSigner(desk)
    approval = ApprovalPages(pages, signer)
    approval_forms = ApprovalForms(forms, approval)
    calendar = CalendarDesk(forms)
    log_pages = LogPages(pages)
    provider = entrance.provider
    hosts = [host for host in (provider and urlsplit(provider.settings.address).hostname, *LOCAL_HOSTS) if host]

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        running = [asyncio.create_task(heart.run()), asyncio.create_task(foresight.run())]
        async with preview.lifespan() if preview else contextlib.nullcontext():
            yield
        for task in running:
            task.cancel()

    def trouble(request: Request, error: Exception) -> Response:
        return _trouble_page(request, error)

    handlers: dict[object, Callable[[Request, Exception], Response]] = dict.fromkeys(TROUBLES, trouble)
    return Starlette(
        routes=[
            Route("/desk", pages.overview),
            Route("/desk/key", pages.key, methods=["GET"]),
            Route("/desk/key", forms.endpoint(forms.enter), methods=["POST"]),
            Route("/desk/leave", forms.endpoint(forms.leave), methods=["POST"]),
            Route("/desk/workbook", pages.workbook, methods=["GET"]),
            Route("/desk/workbook", forms.endpoint(forms.check), methods=["POST"]),
            Route("/desk/workbook.xlsx", pages.workbook_file),
            Route("/desk/live", LivePages(rows).live, methods=["GET"]),
            Route("/desk/live", forms.endpoint(approval_forms.confirm_count), methods=["POST"]),
            Route("/desk/rows", rows.choose),
            Route("/desk/rows/{sheet}", rows.row, methods=["GET"]),
            Route("/desk/rows/{sheet}", forms.endpoint(rows.check), methods=["POST"]),
            Route("/desk/figures/{claim}", rows.figure),
            Route("/desk/keep", forms.endpoint(forms.keep), methods=["POST"]),
            Route("/desk/discard", forms.endpoint(forms.discard), methods=["POST"]),
            Route("/desk/changes", changes.changes),
            Route("/desk/notice", changes.notice),
            Route("/desk/review", approval.review, methods=["GET"]),
            Route("/desk/review", forms.endpoint(approval_forms.request_review), methods=["POST"]),
            Route("/desk/approve", forms.endpoint(approval_forms.approve), methods=["POST"]),
            Route("/desk/return", forms.endpoint(approval_forms.send_back), methods=["POST"]),
            Route("/desk/words", forms.endpoint(approval_forms.correct_words), methods=["POST"]),
            Route("/desk/seen", forms.endpoint(approval_forms.look), methods=["POST"]),
            Route("/desk/publish", approval.publish, methods=["GET"]),
            Route("/desk/publish", forms.endpoint(approval_forms.publish), methods=["POST"]),
            Route("/desk/hour", forms.endpoint(approval_forms.change_hour), methods=["POST"]),
            Route("/desk/stop", forms.endpoint(approval_forms.stop), methods=["POST"]),
            Route("/desk/links", approval.links, methods=["GET"]),
            Route("/desk/links", forms.endpoint(approval_forms.grant_link), methods=["POST"]),
            Route("/desk/links/revoke", forms.endpoint(approval_forms.revoke_link), methods=["POST"]),
            Route(LOOK_PATH, approval.look),
            Route(LOOK_PATH + "/{text}", approval.open_link),
            Route("/desk/calendar", calendar.calendar, methods=["GET"]),
            Route("/desk/calendar", forms.endpoint(calendar.announce), methods=["POST"]),
            Route("/desk/releases", pages.releases),
            Route("/desk/releases/{number:int}", changes.going_back, methods=["GET"]),
            Route("/desk/restore", forms.endpoint(approval_forms.go_back), methods=["POST"]),
            Route("/desk/log", log_pages.log),
            Route("/desk/log/{number:int}", log_pages.line),
            Route("/desk/log.json", log_pages.json_file),
            Route("/desk/log.csv", log_pages.csv_file),
            *(_login_routes(LoginPages(pages, provider)) if provider else ()),
            Mount("/app/static", StaticFiles(directory=STATIC_FOLDER)),
            Mount("/", preview.app) if preview else Route("/", lambda _: RedirectResponse("/desk", status_code=303)),
        ],
        middleware=[
            Middleware(TrustedHostMiddleware, allowed_hosts=hosts, www_redirect=False),
            Middleware(DeskGuard, entrance=entrance, holds=signer.holds),
        ],
        exception_handlers=handlers,
        lifespan=lifespan,
    )


def _login_routes(login: LoginPages) -> tuple[Route, ...]:
    """The routes of the way in by the login provider."""
    return (
        Route(LOGIN_PATH, login.door),
        Route(BEGIN_PATH, login.begin),
        Route(BACK_PATH, login.finish),
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
