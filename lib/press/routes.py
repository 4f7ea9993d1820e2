"""The press addresses: plain HTTP beside the dashboard, for people, newsrooms' systems and machines."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Awaitable, Callable
from functools import cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lib.archive import Archive, ArchiveError, open_shelf
from lib.graphics import View, graphic
from lib.language import CODES, Language
from lib.language.negotiation import DEFAULT
from lib.press import catalogue, oembed, package, page
from lib.press.address import ROOT, TABLES, RefusedError, ask, one_of, parameters, server
from lib.press.chromium import BusyError, Chromium, FailedError, NoChromiumError
from lib.press.desk import Copy, Desk, etag, served
from lib.press.store import Store, folder

log = logging.getLogger(__name__)

# For a while a copy may be handed on without asking; after that its ETag says whether it still holds.
CACHED = "public, max-age=300, stale-while-revalidate=86400"
INSTALL = (
    "No picture can be made: this server has no Chromium that starts. Install it (Debian, Ubuntu: apt-get install "
    "chromium; or name its program in BROWSER_PATH); "
    "nothing else needs it."
)

Handler = Callable[[Request, Archive, str], Awaitable[Response]]


@cache
def desk() -> Desk:
    """The one desk of this process."""
    return Desk(open_shelf(), Store(folder() / "press"), Chromium())


def routes() -> list[Route]:
    """All addresses of the press desk. HEAD is answered as GET is, without the body."""
    table: dict[str, Handler] = {
        ROOT: charts,
        "/charts.json": listing,
        ROOT + "/{path:path}": chart,
        "/oembed": embedding,
        "/data.zip": data,
        "/datapackage.json": descriptor,
        "/csv-metadata.json": csvw,
        "/robots.txt": robots,
        "/sitemap.xml": sitemap,
    }
    return [Route(path, _guarded(handler), methods=["GET"]) for path, handler in table.items()] + [
        Route("/health", health, methods=["GET"])
    ]


async def charts(request: Request, archive: Archive, base: str) -> Response:
    """The list of all graphics, for people."""
    given = parameters(request.url.query, ("edition", "lang"))
    numbers = tuple(map(str, archive.numbers))
    focus = int(one_of("edition", given.get("edition"), numbers, str(archive.focus)))
    language = Language(one_of("lang", given.get("lang"), CODES, DEFAULT))
    written = await asyncio.to_thread(page.index, archive, View(focus), language, base)
    return _sent(request, _copy(written, page.MEDIA["page"]))


async def listing(request: Request, archive: Archive, base: str) -> Response:
    """The list of all graphics, for machines."""
    parameters(request.url.query, ())
    return _sent(request, _json(await asyncio.to_thread(catalogue.listing, archive, base)), open_to_all=True)


async def chart(request: Request, archive: Archive, base: str) -> Response:
    """A graphic in one of its forms."""
    asked = ask(request.path_params["path"], request.url.query, archive)
    copy = await desk().copy(asked, archive, base)
    response = _sent(request, copy, open_to_all=asked.form not in ("page", "embed"))
    response.headers["Content-Language"] = Language(asked.lang).tag
    if asked.form not in ("page", "embed"):
        kind = "attachment" if asked.form in TABLES else "inline"
        response.headers["Content-Disposition"] = f'{kind}; filename="{quote(asked.file_name)}"'
        response.headers["Link"] = f'<{base}{asked.as_form("page").link}>; rel="canonical"'
    return response


async def embedding(request: Request, archive: Archive, base: str) -> Response:
    """What a content system needs to show a chart page's graphic."""
    asked, widest, highest = oembed.target(request.url.query, archive, base)
    shown = await asyncio.to_thread(graphic, asked.name, archive, asked.view, Language(asked.lang))
    name = Language(asked.lang).text("Abwab")
    return _sent(request, _json(oembed.answer(asked, shown, base, name, widest, highest)), open_to_all=True)


async def data(request: Request, archive: Archive, base: str) -> Response:
    """All of data/, with what describes it."""
    parameters(request.url.query, ())
    written = await asyncio.to_thread(package.bundle, archive, base)
    response = _sent(request, _copy(written, "application/zip"), open_to_all=True)
    response.headers["Content-Disposition"] = 'attachment; filename="abwab-data.zip"'
    return response


async def descriptor(request: Request, archive: Archive, base: str) -> Response:
    """data/ as a Frictionless Data Package."""
    parameters(request.url.query, ())
    return _sent(request, _json(package.descriptor(archive, base)), open_to_all=True)


async def csvw(request: Request, archive: Archive, base: str) -> Response:
    """data/ as CSV on the Web, with the titles of the columns in three languages."""
    parameters(request.url.query, ())
    return _sent(request, _json(package.csvw(archive, base)), open_to_all=True)


async def robots(request: Request, archive: Archive, base: str) -> Response:
    """What search engines may read: everything but what is drawn anew for each of them."""
    written = f"User-agent: *\nDisallow: /_stcore/\nDisallow: /charts/*/embed\n\nSitemap: {base}/sitemap.xml\n"
    return _sent(request, _copy(written, "text/plain; charset=utf-8"))


async def sitemap(request: Request, archive: Archive, base: str) -> Response:
    """Every page and every chart page of the edition in focus, in three languages."""
    return _sent(request, _copy(catalogue.sitemap(archive, base), "application/xml"))


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
            return await handler(
                request, archive, server(archive, f"{request.url.scheme}://{request.headers.get('host', '')}")
            )
        except RefusedError as refused:
            return _said(str(refused), refused.status)
        except ArchiveError:
            return _said("The data folder does not check out: see /health.", 503, retry=30)
        except NoChromiumError:
            return _said(INSTALL, 503, retry=3600)
        except BusyError:
            return _said("Many pictures are being made just now. Ask again in a moment.", 503, retry=5)
        except FailedError as failed:
            log.warning("%s could not be made: %r", request.url.path, failed.__cause__ or failed)
            return _said("The picture could not be made. Ask again in a moment.", 503, retry=10)

    return answer


def _sent(request: Request, copy: Copy, *, open_to_all: bool = False) -> Response:
    """The copy, or 304 where the reader has it already. `open_to_all`: scripts of other sites may read it."""
    headers = {"ETag": copy.etag, "Cache-Control": "no-store" if copy.passing else CACHED}
    if open_to_all:
        headers["Access-Control-Allow-Origin"] = "*"
    held = request.headers.get("if-none-match", "")
    if held.strip() == "*" or copy.etag in (mark.strip().removeprefix("W/") for mark in held.split(",")):
        return Response(status_code=304, headers=headers)
    return Response(copy.body, media_type=copy.media, headers=headers)


def _copy(written: str | bytes, media: str) -> Copy:
    body = written.encode() if isinstance(written, str) else written
    return Copy(body, media, etag(body))


def _json(value: object) -> Copy:
    return _copy(json.dumps(value, ensure_ascii=False, indent=1), "application/json")


def _plain_json(value: object, status: int) -> Response:
    return Response(
        json.dumps(value, ensure_ascii=False), status, {"Cache-Control": "no-store"}, media_type="application/json"
    )


def _said(text: str, status: int, retry: int = 0) -> Response:
    headers = {"Cache-Control": "no-store"} | ({"Retry-After": str(retry)} if retry else {})
    return Response(text + "\n", status, headers, media_type="text/plain; charset=utf-8")
