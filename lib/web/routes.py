"""The press addresses: plain HTTP beside the dashboard, for people, newsrooms' systems and machines."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from collections.abc import Awaitable, Callable
from functools import cache, lru_cache
from pathlib import Path
from urllib.parse import quote

from starlette.convertors import PathConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from lib.archive import Archive, ArchiveError, open_live_archive
from lib.charts import View, build_chart
from lib.export.data_package import descriptors
from lib.export.rendering.chromium import BusyError, NoChromiumError, RenderingError, shared_chromium
from lib.export.rendering.disk_cache import DiskCache
from lib.language import LANGUAGE_CODES, Language
from lib.language.negotiation import DEFAULT_LANGUAGE, negotiate_language
from lib.server.atomic_files import cache_folder
from lib.web import chart_catalogue, chart_page, oembed
from lib.web.address import (
    CHARTS_PATH,
    TABLE_FORMATS,
    RefusedError,
    allowed_value,
    parse_chart_address,
    parse_parameters,
    server_address,
)
from lib.web.copies import Copy, CopyMaker, body_etag, current_archive
from lib.web.kit_jobs import shared_kit_jobs
from lib.web.links import Links

log = logging.getLogger(__name__)

# For a while a copy may be handed on without asking; after that its ETag says whether it still holds.
COPY_CACHE_CONTROL = "public, max-age=300, stale-while-revalidate=86400"
NO_CHROMIUM_MESSAGE = (
    "No picture can be made: this server has no Chromium that starts. Install it (Debian, Ubuntu: apt-get install "
    "chromium; or name its program in BROWSER_PATH); "
    "nothing else needs it."
)

RouteHandler = Callable[[Request, Archive, Links], Awaitable[Response]]


class RestConvertor(PathConvertor):
    """All that follows in a path, line breaks included, so that no odd address falls to somebody else."""

    regex = "(?s:.*)"


register_url_convertor("rest", RestConvertor())


@cache
def shared_copy_maker() -> CopyMaker:
    """The one desk of this process."""
    return CopyMaker(open_live_archive(), DiskCache(cache_folder() / "press"), shared_chromium())


def web_routes() -> list[Route]:
    """All addresses of the press desk. HEAD is answered as GET is, without the body."""
    table: dict[str, RouteHandler] = {
        CHARTS_PATH: get_chart_list,
        "/charts.json": get_catalogue,
        CHARTS_PATH + "/{path:rest}": get_chart,
        "/oembed": get_oembed,
        "/kit": get_kit,
        "/kit/{path:rest}": get_kit,
        "/data.zip": get_data_zip,
        "/data/{path:rest}": get_data_file,
        "/citations.csv": get_data_file,
        "/datapackage.json": get_data_package,
        "/csv-metadata.json": get_csvw_metadata,
        "/robots.txt": get_robots,
        "/sitemap.xml": get_sitemap,
    }
    return [Route(path, _guarded(handler), methods=["GET"]) for path, handler in table.items()] + [
        Route("/health", get_health, methods=["GET"])
    ]


async def get_chart_list(request: Request, archive: Archive, links: Links) -> Response:
    """The list of all graphics, for people."""
    given = parse_parameters(_query(request), ("edition", "lang"))
    numbers = tuple(map(str, archive.numbers))
    focus = int(allowed_value("edition", given.get("edition"), numbers, str(archive.focus)))
    language = Language(allowed_value("lang", given.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE))
    written = await asyncio.to_thread(chart_page.render_chart_list, archive, View(focus), language, links)
    return _sent(request, _copy(written, chart_page.MEDIA_TYPES["page"]))


async def get_catalogue(request: Request, archive: Archive, links: Links) -> Response:
    """The list of all graphics, for machines."""
    parse_parameters(_query(request), ())
    return _sent(
        request, _json(await asyncio.to_thread(chart_catalogue.build_catalogue, archive, links)), open_to_all=True
    )


async def get_chart(request: Request, archive: Archive, links: Links) -> Response:
    """A graphic in one of its forms."""
    asked = parse_chart_address(request.path_params["path"], _query(request), archive)
    copy = await shared_copy_maker().copy(asked, archive, links)
    response = _sent(request, copy, open_to_all=asked.form not in ("page", "embed"))
    response.headers["Content-Language"] = Language(asked.lang).tag
    if asked.form not in ("page", "embed"):
        kind = "attachment" if asked.form in TABLE_FORMATS else "inline"
        response.headers["Content-Disposition"] = f'{kind}; filename="{quote(asked.file_name)}"'
        response.headers["Link"] = f'<{links.address(asked.as_form("page"))}>; rel="canonical"'
    return response


async def get_oembed(request: Request, archive: Archive, links: Links) -> Response:
    """What a content system needs to show a chart page's graphic."""
    asked, widest, highest = oembed.parse_oembed_query(_query(request), archive, links.base)
    shown = await asyncio.to_thread(build_chart, asked.name, archive, asked.view, Language(asked.lang))
    name = Language(asked.lang).text("Abwab")
    return _sent(request, _json(oembed.oembed_response(asked, shown, links, name, widest, highest)), open_to_all=True)


