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

from lib.archive import Archive, ArchiveError, open_shelf
from lib.charts import View, graphic
from lib.export.data_package import descriptors
from lib.export.rendering.chromium import (
    BusyError,
    FailedError,
    NoChromiumError,
    chromium,
)
from lib.export.rendering.disk_cache import Store
from lib.language import CODES, Language
from lib.language.negotiation import DEFAULT, negotiate
from lib.server.atomic_files import cache as kept
from lib.web import chart_catalogue, chart_page, oembed
from lib.web.address import (
    ROOT,
    TABLES,
    RefusedError,
    ask,
    one_of,
    parameters,
    server,
)
from lib.web.copies import (
    Copy,
    Desk,
    etag,
    served,
)
from lib.web.kit_jobs import kits
from lib.web.links import Links

log = logging.getLogger(__name__)

# For a while a copy may be handed on without asking; after that its ETag says whether it still holds.
CACHED = "public, max-age=300, stale-while-revalidate=86400"
INSTALL = (
    "No picture can be made: this server has no Chromium that starts. Install it (Debian, Ubuntu: apt-get install "
    "chromium; or name its program in BROWSER_PATH); "
    "nothing else needs it."
)

Handler = Callable[[Request, Archive, Links], Awaitable[Response]]


class Rest(PathConvertor):
    """All that follows in a path, line breaks included, so that no odd address falls to somebody else."""

    regex = "(?s:.*)"


register_url_convertor("rest", Rest())


@cache
def desk() -> Desk:
    """The one desk of this process."""
    return Desk(open_shelf(), Store(kept() / "press"), chromium())


def routes() -> list[Route]:
    """All addresses of the press desk. HEAD is answered as GET is, without the body."""
    table: dict[str, Handler] = {
        ROOT: charts,
        "/charts.json": listing,
        ROOT + "/{path:rest}": chart,
        "/oembed": embedding,
        "/kit": kit,
        "/kit/{path:rest}": kit,
        "/data.zip": data,
        "/data/{path:rest}": data_file,
        "/citations.csv": data_file,
        "/datapackage.json": descriptor,
        "/csv-metadata.json": csvw,
        "/robots.txt": robots,
        "/sitemap.xml": sitemap,
    }
    return [Route(path, _guarded(handler), methods=["GET"]) for path, handler in table.items()] + [
        Route("/health", health, methods=["GET"])
    ]


async def charts(request: Request, archive: Archive, links: Links) -> Response:
    """The list of all graphics, for people."""
    given = parameters(_query(request), ("edition", "lang"))
    numbers = tuple(map(str, archive.numbers))
    focus = int(one_of("edition", given.get("edition"), numbers, str(archive.focus)))
    language = Language(one_of("lang", given.get("lang"), CODES, DEFAULT))
    written = await asyncio.to_thread(chart_page.index, archive, View(focus), language, links)
    return _sent(request, _copy(written, chart_page.MEDIA["page"]))


async def listing(request: Request, archive: Archive, links: Links) -> Response:
    """The list of all graphics, for machines."""
    parameters(_query(request), ())
    return _sent(request, _json(await asyncio.to_thread(chart_catalogue.listing, archive, links)), open_to_all=True)


async def chart(request: Request, archive: Archive, links: Links) -> Response:
    """A graphic in one of its forms."""
    asked = ask(request.path_params["path"], _query(request), archive)
    copy = await desk().copy(asked, archive, links)
    response = _sent(request, copy, open_to_all=asked.form not in ("page", "embed"))
    response.headers["Content-Language"] = Language(asked.lang).tag
    if asked.form not in ("page", "embed"):
        kind = "attachment" if asked.form in TABLES else "inline"
        response.headers["Content-Disposition"] = f'{kind}; filename="{quote(asked.file_name)}"'
        response.headers["Link"] = f'<{links.address(asked.as_form("page"))}>; rel="canonical"'
    return response


async def embedding(request: Request, archive: Archive, links: Links) -> Response:
    """What a content system needs to show a chart page's graphic."""
    asked, widest, highest = oembed.target(_query(request), archive, links.base)
    shown = await asyncio.to_thread(graphic, asked.name, archive, asked.view, Language(asked.lang))
    name = Language(asked.lang).text("Abwab")
    return _sent(request, _json(oembed.answer(asked, shown, links, name, widest, highest)), open_to_all=True)


async def kit(request: Request, archive: Archive, links: Links) -> Response:
    """The press kit of an edition (4.zip), or how far it is (4.json).

    Until the kit is there its address gives 503: programs that download ask again by themselves then, and nothing takes
    the answer for the kit. Whoever gets it begins it; to ask how far it is begins nothing.
    """
    parameters(_query(request), ())
    edition, form = _kit(request.path_params.get("path", ""), archive)
    state = await asyncio.to_thread(kits().progress, edition, archive, links)
    if form == "json":
        told = {"edition": edition, "done": state.done, "total": state.total, "ready": state.path is not None}
        return _plain_json(told | {"address": links.absolute(links.kit(edition))}, 200)
    if state.path:
        return await asyncio.to_thread(_file, request, state.path, f"abwab-kit-{edition}.zip")
    if request.method == "GET":
        await asyncio.to_thread(kits().begin, edition, archive, links)
    if isinstance(state.fault, NoChromiumError):
        raise state.fault
    if state.fault:
        return _said("The press kit could not be made; the log says why. It is tried again now.", 503, retry=60)
    language = Language(negotiate(None, request.headers.get("accept-language")))
    written = chart_page.waiting(edition, archive, state.done, state.total, language, links)
    headers = {"Cache-Control": "no-store", "Retry-After": "10", "Vary": "Accept-Language"}
    return Response(written, 503, headers, media_type=chart_page.MEDIA["page"])


