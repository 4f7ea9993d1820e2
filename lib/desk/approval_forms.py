"""The forms of review, approval and publication: what is done with them."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.archive.message import say
from lib.desk.acts.approve_draft import ApproveDraft
from lib.desk.acts.change_hour import ChangeHour
from lib.desk.acts.confirm_count import ConfirmCount
from lib.desk.acts.correct_words import CorrectWords
from lib.desk.acts.grant_link import LINK_LENGTH, GrantLink
from lib.desk.acts.look_at_release import LookAtRelease
from lib.desk.acts.request_review import RequestReview
from lib.desk.acts.return_draft import ReturnDraft
from lib.desk.acts.revoke_link import RevokeLink
from lib.desk.acts.schedule_release import ScheduleRelease, plan_of_review
from lib.desk.acts.stop_release import StopRelease
from lib.desk.approval_pages import ApprovalPages
from lib.desk.desk import RefusedActError
from lib.desk.desk_state import release_book
from lib.desk.forms import DeskForms, form_number
from lib.desk.moments import read_moment
from lib.desk.pages import page_language, session_of
from lib.language import LANGUAGE_CODES, Language
from lib.releases.release import RELEASE_KINDS, PlannedRelease, ReleaseKind, hash_files, whole_second


@dataclass(frozen=True, eq=False)
class ApprovalForms:
    """What is done with the forms of the pages of approval."""

    forms: DeskForms
    pages: ApprovalPages

    def request_review(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Send the draft to review. What may be incomplete until then is asked now."""
        language, gaps = page_language(request), self.pages.gaps()
        fault = ""
        if gaps and not fields.get("gaps_meant"):
            fault = language.text("Something is still open. Fill it in, or say that it stays open.")
        else:
            try:
                planned = self._planned(fields, self._present(), fields.get("draft", ""), request)
            except ValidationError:
                fault = note_fault(language)
        if fault:
            return self.pages.review_page(request, 422, given=fields, fault=fault)
        return self.forms.perform(RequestReview(fields.get("draft", ""), planned, len(gaps)), request, fields)

    def approve(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Approve the draft."""
        if not fields.get("looked"):
            fault = page_language(request).text("First look at what changes, and say that you have.")
            return self.pages.review_page(request, 422, fault=fault)
        return self.forms.perform(ApproveDraft(fields.get("draft", "")), request, fields)

    def send_back(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Send the draft back from review."""
        return self.forms.perform(ReturnDraft(fields.get("draft", ""), fields.get("reason", "")), request, fields)

    def correct_words(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Publish typing errors at once."""
        book = fields.get("draft", "")
        try:
            planned = self._planned({**fields, "kind": "typing_error"}, self._present(), book, request)
        except ValidationError:
            return self.pages.review_page(request, 422, given=fields, fault=note_fault(page_language(request)))
        act = CorrectWords(book, planned, self._key(book, planned), True)
        return self._perform_now(act, request, fields)

    def confirm_count(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Confirm the count of a live day that somebody else has entered, and publish it at once."""
        book, kept = fields.get("draft", ""), self.pages.desk.kept_lines()
        found = self._planned({"kind": "new_figures"}, self._present(), book, request)
        people = {"author": kept[-1].who if kept else "", "approver": session_of(request).name}
        planned = found.model_copy(update=people)
        return self._perform_now(ConfirmCount(book, planned, self._key(book, planned), True), request, fields)

    def look(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Say that typing errors which somebody else published were looked at."""
        return self.forms.perform(LookAtRelease(form_number(fields, "number")), request, fields)

    def publish(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Publish the approved draft, now or at an hour."""
        state = self.pages.desk.state()
        now = fields.get("when", "now") == "now"
        instant = self._present() if now else read_moment(fields.get("day", ""), fields.get("time", ""))
        if instant is None:
            return self._no_hour(request, fields)
        planned = plan_of_review(state, instant)
        if planned is None:
            raise RefusedActError(say("the draft is not approved; send it to review on the page Review"))
        key, reason = self._key(state.draft, planned), fields.get("reason", "")
        act = ScheduleRelease(state.draft, planned, key, now, reason)
        return self._perform_now(act, request, fields) if now else self.forms.perform(act, request, fields)

    def change_hour(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Move what is set to another hour."""
        scheduled = self.pages.desk.state().scheduled
        instant = read_moment(fields.get("day", ""), fields.get("time", ""))
        if instant is None:
            return self._no_hour(request, fields)
        if scheduled is None:
            raise RefusedActError(say("no such publication is set; it was published or stopped already"))
        planned = scheduled.planned.model_copy(update={"instant": instant})
        key = self._key(scheduled.book, planned)
        act = ChangeHour(fields.get("key", ""), planned, key, fields.get("reason", ""))
        return self.forms.perform(act, request, fields)

    def stop(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Stop what is set for an hour."""
        return self.forms.perform(StopRelease(fields.get("key", "")), request, fields)

    def go_back(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Publish an earlier release again, as a new one."""
        book = release_book(form_number(fields, "number"))
        try:
            planned = self._planned({**fields, "kind": "revision"}, self._present(), book, request)
        except ValidationError:
            return self.forms.pages.refusal(request, say("a note is written in all three languages, or in none"), 422)
        act = ScheduleRelease(book, planned, self._key(book, planned), True)
        return self._perform_now(act, request, fields)

    def grant_link(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Make a link for a director, and show it."""
        ends = whole_second(self.pages.desk.now()) + LINK_LENGTH
        link = secrets.token_urlsafe(12)
        self.forms.perform(GrantLink(link, fields.get("draft", ""), fields.get("label", ""), ends), request, fields)
        return RedirectResponse("/desk/links", status_code=303)

    def revoke_link(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Revoke it."""
        self.forms.perform(RevokeLink(fields.get("link", "")), request, fields)
        return RedirectResponse("/desk/links", status_code=303)

    def _perform_now(self, act: ScheduleRelease, request: Request, fields: dict[str, str]) -> Response:
        response = self.forms.perform(act, request, fields, "publish")
        self.pages.desk.settle()
        return response

    def _no_hour(self, request: Request, fields: dict[str, str]) -> Response:
        fault = page_language(request).text(
            "The hour is not one of the clock in Morocco; expected a day and a time such as {example}.",
            example="10:00",
        )
        return self.pages.publish_page(request, 422, given=fields, fault=fault)

    def _present(self) -> datetime:
        """The last whole second: what is planned for it is due."""
        return whole_second(self.pages.desk.now()) - timedelta(seconds=1)

    def _key(self, book: str, planned: PlannedRelease) -> str:
        return self.pages.desk.scheduled_key(book, planned)

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


def note_fault(language: Language) -> str:
    """What is told when the note of a release is not whole."""
    return language.text(
        "A note is written in all three languages or in none, and a correction needs one: it is the reason that "
        "readers are told."
    )
