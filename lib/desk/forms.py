"""The forms of the desk: what is done. Each has the token of its session, and the line of the log last seen."""

from __future__ import annotations

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.archive.message import say
from lib.desk.acts.act import Act
from lib.desk.acts.discard_draft import DiscardDraft
from lib.desk.acts.keep_draft import KeepDraft
from lib.desk.acts.stop_release import StopRelease
from lib.desk.desk import Person, RefusedActError
from lib.desk.desk_log import OvertakenError
from lib.desk.guard import COOKIE
from lib.desk.moments import read_moment
from lib.desk.pages import DeskPages, page_language, session_of
from lib.desk.workbook_check import check_workbook
from lib.desk.workbook_parts import RefusedFileError
from lib.desk.workbook_report import report_workbook
from lib.language import LANGUAGE_CODES
from lib.language.translation_marks import mark_message
from lib.releases.release import RELEASE_KINDS, PlannedRelease, ReleaseKind, hash_files, whole_second

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
        secure = request.url.scheme == "https"
        response.set_cookie(COOKIE, session, httponly=True, samesite="strict", secure=secure, path="/")
        return response

    def leave(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """End the session."""
        self.pages.entrance.leave(request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/desk/key", status_code=303)
        response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
        return response

    def check(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Read a workbook, and show what was understood. Nothing is kept yet."""
        desk, language, state = self.pages.desk, page_language(request), self.pages.desk.state()
        number = _number(fields, "edition")
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
        """Take over into the draft what was understood."""
        act = KeepDraft(
            fields.get("draft", ""), _number(fields, "edition"), fields.get("base", ""), fields.get("before", "")
        )
        return self._perform(act, request, fields)

    def discard(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Discard the draft."""
        return self._perform(DiscardDraft(fields.get("draft", "")), request, fields)

    def stop(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Stop what is set for an hour."""
        return self._perform(StopRelease(fields.get("key", "")), request, fields)

    def publish(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Publish the draft, now or at an hour."""
        language = page_language(request)
        now = fields.get("when", "now") == "now"
        instant = self._present() if now else read_moment(fields.get("day", ""), fields.get("time", ""))
        if not fields.get("looked"):
            fault = language.text("Look at what changes first, and say that you have.")
        elif instant is None:
            fault = language.text(
                "The hour is not one of the clock in Morocco; expected a day and a time such as {example}.",
                example="10:00",
            )
        else:
            book = self.pages.desk.state().draft
            try:
                planned = self._planned(fields, instant, book, request)
            except ValidationError:
                fault = language.text(
                    "A note is written in all three languages or in none, and a correction needs one: it is the reason "
                    "that readers are told."
                )
            else:
                return self._schedule(book, planned, now, request, fields)
        return self.pages.publish(request, 422, given=fields, fault=fault)

    def go_back(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Publish an earlier release again, as a new one."""
        book = f"release {_number(fields, 'number')}"
        try:
            planned = self._planned({**fields, "kind": "revision"}, self._present(), book, request)
        except ValidationError:
            return self.pages.refusal(request, say("a note is written in all three languages, or in none"), 422)
        return self._schedule(book, planned, True, request, fields)

    def _present(self) -> datetime:
        """The last whole second: what is planned for it is due."""
        return whole_second(self.pages.desk.now()) - timedelta(seconds=1)

    def _schedule(
        self, book: str, planned: PlannedRelease, now: bool, request: Request, fields: dict[str, str]
    ) -> Response:
        desk = self.pages.desk
        desk.perform(desk.plan(book, planned, now), _person(request), _number(fields, "seen"))
        if now:
            desk.settle()
        return RedirectResponse(f"/desk?done={'publish' if now else 'schedule_release'}", status_code=303)

    def _planned(self, fields: dict[str, str], instant: datetime, book: str, request: Request) -> PlannedRelease:
        """What is to be published. Raises ValidationError, and RefusedActError if the book isn't there."""
        files = self.pages.desk.source_files(book) if book else None
        if files is None:
            raise RefusedActError(say("there is nothing to publish"))
        kind: ReleaseKind | None = next((known for known in RELEASE_KINDS if known == fields.get("kind")), None)
        notes = {str(code): fields.get(f"note_{code}", "").strip() for code in LANGUAGE_CODES}
        return PlannedRelease.model_validate(
            {
                "instant": instant,
                "kind": kind,
                "author": session_of(request).name,
                "note": notes if any(notes.values()) else {},
                "files": hash_files(files),
            }
        )

    def _perform(self, act: Act, request: Request, fields: dict[str, str]) -> Response:
        self.pages.desk.perform(act, _person(request), _number(fields, "seen"))
        return RedirectResponse(f"/desk?done={act.name}", status_code=303)


def _person(request: Request) -> Person:
    return Person(session_of(request).name, request.client.host if request.client else "")


async def _read_form(request: Request) -> tuple[dict[str, str], bytes]:
    """The fields of a form and the file in it. Raises HTTPException."""
    file = b""
    fields: dict[str, str] = {}
    try:
        async with request.form(max_files=1, max_fields=20) as form:
            for name, value in form.multi_items():
                if isinstance(value, UploadFile):
                    file = await value.read()
                else:
                    fields[name] = value[:LONGEST_FIELD]
    except HTTPException:
        raise
    except Exception:  # whatever a body that is none of a form makes the parser raise
        raise HTTPException(400) from None
    return fields, file


def _number(fields: dict[str, str], name: str) -> int:
    """A number of a form. Raises HTTPException."""
    text = fields.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise HTTPException(400)
    return int(text)
