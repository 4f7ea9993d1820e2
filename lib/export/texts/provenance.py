"""Provenance: where and when a copy of a chart was retrieved."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lib.archive import Archive, Organisation
from lib.archive.publication import Publication
from lib.language import Language, LanguageCode


def no_figure_pages(claim: str, lang: LanguageCode) -> str:
    """Say "" of every figure: where figures have no pages."""
    return ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """The origin of a copy.

    address    the absolute address of the chart page: https://…/charts/visitors_total?edition=4&lang=ar
    retrieved  the day of retrieval; None in what is kept of a release, which states the release and its day
    organisation     the organisation that publishes the record book; its contact and licence may be ""
    release    the release that it was made from; None if the record book is no release
    frozen     the address at which this release stays for ever; "" if it is no release, or a draft
    figure_address   the address of a figure's own page by the id of its claim and a language; "" where it has none
    """

    address: str
    retrieved: datetime.date | None
    organisation: Organisation
    release: Publication[Archive] | None = None
    frozen: str = ""
    figure_address: Callable[[str, LanguageCode], str] = field(default=no_figure_pages, compare=False)

    @property
    def kept(self) -> Provenance:
        """The same for what is kept, which must not be new on the next day."""
        return replace(self, retrieved=None) if self.release else self

    @property
    def day(self) -> datetime.date:
        """The day that a file bears: that of its release; of what is no release, that of retrieval."""
        if self.release:
            return self.release.day
        assert self.retrieved
        return self.retrieved

    def figure_link(self, claim: str, *, lang: LanguageCode) -> str:
        """`figure_address`, for whoever fixes the language."""
        return self.figure_address(claim, lang)


def licence_address(licence: str) -> str:
    """Where a licence that is named by its SPDX identifier (https://spdx.org/licenses) can be read; "" for others."""
    return f"https://spdx.org/licenses/{licence}.html" if re.fullmatch(r"[A-Za-z0-9.+-]+", licence) else ""


def release_name(number: int, day: datetime.date, language: Language) -> str:
    """A release by its number and day: Release 7, 17 May 2027."""
    return language.text("Release {number}, {date}", number=number, date=language.date(day))


def publication_name(publication: Publication[Archive], language: Language) -> str:
    """The same of the release of an archive; of a draft, that it is one."""
    if publication.is_draft:
        return language.text("draft — not published")
    return release_name(publication.number, publication.day, language)


def draft_mark(provenance: Provenance, language: Language) -> str:
    """What stands on all that is made of a draft; "" on what is public."""
    release = provenance.release
    return publication_name(release, language) if release and release.is_draft else ""


def cited_book(provenance: Provenance, language: Language) -> str:
    """The record book as it is cited: its name, and the release."""
    book = language.text("The record book of the Open Days of the national police")
    if provenance.release is None:
        return book
    return language.text(
        "{name}, {description}",
        name=book,
        description=publication_name(provenance.release, language),
    )
