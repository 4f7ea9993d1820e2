"""The way in by the login provider, and the way out."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.archive.message import say
from lib.desk.login import LoginProvider, LoginRefusedError, ProviderAwayError
from lib.desk.pages import DeskPages, page_language
from lib.language.translation_marks import mark_message

AWAY = say("the login provider can’t be reached just now; try again")
REFUSED = say("the login provider’s answer can’t be used; try again")
ROLELESS = say("the login provider gives you no role at the desk; whoever looks after its roles can do that")

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class LoginPages:
    """The views of the login, with a provider."""

    pages: DeskPages
    provider: LoginProvider

    def door(self, request: Request) -> Response:
        """The page with the way to the provider."""
        if request.state.session and not request.state.session.link:
            return RedirectResponse("/desk", status_code=303)
        return self.pages.plain_page(request, mark_message("The desk"), None)

    async def begin(self, request: Request) -> Response:
        """Send the browser to the provider."""
        entrance = self.pages.entrance
        given, begun = entrance.begin_login(page_language(request).code)
        try:
            response = RedirectResponse(await self.provider.begin(request, begun.state), status_code=303)
        except (ProviderAwayError, LoginRefusedError) as error:
            log.error("no login can be begun: %s", error)
            return self.pages.plain_page(request, mark_message("Not possible just now"), AWAY, 503)
        self.pages.give_cookie(response, given)
        return response

    async def finish(self, request: Request) -> Response:
        """Let in whoever has come back from the provider with a role."""
        entrance = self.pages.entrance
        begun = entrance.end_login(request.cookies.get(entrance.cookie, ""))
        try:
            if begun is None:
                raise LoginRefusedError("the browser has begun no login")
            login = await self.provider.finish(request, begun.state)
        except ProviderAwayError as error:
            log.error("a login can't be finished: %s", error)
            return self.pages.plain_page(request, mark_message("Not possible just now"), AWAY, 503)
        except LoginRefusedError as error:
            log.warning("a login is refused: %s", error)
            return self.pages.plain_page(request, mark_message("Not let in"), REFUSED, 403)
        if not login.roles:
            return self.pages.plain_page(request, mark_message("Not let in"), ROLELESS, 403)
        response = RedirectResponse("/desk", status_code=303)
        self.pages.give_cookie(response, entrance.admit(login, begun.language))
        return response