async def data(request: Request, archive: Archive, links: Links) -> Response:
    """All of data/, with what describes it."""
    parameters(_query(request), ())
    written = await asyncio.to_thread(descriptors.bundle, archive, links.base)
    response = _sent(request, _copy(written, "application/zip"), open_to_all=True)
    response.headers["Content-Disposition"] = 'attachment; filename="abwab-data.zip"'
    return response


async def data_file(request: Request, archive: Archive, links: Links) -> Response:
    """One file of data/, as /datapackage.json names it."""
    parameters(_query(request), ())
    held = await asyncio.to_thread(descriptors.files, archive)
    name = request.scope["path"].removeprefix("/")
    if name == "citations.csv":
        return _sent(request, _copy(descriptors.citations(held), "text/csv; charset=utf-8"), open_to_all=True)
    if name not in held:
        raise RefusedError(404, f"There is no such file. There are: {', '.join(held)}, citations.csv.")
    media = "text/csv; charset=utf-8" if name.endswith(".csv") else "application/toml"
    return _sent(request, _copy(held[name], media), open_to_all=True)


async def descriptor(request: Request, archive: Archive, links: Links) -> Response:
    """data/ as a Frictionless Data Package."""
    parameters(_query(request), ())
    return _sent(request, _json(descriptors.descriptor(archive, links.base)), open_to_all=True)


async def csvw(request: Request, archive: Archive, links: Links) -> Response:
    """data/ as CSV on the Web, with the titles of the columns in three languages."""
    parameters(_query(request), ())
    return _sent(request, _json(descriptors.csvw(archive, links.base)), open_to_all=True)


async def robots(request: Request, archive: Archive, links: Links) -> Response:
    """What search engines may read: everything but what is for readers and their sites only."""
    parameters(_query(request), ())
    closed = "".join(f"Disallow: {path}\n" for path in ("/_stcore/", "/charts/*/embed", "/kit/"))
    written = f"User-agent: *\n{closed}\nSitemap: {links.base}/sitemap.xml\n"
    return _sent(request, _copy(written, "text/plain; charset=utf-8"))


async def sitemap(request: Request, archive: Archive, links: Links) -> Response:
    """Every page and every chart page of the edition in focus, in three languages."""
    parameters(_query(request), ())
    return _sent(request, _copy(chart_catalogue.sitemap(archive, links), "application/xml"))


async def health(request: Request) -> Response:
    """Whether the record book can be shown: 200, or 503 with the reason."""
    try:
        archive = await asyncio.to_thread(open_shelf().archive)
    except ArchiveError as error:
        found = [str(problem) for problem in error.problems[:20]]
        state = {"status": "error", "reason": "the data folder does not check out", "problems": found}
        return _plain_json(state, 503)
    return _plain_json({"status": "ok", "editions": len(archive.numbers), "problems": len(archive.problems)}, 200)


def _guarded(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """The handler with the archive and the address of this server; what can't be answered is said in plain words."""

    async def answer(request: Request) -> Response:
        try:
            archive = await served(open_shelf())
            # What the header holds beside a host shows in the address, where it would be cut off otherwise.
            host = quote(request.headers.get("host", ""), safe="[]:")
            return await handler(request, archive, Links(server(archive, f"{request.scope['scheme']}://{host}")))
        except RefusedError as refused:
            return _refused(request, refused)
        except ArchiveError:
            return _said("The data folder does not check out: see /health.", 503, retry=30)
        except NoChromiumError:
            return _said(INSTALL, 503, retry=3600)
        except BusyError:
            return _said("Many pictures are being made just now. Ask again in a moment.", 503, retry=5)
        except FailedError as failed:
            log.warning("%s could not be made: %r", request.scope["path"], failed.__cause__ or failed)
            return _said("The picture could not be made. Ask again in a moment.", 503, retry=10)

    return answer


def _query(request: Request) -> str:
    """The query as it came: bytes that are no text become letters that nothing here is called by."""
    raw: bytes = request.scope["query_string"]
    return raw.decode("latin-1")


def _sent(request: Request, copy: Copy, *, open_to_all: bool = False) -> Response:
    """The copy, or 304 where the reader has it already. `open_to_all`: scripts of other sites may read it."""
    headers = {"ETag": copy.etag, "Cache-Control": "no-store" if copy.passing else CACHED}
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
    headers = {"ETag": _seal(path, state.st_ino, state.st_size), "Cache-Control": CACHED}
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
    return Copy(body, media, etag(body))


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
    language = Language(negotiate(request.query_params.get("lang"), request.headers.get("accept-language")))
    written = chart_page.refused(refused.status, str(refused), language)
    headers = {"Cache-Control": "no-store", "Vary": "Accept, Accept-Language"}
    return Response(written, refused.status, headers, media_type=chart_page.MEDIA["page"])


def _said(text: str, status: int, retry: int = 0) -> Response:
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(retry)} if retry else {})
    return Response(text + "\n", status, headers, media_type="text/plain; charset=utf-8")
