"""HTTP routes beside the dashboard: charts, data and press kits for people and programs.

The table `WEB_ADDRESSES` at the end lists them.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs, quote

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from lib.archive import Archive, ArchiveError
from lib.archive.claim import FIGURES_PATH
from lib.archive.publication import UnreadableReleaseError
from lib.charts import ChartContext, View, build_chart
from lib.export.media_types import MEDIA_TYPES
from lib.export.rendering.chromium import BusyError, NoChromiumError, RenderingError, shared_chromium
from lib.export.rendering.disk_cache import DiskCache, cache_folder
from lib.export.slides.template import TEMPLATE_FILE, TemplateError
from lib.framework import INTERNAL_PREFIX
from lib.language import LANGUAGE_CODES, Language
from lib.language.negotiation import DEFAULT_LANGUAGE, negotiate_language
from lib.releases import open_live_archive
from lib.templates.static_asset import STATIC_FOLDER
from lib.web import chart_catalogue, chart_page, claim_routes, data_routes, kit_routes, oembed, release_routes
from lib.web.address import (
    CHARTS_PATH,
    DETAIL_FORMATS,
    FIGURE_FORMATS,
    PAGE_FORMATS,
    PICTURE_FORMATS,
    RELEASES_PATH,
    RefusedError,
    allowed_value,
    parse_chart_address,
    parse_parameters,
    split_release,
)
from lib.web.asked_release import current_archive, open_release
from lib.web.calendar_pages import CALENDAR_PATH
from lib.web.conditional import Copy
from lib.web.copies import CopyMaker
from lib.web.document_address import (
    EDITIONS_PATH,
    PAGES_PATH,
    DocumentAddress,
    parse_edition_document,
    parse_page_document,
)
from lib.web.health import read_health
from lib.web.links import Links
from lib.web.request_query import request_query
from lib.web.responses import NOT_KEPT, copy_response, json_response, text_response
from lib.web.server_address import shared_links

log = logging.getLogger(__name__)

# Seconds that a chart page waits for its drawings. After that it is sent without, and the next reader gets them.
PAGE_PATIENCE = 2.0
ICON_FILE = STATIC_FOLDER / "icon.png"
FAULT_RETRY = 30  # seconds until it may help to ask again where the data folder or the store is at fault
NO_CHROMIUM_MESSAGE = (
    "No picture can be made: this server has no Chromium that starts. Install it (Debian, Ubuntu: apt-get install "
    "chromium; or name its program in BROWSER_PATH); "
    "nothing else needs it."
)

# What a handler returns: a response, or a body, which may be a mapping to serialise as JSON.
Content = Response | str | bytes | Mapping[str, object]
RouteHandler = Callable[[Request, Archive, Links], Awaitable[Content]]


@dataclass(frozen=True, slots=True)
class WebAddress:
    """A route of ours, not of the dashboard.

    path     in the syntax of Starlette's routes; {path:rest} matches the rest of the path
    released it may be asked of an older release
    handler  returns the content of the response
    media    the media type of a body, as a key of MEDIA_TYPES; "" if the handler sets it
    shared   scripts of other sites may read the response
    """

    path: str
    handler: RouteHandler
    media: str = ""
    shared: bool = False
    released: bool = True


class RestConvertor(PathConvertor):
    """Matches the rest of a path including line breaks, so that no such path falls through to the dashboard."""

    regex = "(?s:.*)"


register_url_convertor("rest", RestConvertor())


class StaticFolder(StaticFiles):
    """The dashboard's static files. `?v=…` in an address is the version of a file.

    Fonts and pictures have no version: they are renamed when they change. A stale style sheet would break a page, so
    browsers must revalidate other files without a version.
    """

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file with its cache lifetime."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if "v" in parse_qs(scope["query_string"].decode("latin-1")):
            lasting = "public, immutable, max-age=31536000"
        else:
            lasting = "public, max-age=604800" if Path(full_path).suffix in (".woff2", ".png") else "no-cache"
        response.headers["Cache-Control"] = lasting
        # A sandboxed frame, as WordPress uses for embeds, has an opaque origin, so its font requests are cross-origin.
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response


@cache
def shared_copy_maker() -> CopyMaker:
    """The maker of copies shared by this process."""
    return CopyMaker(
        open_live_archive(), DiskCache(cache_folder() / "press"), shared_chromium(), patience=PAGE_PATIENCE
    )


@cache
def web_routes() -> tuple[Route | Mount, ...]:
    """The routes of all addresses. They answer HEAD as well as GET."""
    return (
        *(Route(address.path, _endpoint(address), methods=["GET"]) for address in WEB_ADDRESSES),
        Route("/health", get_health, methods=["GET"]),
        Route("/favicon.ico", get_favicon, methods=["GET"]),
        Mount("/app/static", StaticFolder(directory=STATIC_FOLDER)),
    )


def is_web_path(path: str) -> bool:
    """Tell whether a path is served by one of our routes rather than the dashboard."""
    return any(route.path_regex.match(path) for route in web_routes())


async def get_chart_list(request: Request, archive: Archive, links: Links) -> Content:
    """The list of all charts as an HTML page."""
    given = parse_parameters(request_query(request), ("edition", "lang"))
    numbers = tuple(map(str, archive.numbers))
    focus = int(allowed_value("edition", given.get("edition"), numbers, str(archive.focus)))
    language = Language(allowed_value("lang", given.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE))
    return await asyncio.to_thread(chart_page.render_chart_list, archive, View(focus), language, links)


async def get_catalogue(request: Request, archive: Archive, links: Links) -> Content:
    """The catalogue of all charts as JSON."""
    parse_parameters(request_query(request), ())
    return await asyncio.to_thread(chart_catalogue.build_catalogue, archive, links)


async def get_chart(request: Request, archive: Archive, links: Links) -> Content:
    """A chart in one of its forms."""
    asked = parse_chart_address(request.path_params["path"], request_query(request), archive)
    copy = await shared_copy_maker().copy(asked, archive, links)
    response = copy_response(request, copy, shared=asked.form not in PAGE_FORMATS)
    response.headers["Content-Language"] = Language(asked.lang).tag
    if asked.form not in PAGE_FORMATS:
        kind = "inline" if asked.form in (*PICTURE_FORMATS, *FIGURE_FORMATS, *DETAIL_FORMATS) else "attachment"
        response.headers["Content-Disposition"] = f'{kind}; filename="{quote(asked.file_name)}"'
        response.headers["Link"] = f'<{links.address(asked.as_form("page"))}>; rel="canonical"'
    return response


async def get_edition_document(request: Request, archive: Archive, links: Links) -> Content:
    """A document about an edition, for a meeting: slides, or the fact sheet."""
    asked = parse_edition_document(request.path_params["path"], request_query(request), archive)
    return await _document_response(request, asked, archive, links)


async def get_page_document(request: Request, archive: Archive, links: Links) -> Content:
    """The same about one or more pages."""
    asked = parse_page_document(request.path_params["path"], request_query(request), archive)
    return await _document_response(request, asked, archive, links)


async def _document_response(request: Request, asked: DocumentAddress, archive: Archive, links: Links) -> Response:
    response = copy_response(request, await shared_copy_maker().documents.document(asked, archive, links), shared=True)
    response.headers["Content-Language"] = Language(asked.lang).tag
    response.headers["Content-Disposition"] = f'attachment; filename="{quote(asked.file_name)}"'
    return response


async def get_oembed(request: Request, archive: Archive, links: Links) -> Content:
    """The oEmbed response for a chart page."""
    url, widest, highest = oembed.parse_oembed_query(request_query(request))
    number, rest = split_release(oembed.page_query(url, links.base))
    if number is not None:
        archive, links = await open_release(open_live_archive(), number), replace(links, release=number)
    asked = oembed.parse_page_address(url, rest, archive)
    shown = await asyncio.to_thread(build_chart, asked.name, ChartContext(archive, asked.view, Language(asked.lang)))
    name = Language(asked.lang).text("Abwab")
    return oembed.oembed_response(asked, shown, links, name, widest, highest)


async def get_robots(request: Request, archive: Archive, links: Links) -> Content:
    """robots.txt: all but internal paths, embeds and press kits may be crawled."""
    parse_parameters(request_query(request), ())
    closed = "".join(f"Disallow: {path}\n" for path in (INTERNAL_PREFIX, f"{CHARTS_PATH}/*/embed", "/kit/"))
    return f"User-agent: *\n{closed}\nSitemap: {links.base}/sitemap.xml\n"


async def get_sitemap(request: Request, archive: Archive, links: Links) -> Content:
    """The sitemap of the edition in focus: every dashboard page and chart page in three languages."""
    parse_parameters(request_query(request), ())
    return chart_catalogue.build_sitemap(archive, links)


async def get_favicon(request: Request) -> Response:
    """The icon, for programs that do not read the page. It is a PNG, which browsers recognise by its content."""
    return StaticFolder(directory=STATIC_FOLDER).file_response(
        ICON_FILE, await asyncio.to_thread(ICON_FILE.stat), request.scope
    )


async def get_health(request: Request) -> Response:
    """The health check: 200 while the record book can be shown, else 503. It reveals only counts, because the content
    of files that are not served is not public.
    """
    shelf = open_live_archive()
    with contextlib.suppress(ArchiveError):
        await asyncio.to_thread(shelf.archive)
    state = read_health(shelf)
    return json_response(state, 503 if state["status"] == "failing" else 200)


def _endpoint(address: WebAddress) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of an address. Errors become responses in plain language."""

    async def endpoint(request: Request) -> Response:
        try:
            request, archive, links = await _resolve(request, address)
            content = await address.handler(request, archive, links)
        except RefusedError as refused:
            return _refuse(request, refused)
        except ArchiveError:
            return text_response("The data folder does not check out: see /health.", 503, retry=FAULT_RETRY)
        except UnreadableReleaseError as fault:
            log.error("%s", fault)
            return text_response("That release can't be read just now.", 503, retry=FAULT_RETRY)
        except TemplateError as fault:
            log.error("%s can't be used for slides: %s", TEMPLATE_FILE, fault)
            return text_response(f"{TEMPLATE_FILE} in the data folder can't be used as template: {fault}.", 503)
        except NoChromiumError as missing:
            return text_response(NO_CHROMIUM_MESSAGE, 503, retry=missing.retry)
        except BusyError as busy:
            return text_response("Many pictures are being made just now. Ask again in a moment.", 503, retry=busy.retry)
        except RenderingError as failed:
            log.warning("%s could not be made: %r", request.scope["path"], failed.__cause__ or failed)
            return text_response("The picture could not be made. Ask again in a moment.", 503, retry=failed.retry)
        if isinstance(content, Response):
            return content
        media = "json" if isinstance(content, Mapping) else address.media
        if isinstance(content, Mapping):
            content = json.dumps(content, ensure_ascii=False, indent=1)
        body = content.encode() if isinstance(content, str) else content
        return copy_response(request, Copy.of(body, MEDIA_TYPES[media]), shared=address.shared)

    return endpoint


