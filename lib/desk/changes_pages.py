"""The pages of before and after: of the draft, and of going back to an earlier release."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from lib.archive import Archive
from lib.desk.before_after import BeforeAfter, before_after
from lib.desk.moments import moment_text
from lib.desk.notice import press_notice
from lib.desk.open_books import OpenBooks
from lib.desk.pages import DeskPages, page_language
from lib.desk.workbook_report import report_changes
from lib.language import LANGUAGE_CODES, Language
from lib.language.translation_marks import mark_message


def notice_title(instant: datetime | None, language: Language) -> str:
    """What the notice is about, with its hour where that is set."""
    title = language.text("The record book of the Open Days of the national police")
    if instant is None:
        return title
    return language.text("{thing} ({detail})", thing=title, detail=moment_text(instant, language))


@dataclass(frozen=True, eq=False)
class ChangesPages:
    """The views of before and after."""

    pages: DeskPages
    books: OpenBooks

    def changes(self, request: Request) -> Response:
        """What readers will notice of the draft."""
        state = self.pages.desk.state()
        noticed = self._noticed(request, self.books.draft(state.draft)) if state.draft else None
        return self.pages.render(request, "before_after", mark_message("Before and after"), noticed=noticed)

    def going_back(self, request: Request) -> Response:
        """What going back to a release would change, before it is done."""
        desk, language = self.pages.desk, page_language(request)
        number = int(request.path_params["number"])
        book = self.books.release(number)
        release = desk.described_release(number) if book else None
        if book is None or release is None:
            return Response("no such release", status_code=404, media_type="text/plain")
        return self.pages.render(
            request,
            "going_back",
            mark_message("Back to an earlier release"),
            number=number,
            instant=moment_text(release.instant, language),
            changes=report_changes(book, self.books.public(), language),
            noticed=self._noticed(request, book, number),
        )

    def notice(self, request: Request) -> Response:
        """The notice for the press in all languages: of the draft, else of the newest release."""
        desk, state, language = self.pages.desk, self.pages.desk.state(), page_language(request)
        newest = desk.newest_release()
        after = self.books.draft(state.draft) if state.draft else self.books.release(newest)
        before = self.books.public() if state.draft else self.books.release(newest - 1)
        scheduled = state.scheduled.planned.instant if state.scheduled else None
        published = None if state.draft else desk.described_release(newest)
        instant = scheduled or (published.instant if published else None)
        notices = [
            (spoken, press_notice(before, after, spoken, notice_title(instant, spoken)))
            for spoken in map(Language, LANGUAGE_CODES)
            if before and after
        ]
        addressed = bool(after and after.organisation.public_address)
        return self.pages.render(
            request,
            "notice",
            mark_message("Notice for the press"),
            notices=sorted(notices, key=lambda pair: pair[0].code != language.code),
            addressed=addressed,
        )

    def _noticed(self, request: Request, after: Archive, release: int = 0) -> BeforeAfter:
        newest = self.pages.desk.newest_release()
        return before_after(self.books.public(), after, page_language(request), newest, release)
