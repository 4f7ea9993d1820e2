"""The forms of the desk: what is done. Each has the token of its session, and the line of the log last seen."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.acts.discard_draft import DiscardDraft
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.desk import RefusedActError
from lib.desk.desk_log import OvertakenError
from lib.desk.pages import DeskPages, page_language, person_of, session_of
from lib.desk.person import Role
from lib.desk.workbook_check import check_workbook
from lib.desk.workbook_parts import RefusedFileError
from lib.desk.workbook_report import report_workbook
from lib.language.translation_marks import mark_message

LONGEST_FIELD = 4_000
FormView = Callable[[Request, dict[str, str], bytes], Response]


@dataclass(frozen=True, eq=False)
class DeskForms:
    """What is done with the forms of the pages."""

    pages: DeskPages

    def endpoint(self, view: FormView) -> Callable[[Request], object]:
        """The view as an endpoint: with the fields of the form, and the file in it."""

        async def answer(request: Request) -> Response:
            fields, file = await _read_form(request)
            return await run_in_threadpool(self._answer, view, request, fields, file)

        return answer

    def _answer(self, view: FormView, request: Request, fields: dict[str, str], file: bytes) -> Response:
        session = request.state.session
        if session and not hmac.compare_digest(fields.get("form_token", "").encode(), session.form_token.encode()):
            return self.pages.refusal(request, say("the page is not one that the desk has sent; open it again"), 403)
        try:
            return view(request, fields, file)
        except RefusedActError as refused:
            return self.pages.refusal(request, refused.message)
        except OvertakenError as overtaken:
            message = say("{who} has done something meanwhile; look at the page again", who=overtaken.line.who or "—")
            return self.pages.refusal(request, message)

    def enter(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Let somebody in."""
        language = page_language(request)
        session = self.pages.entrance.enter(fields.get("key", ""), fields.get("name", ""), language.code)
        if not session:
            return self.pages.key(request, 403)
        response = RedirectResponse("/desk", status_code=303)
        self.pages.give_cookie(response, session)
        return response

    def leave(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """End the session, and the one at the login provider."""
        entrance, session = self.pages.entrance, session_of(request)
        entrance.leave(request.cookies.get(entrance.cookie, ""))
        onward = entrance.provider and session.login and entrance.provider.leave_address(session.login)
        response = RedirectResponse(onward or entrance.door, status_code=303)
        response.delete_cookie(entrance.cookie, path="/", httponly=True, secure=entrance.secure)
        return response

    def check(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Read a workbook, and show what was understood. Nothing is kept yet."""
        desk, language, state = self.pages.desk, page_language(request), self.pages.desk.state()
        if Role.EDITOR not in person_of(request).roles:
            raise RefusedActError(say("your role does not allow this"))
        number = form_number(fields, "edition")
        try:
            found = check_workbook(file, desk.book(state), number, language)
        except RefusedFileError as refused:
            return self.pages.workbook_page(request, 422, refused.message)
        return self.pages.render(
            request,
            "checked",
            mark_message("What was understood"),
            422 if found.errors else 200,
            report=report_workbook(found, language),
            edition=number,
            ordinal=language.ordinal(number),
            draft=desk.put_draft(found.files) if found.files else "",
            base=state.base if state.draft else desk.public_mark(),
        )

    def keep(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Take into the draft what was understood."""
        act = KeepDraft(
            fields.get("draft", ""),
            form_number(fields, "edition"),
            fields.get("base", ""),
            fields.get("before", ""),
            fields.get("sheet", ""),
            fields.get("words", "")[:500],
        )
        return self.perform(act, request, fields, "keep_row" if act.sheet else "")

    def discard(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Discard the draft."""
        return self.perform(DiscardDraft(fields.get("draft", "")), request, fields)

    def perform(self, act: Act, request: Request, fields: Mapping[str, str], done: str = "") -> Response:
        """Do an act, and lead to the overview, which says what was done."""
        self.pages.desk.perform(act, person_of(request), form_number(fields, "seen"))
        return RedirectResponse(f"/desk?done={done or act.name}", status_code=303)


async def _read_form(request: Request) -> tuple[dict[str, str], bytes]:
    """The fields of a form and the file in it. Raises HTTPException."""
    file = b""
    fields: dict[str, str] = {}
    try:
        async with request.form(max_files=1, max_fields=200) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    file = await value.read()
                else:
                    # A list sends its name with each value that is chosen.
                    whole = f"{fields[name]}; {value}" if name in fields else value
                    fields[name] = whole[:LONGEST_FIELD]
    except HTTPException:
        raise
    except Exception:  # whatever a body that is none of a form makes the parser raise
        raise HTTPException(400) from None
    return fields, file


def form_number(fields: Mapping[str, str], name: str) -> int:
    """A number of a form. Raises HTTPException."""
    text = fields.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise HTTPException(400)
    return int(text)
