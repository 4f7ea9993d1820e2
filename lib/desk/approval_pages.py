"""The pages of review, approval and publication: what is shown. What is done is in `approval_forms`."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lib.archive import Message
from lib.archive.message import say
from lib.desk.confirmed_figures import confirmed_figures
from lib.desk.desk import Desk
from lib.desk.desk_state import Stage
from lib.desk.guard import LOOK_PATH
from lib.desk.links import LinkSigner
from lib.desk.moments import moment_text
from lib.desk.pages import PUBLICATION_CHOICES, DeskPages, page_language, session_of
from lib.desk.review_gaps import review_gaps
from lib.language import LANGUAGE_CODES
from lib.language.translation_marks import mark_message
from lib.releases.release import RELEASE_KINDS

ENDED_LINK = say("the link no longer shows anything: it was revoked, its day is over, or the draft has changed")


@dataclass(frozen=True, eq=False)
class ApprovalPages:
    """The views of review, approval and publication, and of the links of directors."""

    pages: DeskPages
    signer: LinkSigner

    @property
    def desk(self) -> Desk:
        """The desk."""
        return self.pages.desk

    def gaps(self) -> tuple[Message, ...]:
        """What the edition of the draft lacks."""
        state = self.desk.state()
        return tuple(review_gaps(self.pages.archive(), state.edition)) if state.draft else ()

    def review(self, request: Request) -> Response:
        """Where the draft is sent to review, approved or sent back."""
        return self.review_page(request)

    def review_page(self, request: Request, status: int = 200, **given: object) -> Response:
        """The same; `given` is what was filled in, with its fault."""
        language, state, session = page_language(request), self.desk.state(), session_of(request)
        review = state.review
        return self.pages.render(
            request,
            "review",
            mark_message("Review"),
            status,
            changes=self.pages.draft_changes(language) if state.draft else (),
            confirmed=confirmed_figures(self.desk, language),
            checks=self.pages.draft_checks(language) if state.draft else (),
            gaps=self.gaps(),
            kinds={kind: language.text(PUBLICATION_CHOICES[kind]) for kind in RELEASE_KINDS},
            kind=language.text(PUBLICATION_CHOICES[review.planned.kind]) if review else "",
            review=review,
            since=moment_text(review.since, language) if review else "",
            edited=session.identity in state.editors,
            named_only=not self.pages.entrance.provider,
            **({"given": {}, "fault": ""} | given),
        )

    def publish(self, request: Request) -> Response:
        """Where the approved draft is published, or set for an hour."""
        return self.publish_page(request)

    def publish_page(self, request: Request, status: int = 200, **given: object) -> Response:
        """The same; `given` is what was filled in, with its fault."""
        language, state = page_language(request), self.desk.state()
        return self.pages.render(
            request,
            "publish",
            mark_message("Publish"),
            status,
            changes=self.pages.draft_changes(language) if state.stage is Stage.APPROVED else (),
            hour=moment_text(state.hour, language) if state.hour else "",
            now=moment_text(self.desk.now(), language),
            **({"given": {}, "fault": ""} | given),
        )

    def links(self, request: Request) -> Response:
        """The links of directors: those that hold, and the form for another one."""
        language = page_language(request)
        base = f"{request.url.scheme}://{request.url.netloc}"
        provider = self.pages.entrance.provider
        base = provider.settings.address if provider else base
        held = [
            {
                "id": link.id,
                "label": link.label,
                "ends": moment_text(link.ends, language),
                "address": f"{base}{LOOK_PATH}/{self.signer.sign(link)}",
            }
            for link in self.desk.state().links
            if self.signer.holds(link)
        ]
        return self.pages.render(
            request, "links", mark_message("Links for directors"), links=held, named_only=not provider
        )

    def open_link(self, request: Request) -> Response:
        """Let in whoever has a link, to its draft alone."""
        link = self.signer.read(request.path_params["text"])
        if link is None:
            return self._ended(request)
        response = RedirectResponse(LOOK_PATH, status_code=303)
        session = request.state.session
        if session is None or session.link:
            language = page_language(request).code
            self.pages.give_cookie(response, self.pages.entrance.show(link, language))
        return response

    def look(self, request: Request) -> Response:
        """What the draft changes, to look at only; in a browser whose link has ended, that it has."""
        if request.state.session is None:
            return self._ended(request)
        language, session, state = page_language(request), session_of(request), self.desk.state()
        review = state.review
        return self.pages.render(
            request,
            "look",
            mark_message("What the draft changes"),
            changes=self.pages.draft_changes(language) if state.draft else (),
            ends=moment_text(session.ends, language) if session.link else "",
            kind=language.text(PUBLICATION_CHOICES[review.planned.kind]) if review else "",
            notes={code: review.planned.note[code] for code in LANGUAGE_CODES if code in review.planned.note}
            if review
            else {},
        )

    def _ended(self, request: Request) -> Response:
        return self.pages.plain_page(request, mark_message("Not shown"), ENDED_LINK, 410)
