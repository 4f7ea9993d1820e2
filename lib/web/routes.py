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
from urllib.parse import parse_qs, quote, unquote

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from lib.archive import Archive, ArchiveError
from lib.archive.claim import FIGURES_PATH
from lib.archive.publication import UnreadableReleaseError
from lib.charts import ChartContext, View, build_chart
from lib.export.data_package.csvw import csvw_metadata
from lib.export.data_package.descriptors import data_zip, package_descriptor
from lib.export.data_package.package_files import citations_csv, data_files
from lib.export.data_package.portal import portal_zip
from lib.export.media_types import MEDIA_TYPES
from lib.export.rendering.chromium import BusyError, NoChromiumError, RenderingError, shared_chromium
from lib.export.rendering.disk_cache import DiskCache, cache_folder
from lib.export.slides.template import TEMPLATE_FILE, TemplateError
from lib.framework import INTERNAL_PREFIX
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.negotiation import DEFAULT_LANGUAGE, negotiate_language
from lib.releases import open_live_archive
from lib.templates.static_asset import STATIC_FOLDER
from lib.web import chart_catalogue, chart_page, claim_routes, oembed, release_routes
from lib.web.address import (
    CHARTS_PATH,
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
from lib.web.calendar_pages import CALENDAR_PATH
from lib.web.conditional import conditional_response, digest_etag
from lib.web.copies import Copy, CopyMaker, current_archive, open_release
from lib.web.document_address import (
    EDITIONS_PATH,
    PAGES_PATH,
    DocumentAddress,
    parse_edition_document,
    parse_page_document,
)
from lib.web.health import read_health
from lib.web.kit import KIT_CHART_NAMES, kit_stem
from lib.web.kit_jobs import shared_kit_jobs
from lib.web.links import Links
from lib.web.request_query import request_query
from lib.web.server_address import shared_links

log = logging.getLogger(__name__)

# A copy may be reused for some seconds without revalidation; after that its ETag is checked. A new release must not be
# hidden behind an old copy.
COPY_CACHE_CONTROL = "public, max-age=3, stale-if-error=86400"
# Seconds that a chart page waits for its drawings. After that it is sent without, and the next reader gets them.
PAGE_PATIENCE = 2.0
ICON_FILE = STATIC_FOLDER / "icon.png"
NOT_KEPT = {"Cache-Control": "no-store"}
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
    response = _respond(request, copy, shared=asked.form not in PAGE_FORMATS)
    response.headers["Content-Language"] = Language(asked.lang).tag
    if asked.form not in PAGE_FORMATS:
        kind = "inline" if asked.form in (*PICTURE_FORMATS, *FIGURE_FORMATS) else "attachment"
        response.headers["Content-Disposition"] = f'{kind}; filename="{quote(asked.file_name)}"'
        response.headers["Link"] = f'<{links.address(asked.as_form("page"))}>; rel="canonical"'
    return response


async def get_edition_document(request: Request, archive: Archive, links: Links) -> Content:
    """A document about an edition, for a meeting: slides, or the fact sheet."""
    asked = parse_edition_document(request.path_params["path"], request_query(request), archive)
    return await _respond_with_document(request, asked, archive, links)


async def get_page_document(request: Request, archive: Archive, links: Links) -> Content:
    """The same about one or more pages."""
    asked = parse_page_document(request.path_params["path"], request_query(request), archive)
    return await _respond_with_document(request, asked, archive, links)


async def _respond_with_document(request: Request, asked: DocumentAddress, archive: Archive, links: Links) -> Response:
    response = _respond(request, await shared_copy_maker().document(asked, archive, links), shared=True)
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


async def get_kit(request: Request, archive: Archive, links: Links) -> Content:
    """The press kit of an edition (4.zip), that of one language (4-fr.zip), or its progress (4.json).

    A form chooses a language and charts: ?language=fr&charts=reach&charts=trends. Its field is not called `lang`: the
    sanitizer of the dashboard removes names that are properties of elements.

    Until the kit is ready its address answers 503: download programs then retry by themselves, and no program mistakes
    the response for the kit. A GET of the kit starts the job; a request for progress does not.
    """
    names, rest = _chosen_charts(request_query(request))
    given = parse_parameters(rest, ("lang", "language"))
    chosen = given.get("lang") or given.get("language")
    edition, lang, form = _kit(request.path_params.get("path", ""), archive)
    if chosen:  # "" are all of them
        lang = allowed_value("lang", chosen, LANGUAGE_CODES, DEFAULT_LANGUAGE)
    state = await asyncio.to_thread(shared_kit_jobs().progress, edition, archive, links, lang, names)
    language = Language(negotiate_language(None, request.headers.get("accept-language")))
    if form == "json":
        told: dict[str, object] = {
            "edition": edition,
            "done": state.done,
            "total": state.total,
            "ready": state.path is not None,
        }
        told["address"] = links.absolute(links.kit(edition, lang, names))
        if state.fault:
            told["fault"] = state.fault_text(language)
        response = _plain_json(told, 200)
        response.headers["Vary"] = "Accept-Language"
        return response
    if state.path:
        return await asyncio.to_thread(_respond_with_file, request, state.path, f"{kit_stem(edition, lang)}.zip")
    if request.method == "GET":
        await asyncio.to_thread(shared_kit_jobs().begin, edition, archive, links, lang, names)
    if isinstance(state.fault, NoChromiumError):
        raise state.fault
    if state.fault:
        response = _plain_text(state.fault_text(language), 503, retry=state.seconds_left)
        response.headers["Vary"] = "Accept-Language"
        return response
    written = chart_page.render_kit_waiting(
        edition, archive, state.done, state.total, language, links, links.kit(edition, lang, names)
    )
    headers = NOT_KEPT | {"Retry-After": str(max(1, state.seconds_left)), "Vary": "Accept-Language"}
    return Response(written, 503, headers, media_type=MEDIA_TYPES["html"])


async def get_data_zip(request: Request, archive: Archive, links: Links) -> Content:
    """The data package as ZIP: all files of data/ with their descriptors."""
    parse_parameters(request_query(request), ())
    written = await asyncio.to_thread(open_live_archive().package, archive, make_data_package)
    response = _respond(request, Copy.of(written, MEDIA_TYPES["zip"]), shared=True)
    response.headers["Content-Disposition"] = 'attachment; filename="abwab-data.zip"'
    return response


def make_data_package(archive: Archive) -> bytes:
    """The data package, under the public address that the release itself names: other servers have the same bytes."""
    return data_zip(archive, archive.organisation.public_address)


async def get_open_data(request: Request, archive: Archive, links: Links) -> Content:
    """The data package with an entry for the catalogue of an open-data portal, and the logo."""
    parse_parameters(request_query(request), ())
    written = await asyncio.to_thread(portal_zip, archive, archive.organisation.public_address)
    response = _respond(request, Copy.of(written, MEDIA_TYPES["zip"]), shared=True)
    response.headers["Content-Disposition"] = 'attachment; filename="abwab-open-data.zip"'
    return response


async def get_data_file(request: Request, archive: Archive, links: Links) -> Content:
    """One data file, at its path in /datapackage.json."""
    parse_parameters(request_query(request), ())
    held = await asyncio.to_thread(data_files, archive)
    name = request.scope["path"].removeprefix("/")
    if name == "citations.csv":
        written = citations_csv(archive, links.base)
    elif name in held:
        written = held[name]
    else:
        raise RefusedError(404, f"There is no such file. There are: {', '.join(held)}, citations.csv.")
    return _respond(request, Copy.of(written, MEDIA_TYPES[name.rpartition(".")[2]]), shared=True)


async def get_data_package(request: Request, archive: Archive, links: Links) -> Content:
    """The Frictionless Data Package descriptor of data/."""
    parse_parameters(request_query(request), ())
    return package_descriptor(archive, links.base)


async def get_csvw_metadata(request: Request, archive: Archive, links: Links) -> Content:
    """The CSV on the Web metadata of data/, with column titles in three languages."""
    parse_parameters(request_query(request), ())
    return csvw_metadata(archive, links.base)


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
    return _plain_json(state, 503 if state["status"] == "failing" else 200)


def _endpoint(address: WebAddress) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint of an address. Errors become responses in plain language."""

    async def endpoint(request: Request) -> Response:
        try:
            request, archive, links = await _resolve(request, address)
            content = await address.handler(request, archive, links)
        except RefusedError as refused:
            return _refuse(request, refused)
        except ArchiveError:
            return _plain_text("The data folder does not check out: see /health.", 503, retry=FAULT_RETRY)
        except UnreadableReleaseError as fault:
            log.error("%s", fault)
            return _plain_text("That release can't be read just now.", 503, retry=FAULT_RETRY)
        except TemplateError as fault:
            log.error("%s can't be used for slides: %s", TEMPLATE_FILE, fault)
            return _plain_text(f"{TEMPLATE_FILE} in the data folder can't be used as template: {fault}.", 503)
        except NoChromiumError as missing:
            return _plain_text(NO_CHROMIUM_MESSAGE, 503, retry=missing.retry)
        except BusyError as busy:
            return _plain_text("Many pictures are being made just now. Ask again in a moment.", 503, retry=busy.retry)
        except RenderingError as failed:
            log.warning("%s could not be made: %r", request.scope["path"], failed.__cause__ or failed)
            return _plain_text("The picture could not be made. Ask again in a moment.", 503, retry=failed.retry)
        if isinstance(content, Response):
            return content
        media = "json" if isinstance(content, Mapping) else address.media
        if isinstance(content, Mapping):
            content = json.dumps(content, ensure_ascii=False, indent=1)
        body = content.encode() if isinstance(content, str) else content
        return _respond(request, Copy.of(body, MEDIA_TYPES[media]), shared=address.shared)

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


def _respond(request: Request, copy: Copy, *, shared: bool) -> Response:
    """The copy, or 304 if the client already has it. If `shared`, scripts of other sites may read it."""
    headers = {"ETag": copy.etag} | (NOT_KEPT if copy.is_fallback else {"Cache-Control": COPY_CACHE_CONTROL})
    response = conditional_response(Response(copy.body, headers=headers, media_type=copy.media), request.headers)
    if shared:
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _kit(path: str, archive: Archive) -> tuple[int, LanguageCode | None, str]:
    """The edition, language and form of "4.zip" and "4-fr.zip". Raises RefusedError."""
    name, _, form = path.partition(".")
    number, dash, code = name.partition("-")
    numbers = {str(number): number for number in archive.numbers}
    lang = next((known for known in LANGUAGE_CODES if known == code), None)
    if number not in numbers or form not in ("zip", "json") or bool(dash) != bool(lang):
        raise RefusedError(404, f"There is no such press kit. There is one of each edition: {', '.join(numbers)}.")
    return numbers[number], lang, form


def _chosen_charts(query: str) -> tuple[tuple[str, ...], str]:
    """The charts that a query names, in the order of the dashboard, and the query without them. Raises RefusedError.

    () are all charts: none are named, or all.
    """
    parts = query.split("&")
    chosen = {name for part in parts if part.startswith("charts=") for name in unquote(part[7:]).split(".") if name}
    if not chosen <= set(KIT_CHART_NAMES):
        raise RefusedError(400, f"The parameter charts takes some of: {', '.join(KIT_CHART_NAMES)}.")
    names = tuple(name for name in KIT_CHART_NAMES if name in chosen) if len(chosen) < len(KIT_CHART_NAMES) else ()
    return names, "&".join(part for part in parts if not part.startswith("charts="))


def _respond_with_file(request: Request, path: Path, name: str) -> Response:
    """A file of the disk cache, or the requested range of it, for download as `name`; 304 if the client has it."""
    headers = {"ETag": digest_etag(path.suffix[1:]), "Cache-Control": COPY_CACHE_CONTROL}
    response = FileResponse(path, headers=headers, filename=name, stat_result=path.stat())
    return conditional_response(response, request.headers)


def _plain_json(value: object, status: int) -> Response:
    return Response(json.dumps(value, ensure_ascii=False), status, NOT_KEPT, media_type=MEDIA_TYPES["json"])


def _plain_text(text: str, status: int, retry: int = 0) -> Response:
    headers = NOT_KEPT | ({"Retry-After": str(retry)} if retry else {})
    return Response(text + "\n", status, headers, media_type=MEDIA_TYPES["txt"])


def _refuse(request: Request, refused: RefusedError) -> Response:
    """The response to a refused request: an HTML page for browsers, a line of text for programs."""
    if "text/html" not in request.headers.get("accept", ""):
        return _plain_text(str(refused), refused.status)
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
    WebAddress("/kit", get_kit),
    WebAddress("/kit/{path:rest}", get_kit),
    WebAddress("/data.zip", get_data_zip),
    WebAddress("/open-data.zip", get_open_data),
    WebAddress("/data/{path:rest}", get_data_file),
    WebAddress("/citations.csv", get_data_file),
    WebAddress("/datapackage.json", get_data_package, "json", shared=True),
    WebAddress("/csv-metadata.json", get_csvw_metadata, "json", shared=True),
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
