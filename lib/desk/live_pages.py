"""The page of live days: on a telephone, the count of a day up to an hour. It is checked and kept as every row is."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from lib.archive import Archive, Claim
from lib.archive.time_zone import morocco_zone
from lib.charts import editions_by_number
from lib.charts.chart import Edition
from lib.charts.claim_subject import claim_subject
from lib.desk.acts.act import refuse_locked
from lib.desk.confirmed_figures import confirmed_figures
from lib.desk.live_counts import adds_counts_only
from lib.desk.pages import page_language, session_of
from lib.desk.row_changes import archive_changes
from lib.desk.row_form import row_fields
from lib.desk.row_pages import RowPages
from lib.language import Language
from lib.language.spoken_number import spoken_number
from lib.language.translation_marks import mark_message

ASKED_COLUMNS = ("value", "qualifier", "sources")


@dataclass(frozen=True, slots=True)
class LiveCount:
    """A count that waits for a second person: what it counts, its number with the qualifier, and as it is read out."""

    counted: str
    number: str
    spoken: str


@dataclass(frozen=True, eq=False)
class LivePages:
    """The view of live days."""

    rows: RowPages

    def live(self, request: Request) -> Response:
        """The form: the edition that is open, its day of today and the hour are filled in."""
        archive, language = self.rows.pages.archive(), page_language(request)
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
            counts=self._waiting(language),
            confirmed=confirmed_figures(self.rows.pages.desk, language),
            edited=session_of(request).identity in self.rows.pages.desk.state().editors,
            fields=[field for field in row_fields("visitors", row, archive, language) if field.name in ASKED_COLUMNS],
        )

    def _waiting(self, language: Language) -> tuple[LiveCount, ...]:
        """The counts that wait in the draft; () if it is locked, or holds more than them."""
        desk = self.rows.pages.desk
        state = desk.state()
        if not state.draft or refuse_locked(state):
            return ()
        draft = desk.books.archive(state.draft)
        if not adds_counts_only(archive_changes(draft, desk.books.public())):
            return ()
        editions = editions_by_number(draft, language)
        before, after = (_provisional_claims(book) for book in (desk.books.public(), draft))
        return tuple(
            _live_count(after[key], editions[after[key].edition], language) for key in after if key not in before
        )


def _provisional_claims(archive: Archive) -> dict[tuple[object, ...], Claim]:
    found = (claim for claim in archive.claims("visitors") if claim.until)
    return {(claim.id, claim.value, claim.qualifier, claim.sources): claim for claim in found}


def _live_count(claim: Claim, edition: Edition, language: Language) -> LiveCount:
    assert claim.value is not None
    return LiveCount(
        claim_subject(claim, edition, language),
        language.quantity(claim.value, claim.qualifier, "visitor", claim.wording_in(language.code)),
        spoken_number(claim.value, language),
    )
