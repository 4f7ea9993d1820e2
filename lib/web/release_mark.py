"""The release that a page shows, as the page names it."""

from __future__ import annotations

from dataclasses import dataclass

from lib.archive import Archive
from lib.export.texts.provenance import publication_name
from lib.language import Language
from lib.web.address import ChartAddress
from lib.web.links import Links


@dataclass(frozen=True, slots=True)
class ReleaseMark:
    """The release that a page shows.

    name      Release 7, 17 May 2027
    current   the link to the same as it is today; "" if the page shows that
    releases  the link to the list of releases; "" where none is kept
    """

    number: int
    name: str
    current: str
    releases: str


def release_mark(archive: Archive, language: Language, links: Links, current: str) -> ReleaseMark | None:
    """The mark of a page, None if the record book is not a release. `current` leads to the same as it is today."""
    release = archive.publication
    if release is None:
        return None
    return ReleaseMark(
        release.number,
        publication_name(release, language),
        current if release.replaced else "",
        links.releases(language.code),
    )


def chart_release_mark(address: ChartAddress, archive: Archive, links: Links) -> ReleaseMark | None:
    """The mark of a document that shows a chart."""
    current = links.at_release(None)
    href = current.copy(address.as_form("page")) if current else ""
    return release_mark(archive, Language(address.lang), links, href)
