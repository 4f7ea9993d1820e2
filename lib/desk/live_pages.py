"""The page of live days: on a telephone, the count of a day up to an hour. It goes the way of every row."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lib.archive.time_zone import morocco_zone
from lib.desk.pages import page_language
from lib.desk.row_form import row_fields
from lib.desk.row_pages import RowPages
from lib.language.translation_marks import mark_message

ASKED_COLUMNS = ("value", "qualifier", "sources")


@dataclass(frozen=True, eq=False)
class LivePages:
    """The view of live days."""

    rows: RowPages

    def live(self, request: Request) -> Response:
        """The form: the edition that goes on, its day of today and the hour are filled in."""
        archive, language = self.rows.open_archive(), page_language(request)
        now = self.rows.pages.desk.now().astimezone(morocco_zone())
        going = [row for row in archive.editions if row.first_day <= now.date() <= row.last_day]
        edition = going[-1] if going else archive.editions[-1]
        day = now.date() if going else edition.last_day
        latest = [claim for claim in archive.figures("visitors") if claim.edition == edition.number]
        row = {"qualifier": "about", "sources": "; ".join(latest[-1].sources if latest else edition.sources)}
        return self.rows.pages.render(
            request,
            "live",
            mark_message("Live day"),
            edition=edition.number,
            named=edition.text_in("city", language.code),
            going=bool(going),
            opening=edition.first_day,
            day=day,
            day_name=language.date(day),
            hour=f"{now:%H:%M}",
            fields=[field for field in row_fields("visitors", row, archive, language) if field.name in ASKED_COLUMNS],
        )
