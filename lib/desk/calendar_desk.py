"""The calendar at the desk: what the public is told of publications to come. It says no more than hour and kind."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from pydantic import ValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from lib.archive.message import say
from lib.desk.acts.announce_publication import AnnouncePublication
from lib.desk.forms import DeskForms
from lib.desk.moments import moment_text, read_moment
from lib.desk.pages import PUBLICATION_CHOICES, page_language
from lib.language.translation_marks import mark_message
from lib.releases.announcements import Announcement, coming_announcements
from lib.releases.release import RELEASE_KINDS, whole_second

STATES = {
    "provisional": mark_message("provisional"),
    "confirmed": mark_message("confirmed"),
    "withdrawn": mark_message("withdrawn: cancelled in the calendar"),
}


@dataclass(frozen=True, eq=False)
class CalendarDesk:
    """The page of the calendar, and its form."""

    forms: DeskForms

    def calendar(self, request: Request) -> Response:
        """What is announced, each with its form, and the form of a new one. What is set for an hour is not in it."""
        pages, language = self.forms.pages, page_language(request)
        now = pages.desk.now()
        return pages.render(
            request,
            "calendar",
            mark_message("Calendar"),
            announced=[
                (each, moment_text(each.instant, language), language.text(PUBLICATION_CHOICES[each.kind]))
                for each in coming_announcements(pages.desk.state().announced, now)
            ],
            kinds={kind: language.text(PUBLICATION_CHOICES[kind]) for kind in RELEASE_KINDS},
            states={state: language.text(name) for state, name in STATES.items()},
            now=moment_text(now, language),
        )

    def announce(self, request: Request, fields: dict[str, str], file: bytes) -> Response:
        """Announce a publication, or change what was announced: an hour that isn't given stays as it is."""
        desk = self.forms.pages.desk
        before = next((each for each in desk.state().announced if each.id == fields.get("id")), None)
        stays = before and not fields.get("day")
        instant = before.instant if before and stays else read_moment(fields.get("day", ""), fields.get("time", ""))
        if instant is None:
            fault = say(
                "The hour is not one of the clock in Morocco; expected a day and a time such as {example}.",
                example="10:00",
            )
            return self.forms.pages.refusal(request, fault, 422)
        try:
            announcement = Announcement.model_validate(
                {
                    "id": before.id if before else secrets.token_hex(8),
                    "change": before.change + 1 if before else 0,
                    "told": whole_second(desk.now()),
                    "instant": instant,
                    "kind": before.kind if before else fields.get("kind"),
                    "state": fields.get("state"),
                }
            )
        except ValidationError:
            raise HTTPException(400) from None
        response = self.forms.perform(AnnouncePublication(announcement, fields.get("reason", "")), request, fields)
        desk.settle()
        return response
