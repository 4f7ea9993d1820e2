"""The pages of the desk: what is shown. What is done is in `forms`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lib.archive import Archive, Message
from lib.desk.acts.act import refuse_locked
from lib.desk.desk import ACTS, Desk
from lib.desk.desk_log import LogBrokenError
from lib.desk.desk_state import STAGE_NAMES
from lib.desk.entrance import DeskSession, Entrance
from lib.desk.foresight import LISTED_RELEASES
from lib.desk.log_entries import log_entry
from lib.desk.moments import moment_clock, moment_text
from lib.desk.person import ROLE_NAMES, Person, Role
from lib.desk.workbook_form import edition_form
from lib.desk.workbook_report import report_changes, translate_message
from lib.desk.workbook_xlsx import form_xlsx
from lib.export.stylesheet import document_css
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.translation_marks import mark_message
from lib.releases.release import ReleaseError
from lib.releases.store import StoreError
from lib.templates import render_template
from lib.templates.static_asset import STATIC_FOLDER

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAVIGATION: Mapping[str, str] = {
    "/desk": mark_message("Overview"),
    "/desk/workbook": mark_message("Workbook"),
    "/desk/rows": mark_message("Single figures"),
    "/desk/live": mark_message("Live day"),
    "/desk/changes": mark_message("Before and after"),
    "/desk/review": mark_message("Review"),
    "/desk/publish": mark_message("Publish"),
    "/desk/calendar": mark_message("Calendar"),
    "/desk/releases": mark_message("Releases"),
    "/desk/log": mark_message("Log"),
}
PUBLICATION_CHOICES: Mapping[str, str] = {
    "new_edition": mark_message("A new edition"),
    "new_figures": mark_message("New figures"),
    "revision": mark_message("A revision: better information"),
    "correction": mark_message("A correction: something was wrong"),
    "typing_error": mark_message("Typing errors: no figure changes"),
}
# What is told at the top of the page after an act.
DONE: Mapping[str, str] = {
    "keep_draft": mark_message("The workbook is in the draft."),
    "keep_row": mark_message("The row is in the draft."),
    "discard_draft": mark_message("The draft is discarded. Nothing that is public has changed."),
    "request_review": mark_message("The draft is in review. It is locked until it is approved or sent back."),
    "approve_draft": mark_message("The draft is approved. It can be published now."),
    "return_draft": mark_message("The draft is sent back. It can be edited again."),
    "schedule_release": mark_message("The publication is set."),
    "change_hour": mark_message("The publication is set for another hour."),
    "stop_release": mark_message("The publication is stopped. The draft is approved as before."),
    "look_at_release": mark_message("The log says that you have looked at it."),
    "publish": mark_message("It is published."),
    "announce_publication": mark_message("The calendar is changed, and the public sees it."),
}


@cache
def desk_style() -> str:
    """The style sheet of the desk's pages."""
    return document_css() + (STATIC_FOLDER / "desk.css").read_text(encoding="utf-8")


def person_of(request: Request) -> Person:
    """Who has sent a request, for the log."""
    session = session_of(request)
    place = request.client.host if request.client else ""
    return Person(session.name, place, session.roles, session.subject)


def session_of(request: Request) -> DeskSession:
    """The session of a request that the guard has let in."""
    session: DeskSession = request.state.session
    return session


def page_language(request: Request) -> Language:
    """The language of a request: the one it asks for, which is kept for the session, or the session's."""
    asked = request.query_params.get("lang")
    code: LanguageCode = next((known for known in LANGUAGE_CODES if known == asked), "ar")
    session: DeskSession | None = request.state.session
    if session is None:
        return Language(code)
    if asked in LANGUAGE_CODES:
        session.language = code
    return Language(session.language)


