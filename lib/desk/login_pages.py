"""The way in by the login provider, and the way out."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.archive.message import say
from lib.desk.entrance import LOGIN_PATH
from lib.desk.login import LoginProvider, LoginRefusedError, ProviderAwayError
from lib.desk.pages import DeskPages, page_language
from lib.language import LanguageCode
from lib.language.translation_marks import mark_message

REFUSALS = {
    "away": say("the login provider can’t be reached just now; try again"),
    "unusable": say("the login provider’s answer can’t be used; try again"),
    "roleless": say("the login provider gives you no role at the desk; whoever looks after its roles can do that"),
}

log = logging.getLogger(__name__)


@dataclass(frozen=True, eq=False)
class LoginPages:
    """The views of the login, with a provider."""

    pages: DeskPages
    provider: LoginProvider

    def door(self, request: Request) -> Response:
        """The page with the way to the provider, and why somebody who has come back from there was not let in."""
        if request.state.session and not request.state.session.link:
            return RedirectResponse("/desk", status_code=303)
        message = REFUSALS.get(request.query_params.get("refused", ""))
        title = mark_message("Not let in") if message else mark_message("The desk")
        return self.pages.plain_page(request, title, message, 403 if message else 200)

    async def begin(self, request: Request) -> Response:
        """Send the browser to the provider."""
        code = page_language(request).code
        given, begun = self.pages.entrance.begin_login(code)
        try:
            response = RedirectResponse(await self.provider.begin(request, begun.state), status_code=303)
        except (ProviderAwayError, LoginRefusedError) as error:
            log.error("no login can be begun: %s", error)
            return _refuse("away", code)
        self.pages.give_cookie(response, given)
        return response

    async def finish(self, request: Request) -> Response:
        """Let in whoever has come back from the provider with a role."""
        entrance = self.pages.entrance
        begun = entrance.end_login(request.cookies.get(entrance.cookie, ""))
        if begun is None:
            return _refuse("unusable", page_language(request).code)
        try:
            login = await self.provider.finish(request, begun.state)
        except ProviderAwayError as error:
            log.error("a login can't be finished: %s", error)
            return _refuse("away", begun.language)
        except LoginRefusedError as error:
            log.warning("a login is refused: %s", error)
            return _refuse("unusable", begun.language)
        if not login.roles:
            return _refuse("roleless", begun.language)
        response = RedirectResponse("/desk", status_code=303)
        self.pages.give_cookie(response, entrance.admit(login, begun.language))
        return response


def _refuse(why: str, code: LanguageCode) -> Response:
    """Away from the address with the provider's answer, to the page that says what is wrong with it."""
    return RedirectResponse(f"{LOGIN_PATH}?lang={code}&refused={why}", status_code=303)
