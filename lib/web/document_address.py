"""Addresses of documents for meetings: slides of an edition, or of one or more pages; briefs of an edition or a page.

/editions/4.pptx?lang=ar
/editions/4.pdf?lang=ar
/pages/record-visitors.pptx?edition=4&lang=ar
/pages/visitors.docx?edition=4&lang=ar
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from lib.archive import Archive
from lib.charts import View
from lib.content.site_map import PAGES, DashboardPage
from lib.export.media_types import MEDIA_TYPES
from lib.language import LANGUAGE_CODES, LanguageCode
from lib.language.negotiation import DEFAULT_LANGUAGE
from lib.web.address import (
    COMPARISON_CHARTS,
    COMPARISON_CHOICES,
    ORDERED_CHARTS,
    RefusedError,
    allowed_value,
    parse_parameters,
    parse_view,
)

DocumentFormat = Literal["pptx", "pdf", "docx"]
# Slides are about pages or an edition, a brief on one page of paper is about one page or an edition.
DOCUMENT_FORMATS: tuple[DocumentFormat, ...] = ("pptx", "pdf", "docx")
EDITIONS_PATH, PAGES_PATH = "/editions", "/pages"
# What a document takes at most in bytes (tests hold it), and about in seconds: about a page, and about an edition.
PAGE_LIMITS, EDITION_LIMITS = (300_000, 1), (1_000_000, 3)
# The pages that a document can be about: those with charts.
DOCUMENT_PAGES = {page.id: page for page in PAGES if page.charts}


@dataclass(frozen=True, slots=True)
class DocumentAddress:
    """The content of the address of a document. It is about `pages`, or about the whole edition in focus if empty."""

    pages: tuple[str, ...]
    view: View
    lang: LanguageCode
    form: DocumentFormat = "pptx"

    def as_form(self, form: DocumentFormat) -> DocumentAddress:
        """The same in another form."""
        return replace(self, form=form)

    @property
    def shown_pages(self) -> tuple[DashboardPage, ...]:
        """Its pages; of an edition those on which a reader chooses nothing but the edition."""
        if self.pages:
            return tuple(DOCUMENT_PAGES[page] for page in self.pages)
        return tuple(page for page in DOCUMENT_PAGES.values() if page.offers_later)

    @property
    def path(self) -> str:
        """/editions/4.pptx, without the query."""
        if self.pages:
            return f"{PAGES_PATH}/{'-'.join(self.pages)}.{self.form}"
        return f"{EDITIONS_PATH}/{self.view.focus}.{self.form}"

    @property
    def query(self) -> str:
        """lang=ar, and for pages the edition and all choices but the default ones."""
        view, chosen = self.view, {"lang": str(self.lang)}
        if self.pages:
            chosen = {"edition": str(view.focus)} | chosen
            if view.later:
                chosen["later"] = "1"
            if has_chart(self.pages, ORDERED_CHARTS) and view.order != "growth":
                chosen["order"] = view.order
            if has_chart(self.pages, COMPARISON_CHARTS):
                chosen |= {"measure": view.measure, "basis": view.basis}
                if view.editions:
                    chosen["editions"] = "-".join(map(str, view.editions))
                if view.highlight != "focus":
                    chosen["highlight"] = view.highlight
                if view.against != "stands":
                    chosen["against"] = view.against
        return urlencode(chosen)

    @property
    def link(self) -> str:
        """Path and query on the dashboard's server."""
        return f"{self.path}?{self.query}"

    @property
    def media_type(self) -> str:
        """The media type of the document."""
        return MEDIA_TYPES[self.form]

    @property
    def file_name(self) -> str:
        """abwab-record-4-ar.pptx; abwab-edition-4-ar.pptx for the whole edition."""
        return f"abwab-{'-'.join(self.pages) or 'edition'}-{self.view.focus}-{self.lang}.{self.form}"


def has_chart(pages: tuple[str, ...], charts: Collection[str]) -> bool:
    """Whether one of the pages has one of the charts."""
    return any(name in charts for page in pages for name in DOCUMENT_PAGES[page].charts)


def parse_edition_document(path: str, query: str, archive: Archive) -> DocumentAddress:
    """Parse /editions/<path>?<query>. Raises RefusedError."""
    number, form = _split_form(path)
    numbers = {str(number): number for number in archive.numbers}
    if number not in numbers:
        raise RefusedError(404, f"There is no such edition. There are: {', '.join(numbers)}.")
    parameters = parse_parameters(query, ["lang"])
    return DocumentAddress((), View(numbers[number]), _language(parameters.get("lang")), form)


def parse_page_document(path: str, query: str, archive: Archive) -> DocumentAddress:
    """Parse /pages/<path>?<query>, whose pages are joined by hyphens. Raises RefusedError."""
    named, form = _split_form(path)
    pages = tuple(dict.fromkeys(named.split("-")))
    if not set(pages) <= set(DOCUMENT_PAGES):
        raise RefusedError(404, f"There is no such page. There are: {', '.join(DOCUMENT_PAGES)}, joined by hyphens.")
    if form != "pptx" and len(pages) > 1:
        raise RefusedError(404, "A brief is about one page. Several pages are to be had as slides (pptx).")
    choices = COMPARISON_CHOICES * has_chart(pages, COMPARISON_CHARTS)
    choices += ["order"] * has_chart(pages, ORDERED_CHARTS)
    parameters = parse_parameters(query, ["edition", "lang", "later", *choices])
    return DocumentAddress(pages, parse_view(parameters, archive), _language(parameters.get("lang")), form)


def _split_form(path: str) -> tuple[str, DocumentFormat]:
    name, _, end = path.rpartition(".")
    for form in DOCUMENT_FORMATS:
        if form == end:
            return name, form
    raise RefusedError(404, f"There is no such document. There are: {', '.join(DOCUMENT_FORMATS)}.")


def _language(value: str | None) -> LanguageCode:
    return allowed_value("lang", value, LANGUAGE_CODES, DEFAULT_LANGUAGE)