async def _resolve(request: Request, address: WebAddress) -> tuple[Request, Archive, Links]:
    """The request without the release that it names, the archive of that release or of today, and links to it.

    Raises ArchiveError, RefusedError and UnreadableReleaseError.
    """
    live, links = open_live_archive(), shared_links()
    archive = await current_archive(live)
    number, rest = split_release(request_query(request)) if address.released else (None, "")
    if number is None:
        return request, archive, links
    request = Request({**request.scope, "query_string": rest.encode("latin-1")}, request.receive)
    return request, await open_release(live, number), replace(links, release=number)


def _refuse(request: Request, refused: RefusedError) -> Response:
    """The response to a refused request: an HTML page for browsers, a line of text for programs."""
    if "text/html" not in request.headers.get("accept", ""):
        return text_response(str(refused), refused.status)
    language = Language(negotiate_language(request.query_params.get("lang"), request.headers.get("accept-language")))
    written = chart_page.render_refusal(refused.status, str(refused), language)
    headers = NOT_KEPT | {"Vary": "Accept, Accept-Language"}
    return Response(written, refused.status, headers, media_type=MEDIA_TYPES["html"])


WEB_ADDRESSES = (
    WebAddress(CHARTS_PATH, get_chart_list, "html"),
    WebAddress("/charts.json", get_catalogue, "json", shared=True),
    WebAddress(f"{CHARTS_PATH}/{{path:rest}}", get_chart),
    WebAddress(f"{EDITIONS_PATH}/{{path:rest}}", get_edition_document),
    WebAddress(f"{PAGES_PATH}/{{path:rest}}", get_page_document),
    WebAddress("/oembed", get_oembed, "json", shared=True, released=False),
    WebAddress("/kit", kit_routes.get_kit),
    WebAddress("/kit/{path:rest}", kit_routes.get_kit),
    WebAddress("/data.zip", data_routes.get_data_zip),
    WebAddress("/open-data.zip", data_routes.get_open_data),
    WebAddress("/data/{path:rest}", data_routes.get_data_file),
    WebAddress("/citations.csv", data_routes.get_data_file),
    WebAddress("/datapackage.json", data_routes.get_data_package, "json", shared=True),
    WebAddress("/csv-metadata.json", data_routes.get_csvw_metadata, "json", shared=True),
    WebAddress(f"{FIGURES_PATH}/{{path:rest}}", claim_routes.get_claim, "html"),
    WebAddress(RELEASES_PATH, release_routes.get_releases, "html"),
    WebAddress(f"{RELEASES_PATH}.json", release_routes.get_release_catalogue, "json", shared=True),
    WebAddress(f"{RELEASES_PATH}.atom", release_routes.get_release_feed, "atom", shared=True),
    WebAddress(f"{RELEASES_PATH}/{{path:rest}}", release_routes.get_release, "html"),
    WebAddress(CALENDAR_PATH, release_routes.get_calendar, "html", released=False),
    WebAddress(f"{CALENDAR_PATH}.ics", release_routes.get_calendar_file, "ics", shared=True, released=False),
    WebAddress("/robots.txt", get_robots, "txt", released=False),
    WebAddress("/sitemap.xml", get_sitemap, "xml", released=False),
)
