"""The pages of the desk: what is shown. What is done stands in `forms`."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from lib.archive import Archive, ArchiveError, Message
from lib.desk.desk import Desk, log_sentence
from lib.desk.desk_log import LogBrokenError, LogLine
from lib.desk.desk_state import STAGE_NAMES, Stage
from lib.desk.entrance import DeskSession, Entrance
from lib.desk.guard import KEY_PATH
from lib.desk.moments import moment_text
from lib.desk.workbook_form import edition_form
from lib.desk.workbook_report import report_changes, translate_message
from lib.desk.workbook_xlsx import form_xlsx
from lib.export.stylesheet import document_css
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.translation_marks import mark_message
from lib.releases.publishing import load_release
from lib.releases.release import RELEASE_KINDS, ReleaseError
from lib.releases.release_reader import check_files
from lib.releases.store import StoreError
from lib.templates import render_template
from lib.templates.static_asset import STATIC_FOLDER

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NAVIGATION: Mapping[str, str] = {
    "/desk": mark_message("Overview"),
    "/desk/workbook": mark_message("Workbook"),
    "/desk/changes": mark_message("Before and after"),
    "/desk/publish": mark_message("Publish"),
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
    "discard_draft": mark_message("The draft is discarded. Nothing that is public has changed."),
    "schedule_release": mark_message("The publication is set."),
    "stop_release": mark_message("The publication is stopped. The draft can be edited again."),
    "publish": mark_message("It is published."),
}
NEWEST_LINES = 200  # of the log on its page; all are in the file


@cache
def desk_style() -> str:
    """The style sheet of the desk's pages."""
    return document_css() + (STATIC_FOLDER / "desk.css").read_text(encoding="utf-8")


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
        page = render_template(
            f"desk/{template}.html",
            language,
            title=language.text(title),
            style=desk_style(),
            languages=[Language(code) for code in LANGUAGE_CODES],
            navigation={path: language.text(name) for path, name in NAVIGATION.items()},
            path=request.url.path,
            name=session.name,
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
            checks=self._draft_checks(language) if state.draft else (),
            changes=self._draft_changes(language) if state.draft else (),
            lines=[self._log_line(line, language) for line in reversed(lines)],
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
        archive, asked = self._archive(), request.query_params.get("lang")
        # The language of the file is not that of the pages from then on.
        language = Language(next((code for code in LANGUAGE_CODES if code == asked), session_of(request).language))
        number = request.query_params.get("edition", "")
        known = (*archive.numbers, archive.numbers[-1] + 1)
        if not number.isascii() or not number.isdigit() or int(number) not in known:
            return Response("no such edition", status_code=404, media_type="text/plain")
        data = form_xlsx(edition_form(archive, int(number), language))
        name = f"abwab-edition-{number}-{language.code}.xlsx"
        return Response(data, media_type=XLSX_TYPE, headers={"content-disposition": f'attachment; filename="{name}"'})

    def publish(self, request: Request, status: int = 200, **given: object) -> Response:
        """What would change for readers, and the form to publish it. `given` is what was filled in, with its fault."""
        language, state = page_language(request), self.desk.state()
        return self.render(
            request,
            "publish",
            mark_message("Publish"),
            status,
            changes=self._draft_changes(language) if state.stage is Stage.DRAFT else (),
            kinds={kind: language.text(PUBLICATION_CHOICES[kind]) for kind in RELEASE_KINDS},
            now=moment_text(self.desk.now(), language),
            **({"given": {}, "fault": ""} | given),
        )

    def releases(self, request: Request) -> Response:
        """All releases, the newest first."""
        language = page_language(request)
        newest = self.desk.newest_release()
        found = []
        for number in range(newest, 0, -1):
            try:
                stored = load_release(self.desk.releases, number)
            except ReleaseError:
                stored = None
            found.append(
                {
                    "number": number,
                    "instant": moment_text(stored.release.instant, language) if stored else "",
                    "kind": language.text(PUBLICATION_CHOICES[stored.release.kind]) if stored else "",
                    "note": stored.release.note.get(language.code, "") if stored else "",
                    "author": stored.release.author if stored else "",
                }
            )
        return self.render(request, "releases", mark_message("Releases"), releases=found, newest=newest)

    def log(self, request: Request) -> Response:
        """The log, newest first."""
        language, lines = page_language(request), self.desk.log.lines()
        return self.render(
            request,
            "log",
            mark_message("Log"),
            lines=[self._log_line(line, language) for line in reversed(lines[-NEWEST_LINES:])],
            number=len(lines),
            hash=self.desk.log.last_hash,
        )

    def log_file(self, request: Request) -> Response:
        """All lines of the log, with the hashes that chain them."""
        lines = [line.model_dump(mode="json") for line in self.desk.log.lines()]
        text = json.dumps({"lines": lines, "sha256": self.desk.log.last_hash}, ensure_ascii=False, indent=1)
        head = {"content-disposition": 'attachment; filename="abwab-desk-log.json"'}
        return Response(text, media_type="application/json", headers=head)

    def key(self, request: Request, status: int = 200) -> Response:
        """The entrance, with the key of the address that the desk printed filled in."""
        if request.state.session and status == 200:
            return RedirectResponse("/desk", status_code=303)
        language = page_language(request)
        page = render_template(
            "desk/key.html",
            language,
            title=language.text("The desk"),
            style=desk_style(),
            languages=[Language(code) for code in LANGUAGE_CODES],
            path=KEY_PATH,
            key=request.query_params.get("key", ""),
            refused=status != 200,
        )
        return HTMLResponse(page, status_code=status)

    def _archive(self) -> Archive:
        """The draft as an archive, or what is public. Raises ArchiveError."""
        found = check_files(self.desk.book(self.desk.state()))
        if found.archive is None:
            raise ArchiveError(found.problems)
        return found.archive

    def editions(self, language: Language) -> dict[int, str]:
        """The editions that a workbook may be about: the next one first."""
        archive = self._archive()
        following = archive.numbers[-1] + 1
        names = {
            edition.number: f"{edition.text_in('city', language.code)} {edition.first_day.year}"
            for edition in reversed(archive.editions)
        }
        known = {number: f"{language.ordinal(number)}: {name}" for number, name in names.items()}
        return {following: language.text("{edition} (new)", edition=language.ordinal(following)), **known}

    def _draft_changes(self, language: Language) -> tuple[object, ...]:
        state = self.desk.state()
        return tuple(report_changes(self.desk.public_book(), self.desk.book(state), language))

    def _draft_checks(self, language: Language) -> tuple[str, ...]:
        """What is suspicious in the draft; a draft with an error can't be kept."""
        problems = check_files(self.desk.book(self.desk.state())).problems
        return tuple(translate_message(problem.message, language) for problem in problems)

    def _public(self, language: Language) -> str:
        stored = self.desk.public_release()
        if stored is None:
            return language.text("the data folder, which has not become a release yet")
        return language.text(
            "release {number}, since {hour}",
            number=stored.release.number,
            hour=moment_text(stored.release.instant, language),
        )

    def _log_line(self, line: LogLine, language: Language) -> dict[str, object]:
        return {
            "number": line.number,
            "hour": moment_text(line.instant, language),
            "place": line.place,
            "sentence": log_sentence(line, language),
        }


def trouble_text(error: Exception, language: Language) -> str:
    """What is said when the stores or the log can't be used."""
    if isinstance(error, LogBrokenError):
        return language.text("The log is not whole: {fault}. Nothing is done until it is.", fault=error)
    if isinstance(error, StoreError):
        return language.text("The store can’t be used just now: {fault}. The desk tries again.", fault=error)
    return language.text("What is public can’t be read: {fault}", fault=error)
