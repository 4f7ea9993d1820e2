"""The pages of before and after: of the draft, and of going back to an earlier release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from lib.archive import Archive
from lib.desk.before_after import BeforeAfter, before_after
from lib.desk.desk_state import release_book
from lib.desk.foresight import Foresight
from lib.desk.moments import moment_text
from lib.desk.notice import press_notice
from lib.desk.pages import DeskPages, page_language
from lib.desk.workbook_report import report_changes
from lib.language import LANGUAGE_CODES, Language
from lib.language.translation_marks import mark_message

SECONDS_UNTIL_SHOWN_AGAIN = 2


def notice_title(instant: datetime | None, language: Language) -> str:
    """What the notice is about, with its hour where that is set."""
    title = language.text("The record book of the Open Days of the national police")
    if instant is None:
        return title
    return language.text("{thing} ({detail})", thing=title, detail=moment_text(instant, language))


def shown_again(page: Response) -> Response:
    """A page that its browser asks for again by itself, without a script."""
    page.headers["refresh"] = str(SECONDS_UNTIL_SHOWN_AGAIN)
    return page


@dataclass(frozen=True, eq=False)
class ChangesPages:
    """The views of before and after. They are shown at once, and again as long as something is still compared."""

    pages: DeskPages
    foresight: Foresight

    def changes(self, request: Request) -> Response:
        """What readers will notice of the draft."""
        draft = self.pages.desk.state().draft
        compared = self.foresight.compare(self._public(), draft) if draft else None
        noticed = self._noticed(request, compared) if compared else None
        page = self.pages.render(request, "before_after", mark_message("Before and after"), noticed=noticed)
        return page if compared or not draft else shown_again(page)

    def going_back(self, request: Request) -> Response:
        """What going back to a release would change, before it is done."""
        desk, language = self.pages.desk, page_language(request)
        number = int(request.path_params["number"])
        release = desk.described_release(number)
        if release is None:
            return Response("no such release", status_code=404, media_type="text/plain")
        compared = self.foresight.compare(self._public(), release_book(number))
        page = self.pages.render(
            request,
            "going_back",
            mark_message("Back to an earlier release"),
            number=number,
            instant=moment_text(release.instant, language),
            changes=report_changes(compared[1], compared[0], language) if compared else (),
            noticed=self._noticed(request, compared, number) if compared else None,
        )
        return page if compared else shown_again(page)

    def notice(self, request: Request) -> Response:
        """The notice for the press in all languages: of the draft, else of the newest release."""
        desk, state, language = self.pages.desk, self.pages.desk.state(), page_language(request)
        newest = desk.newest_release()
        names = (self._public(), state.draft) if state.draft else (release_book(newest - 1), release_book(newest))
        told = bool(state.draft) or newest > 1
        compared = self.foresight.compare(*names) if told else None
        scheduled = state.scheduled.planned.instant if state.scheduled else None
        published = None if state.draft else desk.described_release(newest)
        instant = scheduled or (published.instant if published else None)
        notices = [
            (spoken, press_notice(*compared, spoken, notice_title(instant, spoken)))
            for spoken in map(Language, LANGUAGE_CODES)
            if compared
        ]
        addressed = bool(compared and compared[1].organisation.public_address)
        page = self.pages.render(
            request,
            "notice",
            mark_message("Notice for the press"),
            notices=sorted(notices, key=lambda pair: pair[0].code != language.code),
            addressed=addressed,
            compared=bool(compared) or not told,
        )
        return page if compared or not told else shown_again(page)

    def _public(self) -> str:
        return self.pages.desk.books.public_name()

    def _noticed(self, request: Request, compared: tuple[Archive, Archive], release: int = 0) -> BeforeAfter:
        return before_after(*compared, page_language(request), self.pages.desk.newest_release(), release)
