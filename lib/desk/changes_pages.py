"""The pages of before and after: of the draft, and of going back to an earlier release."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lib.archive import Archive
from lib.desk.before_after import BeforeAfter, before_after
from lib.desk.moments import moment_text
from lib.desk.open_books import OpenBooks
from lib.desk.pages import DeskPages, page_language
from lib.desk.workbook_report import report_changes
from lib.language.translation_marks import mark_message
from lib.releases.publishing import load_release


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
        stored = load_release(desk.releases, number) if 0 < number <= desk.newest_release() else None
        book = self.books.release(number)
        if stored is None or book is None:
            return Response("no such release", status_code=404, media_type="text/plain")
        return self.pages.render(
            request,
            "going_back",
            mark_message("Back to an earlier release"),
            number=number,
            instant=moment_text(stored.release.instant, language),
            changes=report_changes(desk.public_book(), stored.files, language),
            noticed=self._noticed(request, book, number),
        )

    def _noticed(self, request: Request, after: Archive, release: int = 0) -> BeforeAfter:
        newest = self.pages.desk.newest_release()
        return before_after(self.books.public(), after, page_language(request), newest, release)
