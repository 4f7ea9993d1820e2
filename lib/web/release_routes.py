"""What the addresses of releases answer: the list, one release, the list for programs, the feed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

from starlette.requests import Request

from lib.archive import Archive
from lib.language import LANGUAGE_CODES, Language
from lib.language.negotiation import DEFAULT_LANGUAGE
from lib.releases import open_live_archive
from lib.releases.announcements import AnnouncedPublications
from lib.releases.history import ReleaseRecord
from lib.web import calendar_pages, release_pages
from lib.web.address import RELEASE_NUMBER, RefusedError, allowed_value, parse_parameters
from lib.web.asked_release import NO_RELEASE, open_release
from lib.web.links import Links
from lib.web.request_query import request_query


async def get_releases(request: Request, archive: Archive, links: Links) -> str:
    """The list of releases as an HTML page."""
    parameters = parse_parameters(request_query(request), ("lang", "before"))
    language = Language(allowed_value("lang", parameters.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE))
    before = parameters.get("before")
    if before is not None and not RELEASE_NUMBER.fullmatch(before):
        raise RefusedError(400, "The parameter before takes the number of a release.")
    records = await _history(archive, int(before) if before else None)
    return await asyncio.to_thread(release_pages.render_release_list, archive, records, language, links)


async def get_release(request: Request, archive: Archive, links: Links) -> str | Mapping[str, object]:
    """A release and what it changed, as an HTML page, or with .json at the end of the path for programs.

    /releases/newest.json has nothing but the number of the newest one, for tabs that stay open.
    """
    parameters = parse_parameters(request_query(request), ("lang",))
    language = Language(allowed_value("lang", parameters.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE))
    path, dot, form = request.path_params["path"].partition(".")
    if form == "json" and path == "newest":
        return {"number": archive.publication.number if archive.publication else None}
    if dot and form != "json":
        raise RefusedError(404, NO_RELEASE)
    if not RELEASE_NUMBER.fullmatch(path):
        raise RefusedError(404, NO_RELEASE)
    live, number = open_live_archive(), int(path)
    shown = await open_release(live, number)
    before = await open_release(live, number - 1) if number > 1 else None
    (record,) = await asyncio.to_thread(live.history, number + 1, 1)
    if form == "json":
        return await asyncio.to_thread(release_pages.release_document, shown, before, record, language, links)
    return await asyncio.to_thread(release_pages.render_release, shown, before, record, language, links)


async def get_release_catalogue(request: Request, archive: Archive, links: Links) -> Mapping[str, object]:
    """The list of releases for programs."""
    parse_parameters(request_query(request), ())
    return release_pages.release_catalogue(await _history(archive), links)


async def get_release_feed(request: Request, archive: Archive, links: Links) -> bytes:
    """The list of releases as an Atom feed."""
    parameters = parse_parameters(request_query(request), ("lang",))
    language = Language(allowed_value("lang", parameters.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE))
    return release_pages.release_feed(archive, await _history(archive), language, links)


async def get_calendar(request: Request, archive: Archive, links: Links) -> str:
    """The calendar of publications as an HTML page."""
    announced, records, language = await _calendar(request, archive)
    return await asyncio.to_thread(calendar_pages.render_calendar, archive, announced, records, language, links)


async def get_calendar_file(request: Request, archive: Archive, links: Links) -> bytes:
    """The same for calendar programs."""
    announced, records, language = await _calendar(request, archive)
    return calendar_pages.calendar_file(announced, records, language, links)


async def _calendar(
    request: Request, archive: Archive
) -> tuple[AnnouncedPublications, Sequence[ReleaseRecord], Language]:
    parameters = parse_parameters(request_query(request), ("lang",))
    language = Language(allowed_value("lang", parameters.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE))
    announced = await asyncio.to_thread(open_live_archive().announcements)
    return announced, await _history(archive), language


async def _history(archive: Archive, before: int | None = None) -> Sequence[ReleaseRecord]:
    """The last releases up to that of the archive, or below the number `before`. Raises UnreadableReleaseError."""
    if archive.publication is None:
        return ()
    last = archive.publication.number + 1
    below = last if before is None else min(before, last)
    return await asyncio.to_thread(open_live_archive().history, below, release_pages.LIST_LENGTH)