async def get_kit(request: Request, archive: Archive, links: Links) -> Response:
    """The press kit of an edition (4.zip), or how far it is (4.json).

    Until the kit is there its address gives 503: programs that download ask again by themselves then, and nothing takes
    the answer for the kit. Whoever gets it begins it; to ask how far it is begins nothing.
    """
    parse_parameters(_query(request), ())
    edition, form = _kit(request.path_params.get("path", ""), archive)
    state = await asyncio.to_thread(shared_kit_jobs().progress, edition, archive, links)
    if form == "json":
        told = {"edition": edition, "done": state.done, "total": state.total, "ready": state.path is not None}
        return _plain_json(told | {"address": links.absolute(links.kit(edition))}, 200)
    if state.path:
        return await asyncio.to_thread(_file, request, state.path, f"abwab-kit-{edition}.zip")
    if request.method == "GET":
        await asyncio.to_thread(shared_kit_jobs().begin, edition, archive, links)
    if isinstance(state.fault, NoChromiumError):
        raise state.fault
    if state.fault:
        return _said("The press kit could not be made; the log says why. It is tried again now.", 503, retry=60)
    language = Language(negotiate_language(None, request.headers.get("accept-language")))
    written = chart_page.render_kit_waiting(edition, archive, state.done, state.total, language, links)
    headers = {"Cache-Control": "no-store", "Retry-After": "10", "Vary": "Accept-Language"}
    return Response(written, 503, headers, media_type=chart_page.MEDIA_TYPES["page"])


async def get_data_zip(request: Request, archive: Archive, links: Links) -> Response:
    """All of data/, with what describes it."""
    parse_parameters(_query(request), ())
    written = await asyncio.to_thread(descriptors.data_zip, archive, links.base)
    response = _sent(request, _copy(written, "application/zip"), open_to_all=True)
    response.headers["Content-Disposition"] = 'attachment; filename="abwab-data.zip"'
    return response


async def get_data_file(request: Request, archive: Archive, links: Links) -> Response:
    """One file of data/, as /datapackage.json names it."""
    parse_parameters(_query(request), ())
    held = await asyncio.to_thread(descriptors.data_files, archive)
    name = request.scope["path"].removeprefix("/")
    if name == "citations.csv":
        return _sent(request, _copy(descriptors.citations_csv(archive), "text/csv; charset=utf-8"), open_to_all=True)
    if name not in held:
        raise RefusedError(404, f"There is no such file. There are: {', '.join(held)}, citations.csv.")
    media = "text/csv; charset=utf-8" if name.endswith(".csv") else "application/toml"
    return _sent(request, _copy(held[name], media), open_to_all=True)


async def get_data_package(request: Request, archive: Archive, links: Links) -> Response:
    """data/ as a Frictionless Data Package."""
    parse_parameters(_query(request), ())
    return _sent(request, _json(descriptors.package_descriptor(archive, links.base)), open_to_all=True)


async def get_csvw_metadata(request: Request, archive: Archive, links: Links) -> Response:
    """data/ as CSV on the Web, with the titles of the columns in three languages."""
    parse_parameters(_query(request), ())
    return _sent(request, _json(descriptors.csvw_metadata(archive, links.base)), open_to_all=True)


async def get_robots(request: Request, archive: Archive, links: Links) -> Response:
    """What search engines may read: everything but what is for readers and their sites only."""
    parse_parameters(_query(request), ())
    closed = "".join(f"Disallow: {path}\n" for path in ("/_stcore/", "/charts/*/embed", "/kit/"))
    written = f"User-agent: *\n{closed}\nSitemap: {links.base}/sitemap.xml\n"
    return _sent(request, _copy(written, "text/plain; charset=utf-8"))


async def get_sitemap(request: Request, archive: Archive, links: Links) -> Response:
    """Every page and every chart page of the edition in focus, in three languages."""
    parse_parameters(_query(request), ())
    return _sent(request, _copy(chart_catalogue.build_sitemap(archive, links), "application/xml"))