@dataclass(frozen=True, eq=False)
class DeskPages:
    """The views of the desk. `trouble` says what keeps it from publishing just now, "" if nothing does."""

    desk: Desk
    entrance: Entrance
    trouble: Callable[[], str]

    def render(self, request: Request, template: str, title: str, status: int = 200, **values: object) -> Response:
        """A page with what all pages have: who is in, where the draft stands, the way to the others."""
        language, session, state = page_language(request), session_of(request), self.desk.state()
        self.entrance.note_page(session, request.url.path)
        page = render_template(
            f"desk/{template}.html",
            language,
            title=language.text(title),
            style=desk_style(),
            languages=[Language(code) for code in LANGUAGE_CODES],
            navigation={path: language.text(name) for path, name in NAVIGATION.items()},
            path=request.url.path,
            session=session,
            roles=[language.text(ROLE_NAMES[role]) for role in Role if role in session.roles],
            may={act.name for act in ACTS.values() if act.roles & session.roles},
            others=self._others(session, language),
            locked=refuse_locked(state),
            late=[found for found in state.unlooked if found.due <= self.desk.now()],
            form_token=session.form_token,
            seen=state.number,
            state=state,
            stage=language.text(STAGE_NAMES[state.stage]),
            set_for=moment_text(state.scheduled.planned.instant, language) if state.scheduled else "",
            trouble=self.trouble(),
            translate=lambda message: translate_message(message, language),
            **values,
        )
        return HTMLResponse(page, status_code=status)

    def refusal(self, request: Request, message: Message, status: int = 409) -> Response:
        """The page that says why something was not done."""
        return self.render(request, "refusal", mark_message("Not done"), status, message=message)

    def overview(self, request: Request) -> Response:
        """Where the draft stands, what is public, what was done last."""
        language, state = page_language(request), self.desk.state()
        lines = self.desk.log.lines()[-5:]
        done = DONE.get(request.query_params.get("done", ""))
        return self.render(
            request,
            "overview",
            mark_message("Overview"),
            done=language.text(done) if done else "",
            public=self._public(language),
            checks=self.draft_checks(language) if state.draft else (),
            changes=self.draft_changes(language) if state.draft else (),
            unlooked=[(found, moment_text(found.due, language)) for found in state.unlooked],
            lines=[log_entry(line, language) for line in reversed(lines)],
        )

    def workbook(self, request: Request) -> Response:
        """Where a workbook is fetched and sent back."""
        return self.workbook_page(request)

    def workbook_page(self, request: Request, status: int = 200, fault: Message | None = None) -> Response:
        """The same, with the reason why a file was not read. With a draft its edition is chosen, else the next one."""
        editions, state = self.editions(page_language(request)), self.desk.state()
        chosen = state.edition or next(iter(editions))
        title = mark_message("Workbook")
        return self.render(request, "workbook", title, status, editions=editions, chosen=chosen, fault=fault)

    def workbook_file(self, request: Request) -> Response:
        """The workbook of an edition, over the draft or what is public."""
        archive, asked = self.archive(), request.query_params.get("lang")
        # The language of the file is not that of the pages from then on.
        language = Language(next((code for code in LANGUAGE_CODES if code == asked), session_of(request).language))
        number = request.query_params.get("edition", "")
        known = (*archive.numbers, archive.numbers[-1] + 1)
        if not number.isascii() or not number.isdigit() or int(number) not in known:
            return Response("no such edition", status_code=404, media_type="text/plain")
        data = form_xlsx(edition_form(archive, int(number), language))
        name = f"abwab-edition-{number}-{language.code}.xlsx"
        return Response(data, media_type=XLSX_TYPE, headers={"content-disposition": f'attachment; filename="{name}"'})

    def releases(self, request: Request) -> Response:
        """The releases, the newest first, and the way to older ones."""
        language = page_language(request)
        newest = self.desk.newest_release()
        before = request.query_params.get("before", "")
        last = min(newest, int(before) - 1) if re.fullmatch("[0-9]{1,6}", before) else newest
        oldest = max(last - LISTED_RELEASES + 1, 1)
        found = []
        for number in range(last, oldest - 1, -1):
            try:
                release = self.desk.described_release(number)
            except ReleaseError:
                release = None
            found.append(
                {
                    "number": number,
                    "instant": moment_text(release.instant, language) if release else "",
                    "kind": language.text(PUBLICATION_CHOICES[release.kind]) if release else "",
                    "note": release.note.get(language.code, "") if release else "",
                    "author": release.author if release else "",
                }
            )
        title, older = mark_message("Releases"), oldest if oldest > 1 else 0
        return self.render(request, "releases", title, releases=found, newest=newest, older=older)

    def key(self, request: Request, status: int = 200) -> Response:
        """The entrance, with the key of the address that the desk printed filled in."""
        session: DeskSession | None = request.state.session
        if self.entrance.provider or (session and not session.link and status == 200):
            return RedirectResponse(self.entrance.door if session is None else "/desk", status_code=303)
        key, refused = request.query_params.get("key", ""), status != 200
        return self._bare(request, "key", mark_message("The desk"), status, key=key, refused=refused)

    def plain_page(self, request: Request, title: str, message: Message | None, status: int = 200) -> Response:
        """A page for whoever isn't in: a message, and the way in."""
        return self._bare(request, "door", title, status, message=message)

    def give_cookie(self, response: Response, given: str) -> None:
        """Give a browser the one cookie. A provider's page leads to the desk, so that it can't be strict then."""
        entrance = self.entrance
        same_site: Literal["lax", "strict"] = "lax" if entrance.provider else "strict"
        response.set_cookie(entrance.cookie, given, httponly=True, samesite=same_site, secure=entrance.secure, path="/")

    def _bare(self, request: Request, template: str, title: str, status: int, **values: object) -> Response:
        language = page_language(request)
        page = render_template(
            f"desk/{template}.html",
            language,
            title=language.text(title),
            style=desk_style(),
            languages=[Language(code) for code in LANGUAGE_CODES],
            path=request.url.path,
            provider=self.entrance.provider,
            translate=lambda message: translate_message(message, language),
            **values,
        )
        return HTMLResponse(page, status_code=status)

    def archive(self) -> Archive:
        """The draft as an archive, or what is public if there is none. Raises ArchiveError."""
        draft = self.desk.state().draft
        return self.desk.books.archive(draft) if draft else self.desk.books.public()

    def editions(self, language: Language) -> dict[int, str]:
        """The editions that a workbook may be about: the next one first."""
        archive = self.archive()
        following = archive.numbers[-1] + 1
        names = {
            edition.number: f"{edition.text_in('city', language.code)} {edition.first_day.year}"
            for edition in reversed(archive.editions)
        }
        known = {number: f"{language.ordinal(number)}: {name}" for number, name in names.items()}
        return {following: language.text("{edition} (new)", edition=language.ordinal(following)), **known}

    def draft_changes(self, language: Language) -> tuple[object, ...]:
        """What the draft changes of what is public."""
        return report_changes(self.archive(), self.desk.books.public(), language)

    def draft_checks(self, language: Language) -> tuple[str, ...]:
        """What is suspicious in the draft."""
        problems = self.desk.books.problems(self.desk.state().draft)
        return tuple(translate_message(problem.message, language) for problem in problems)

    def _others(self, session: DeskSession, language: Language) -> list[str]:
        """Who else is at the desk, where, and since when."""
        told = []
        for other in self.entrance.others(session):
            page = NAVIGATION.get(other.page)
            place = language.text(page) if page else language.text("another page")
            local = other.seen and moment_clock(other.seen, language)
            told.append(language.text("{who} ({page}, {time})", who=other.name, page=place, time=local))
        return told

    def _public(self, language: Language) -> str:
        stored = self.desk.public_release()
        if stored is None:
            return language.text("the data folder, which has not become a release yet")
        return language.text(
            "release {number}, since {hour}",
            number=stored.release.number,
            hour=moment_text(stored.release.instant, language),
        )


def trouble_text(error: Exception, language: Language) -> str:
    """What is said when the stores or the log can't be used."""
    if isinstance(error, LogBrokenError):
        return language.text("The log is not whole: {fault}. Nothing is done until it is.", fault=error)
    if isinstance(error, StoreError):
        return language.text("The store can’t be used just now: {fault}. The desk tries again.", fault=error)
    return language.text("What is public can’t be read: {fault}", fault=error)
