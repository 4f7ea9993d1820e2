"""What the addresses of press kits answer: the kit, its progress, or a page that says when it is ready."""

from __future__ import annotations

import asyncio
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import Response

from lib.archive import Archive
from lib.export.media_types import MEDIA_TYPES
from lib.export.rendering.chromium import NoChromiumError
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.negotiation import DEFAULT_LANGUAGE, negotiate_language
from lib.web import chart_page
from lib.web.address import RefusedError, allowed_value, parse_parameters
from lib.web.kit import KIT_CHART_NAMES, kit_stem
from lib.web.kit_jobs import shared_kit_jobs
from lib.web.links import Links
from lib.web.request_query import request_query
from lib.web.responses import NOT_KEPT, download_response, json_response, text_response


async def get_kit(request: Request, archive: Archive, links: Links) -> Response:
    """The press kit of an edition (4.zip), that of one language (4-fr.zip), or its progress (4.json).

    A form chooses a language and charts: ?language=fr&charts=reach&charts=trends. Its field is not called `lang`: the
    sanitizer of the dashboard removes names that are properties of elements.

    Until the kit is ready its address answers 503: download programs then retry by themselves, and no program mistakes
    the response for the kit. A GET of the kit starts the job; a request for progress does not.
    """
    names, rest = _chosen_charts(request_query(request))
    given = parse_parameters(rest, ("lang", "language"))
    chosen = given.get("lang") or given.get("language")
    edition, lang, form = _parse_kit_path(request.path_params.get("path", ""), archive)
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
        response = json_response(told, 200)
        response.headers["Vary"] = "Accept-Language"
        return response
    if state.path:
        return await asyncio.to_thread(download_response, request, state.path, f"{kit_stem(edition, lang)}.zip")
    if request.method == "GET":
        await asyncio.to_thread(shared_kit_jobs().begin, edition, archive, links, lang, names)
    if isinstance(state.fault, NoChromiumError):
        raise state.fault
    if state.fault:
        response = text_response(state.fault_text(language), 503, retry=state.seconds_left)
        response.headers["Vary"] = "Accept-Language"
        return response
    written = chart_page.render_kit_waiting(
        edition, archive, state.done, state.total, language, links, links.kit(edition, lang, names)
    )
    headers = NOT_KEPT | {"Retry-After": str(max(1, state.seconds_left)), "Vary": "Accept-Language"}
    return Response(written, 503, headers, media_type=MEDIA_TYPES["html"])


def _parse_kit_path(path: str, archive: Archive) -> tuple[int, LanguageCode | None, str]:
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