async def get_health(request: Request) -> Response:
    """Whether the record book can be shown: 200, or 503 with the reason."""
    try:
        archive = await asyncio.to_thread(open_live_archive().archive)
    except ArchiveError as error:
        found = [str(problem) for problem in error.problems[:20]]
        state = {"status": "error", "reason": "the data folder does not check out", "problems": found}
        return _plain_json(state, 503)
    return _plain_json({"status": "ok", "editions": len(archive.numbers), "problems": len(archive.problems)}, 200)


def _guarded(handler: RouteHandler) -> Callable[[Request], Awaitable[Response]]:
    """The handler with the archive and the address of this server; what can't be answered is said in plain words."""

    async def answer(request: Request) -> Response:
        try:
            archive = await current_archive(open_live_archive())
            # What the header holds beside a host shows in the address, where it would be cut off otherwise.
            host = quote(request.headers.get("host", ""), safe="[]:")
            return await handler(
                request, archive, Links(server_address(archive, f"{request.scope['scheme']}://{host}"))
            )
        except RefusedError as refused:
            return _refused(request, refused)
        except ArchiveError:
            return _said("The data folder does not check out: see /health.", 503, retry=30)
        except NoChromiumError:
            return _said(NO_CHROMIUM_MESSAGE, 503, retry=3600)
        except BusyError:
            return _said("Many pictures are being made just now. Ask again in a moment.", 503, retry=5)
        except RenderingError as failed:
            log.warning("%s could not be made: %r", request.scope["path"], failed.__cause__ or failed)
            return _said("The picture could not be made. Ask again in a moment.", 503, retry=10)

    return answer


def _query(request: Request) -> str:
    """The query as it came: bytes that are no text become letters that nothing here is called by."""
    raw: bytes = request.scope["query_string"]
    return raw.decode("latin-1")


def _sent(request: Request, copy: Copy, *, open_to_all: bool = False) -> Response:
    """The copy, or 304 where the reader has it already. `open_to_all`: scripts of other sites may read it."""
    headers = {"ETag": copy.etag, "Cache-Control": "no-store" if copy.passing else COPY_CACHE_CONTROL}
    if open_to_all:
        headers["Access-Control-Allow-Origin"] = "*"
    if _held(request, copy.etag):
        return Response(status_code=304, headers=headers)
    return Response(copy.body, media_type=copy.media, headers=headers)


def _held(request: Request, etag: str) -> bool:
    """Whether the reader has the thing already."""
    held = request.headers.get("if-none-match", "")
    return held.strip() == "*" or etag in (mark.strip().removeprefix("W/") for mark in held.split(","))


def _kit(path: str, archive: Archive) -> tuple[int, str]:
    """Edition and form of "4.zip". Raises RefusedError."""
    number, _, form = path.partition(".")
    numbers = {str(number): number for number in archive.numbers}
    if number not in numbers or form not in ("zip", "json"):
        raise RefusedError(404, f"There is no such press kit. There is one of each edition: {', '.join(numbers)}.")
    return numbers[number], form


def _file(request: Request, path: Path, name: str) -> Response:
    """A file from the disk under a name of its own, or the part of it that is wanted, or 304."""
    state = path.stat()
    headers = {"ETag": _seal(path, state.st_ino, state.st_size), "Cache-Control": COPY_CACHE_CONTROL}
    if _held(request, headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return FileResponse(path, headers=headers, filename=name, stat_result=state)


@lru_cache(maxsize=64)
def _seal(path: Path, inode: int, size: int) -> str:
    """The strong validator of a file, which is never changed, only exchanged for another."""
    with path.open("rb") as file:
        return f'"{hashlib.file_digest(file, "sha256").hexdigest()[:32]}"'


def _copy(written: str | bytes, media: str) -> Copy:
    body = written.encode() if isinstance(written, str) else written
    return Copy(body, media, body_etag(body))


def _json(value: object) -> Copy:
    return _copy(json.dumps(value, ensure_ascii=False, indent=1), "application/json")


def _plain_json(value: object, status: int) -> Response:
    return Response(
        json.dumps(value, ensure_ascii=False), status, {"Cache-Control": "no-store"}, media_type="application/json"
    )


def _refused(request: Request, refused: RefusedError) -> Response:
    """Why there is nothing here: a page for a person in a browser, a line for a program."""
    if "text/html" not in request.headers.get("accept", ""):
        return _said(str(refused), refused.status)
    language = Language(negotiate_language(request.query_params.get("lang"), request.headers.get("accept-language")))
    written = chart_page.render_refusal(refused.status, str(refused), language)
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    return Response(written, refused.status, headers, media_type=chart_page.MEDIA_TYPES["page"])


def _said(text: str, status: int, retry: int = 0) -> Response:
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(retry)} if retry else {})
    return Response(text + "\n", status, headers, media_type="text/plain; charset=utf-8")
