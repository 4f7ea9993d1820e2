"""The control "For a meeting": the documents about a page and about its edition, with what they weigh and take."""

from __future__ import annotations

from lib.charts import View
from lib.language import Language
from lib.templates import render_template
from lib.web.document_address import (
    DOCUMENT_FORMATS,
    DOCUMENT_PAGES,
    EDITION_LIMITS,
    PAGE_LIMITS,
    DocumentAddress,
)
from lib.web.links import Links


def meeting_control(page: str, view: View, language: Language, links: Links) -> str:
    """The control as HTML. A page without charts, and "" for none, offers the documents of the edition only."""
    offered = []
    if page in DOCUMENT_PAGES:
        own = DocumentAddress((page,), view, language.code)
        offered.append((language.text("Slides of this page"), _files(own, PAGE_LIMITS, language, links)))
    whole = DocumentAddress((), View(view.focus), language.code)
    offered.append((language.text("Slides of the whole edition"), _files(whole, EDITION_LIMITS, language, links)))
    return render_template("meeting.html", language, offered=offered)


def _files(
    asked: DocumentAddress, limits: tuple[int, int], language: Language, links: Links
) -> list[tuple[str, str, str]]:
    """(form, link, what it takes) of each form."""
    size, seconds = limits
    takes = language.plural(
        "at most {size}, made in about {number} second",
        "at most {size}, made in about {number} seconds",
        seconds,
        size=language.file_size(size),
    )
    return [(form.upper(), links.document(asked.as_form(form)), takes) for form in DOCUMENT_FORMATS]
