"""The control "For a meeting": the documents about a page and about its edition, with what they weigh and take."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lib.charts import View
from lib.language import Language
from lib.language.translation_marks import mark_message
from lib.templates import render_template
from lib.web.document_address import (
    DOCUMENT_PAGES,
    EDITION_LIMITS,
    PAGE_LIMITS,
    DocumentAddress,
    DocumentFormat,
)
from lib.web.links import Links

PAGE_SHEET_TITLES: Mapping[DocumentFormat, str] = {
    "pdf": mark_message("This page on one sheet, to print"),
    "docx": mark_message("This page on one sheet, to edit"),
}
SHEET_TITLES: Mapping[DocumentFormat, str] = {
    "pdf": mark_message("The edition on one page, to print"),
    "docx": mark_message("The edition on one page, to edit"),
}


@lru_cache(maxsize=512)
def meeting_control(page: str, view: View, language: Language, links: Links) -> str:
    """The control as HTML, cached for all readers.

    A page without charts, and "" for none, offers the documents of the edition only.
    """
    offered = []
    if page in DOCUMENT_PAGES:
        own = DocumentAddress((page,), view, language.code)
        offered.append((language.text("Slides of this page"), *_file(own, PAGE_LIMITS, language, links)))
        for form, title in PAGE_SHEET_TITLES.items():
            offered.append((language.text(title), *_file(own.as_form(form), PAGE_LIMITS, language, links)))
    whole = DocumentAddress((), View(view.focus), language.code)
    offered.append((language.text("Slides of the whole edition"), *_file(whole, EDITION_LIMITS, language, links)))
    for form, title in SHEET_TITLES.items():
        offered.append((language.text(title), *_file(whole.as_form(form), PAGE_LIMITS, language, links)))
    return render_template("meeting.html", language, offered=offered)


def _file(address: DocumentAddress, limits: tuple[int, int], language: Language, links: Links) -> tuple[str, str, str]:
    """(form, link, what it takes)."""
    size, seconds = limits
    takes = language.plural(
        "at most {size}, made in about {number} second",
        "at most {size}, made in about {number} seconds",
        seconds,
        size=language.file_size(size),
    )
    return address.form.upper(), links.document(address), takes
