"""What the address of a figure answers: its page, and the same for programs."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.requests import Request

from lib.archive import Archive
from lib.archive.claim import FIGURES_PATH
from lib.charts import ChartContext, View
from lib.content.claim_list import ClaimEntry
from lib.content.claim_page import ClaimPage, PastStatement, build_claim_page
from lib.export.stylesheet import document_css
from lib.export.texts.provenance import Provenance, cited_book, release_name
from lib.export.texts.ready_text import ReadyText, ready_texts
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.negotiation import DEFAULT_LANGUAGE
from lib.templates import render_template
from lib.web.address import RELEASES_PATH, ChartAddress, RefusedError, allowed_value, parse_parameters
from lib.web.chart_page import language_links
from lib.web.links import Links, make_provenance
from lib.web.release_mark import release_mark
from lib.web.request_query import request_query


async def get_claim(request: Request, archive: Archive, links: Links) -> str | Mapping[str, object]:
    """A figure as an HTML page, or with .json at the end of the path for programs. Raises RefusedError.

    One that was withdrawn is answered with 200 too, not with 410: its page is not gone, it says what was claimed and
    what became of it. Who follows a citation must find that, also through programs that drop what is gone. What is to
    come is answered as what never was: with 404.
    """
    parameters = parse_parameters(request_query(request), ("lang",))
    language = Language(allowed_value("lang", parameters.get("lang"), LANGUAGE_CODES, DEFAULT_LANGUAGE))
    path: str = request.path_params["path"]
    claim_id = path.removesuffix(".json").replace(":", "h")  # as programs write a time that they take from the files
    page = await asyncio.to_thread(build_claim_page, archive, claim_id, language)
    if page is None:
        raise RefusedError(404, "There is no such figure. All figures are listed at /figures.")
    provenance = make_provenance(
        lambda links: links.figure_address(claim_id, language.code), links, archive, day_of_retrieval()
    )
    if path.endswith(".json"):
        return claim_document(page, claim_id, provenance)
    return await asyncio.to_thread(render_claim_page, page, claim_id, archive, language, provenance, links)


def render_claim_page(
    page: ClaimPage, claim_id: str, archive: Archive, language: Language, provenance: Provenance, links: Links
) -> str:
    """Render the page of a figure."""
    hrefs: dict[LanguageCode, str] = {code: links.figure(claim_id, code) for code in LANGUAGE_CODES}
    title = language.text("{thing} ({detail})", thing=page.subject, detail=page.edition)
    current, view, charts_at = links.at_release(None), View(page.number), links
    texts: tuple[ReadyText, ...] = ()

    def chart_address(name: str) -> str:
        return links.address(ChartAddress(name, view, language.code))

    if page.withdrawn:  # the charts that showed it did so in that release
        charts_at = links.at_release(page.withdrawn[1]) or links
    else:
        texts = ready_texts(ChartContext(archive, view, language), archive.organisation, chart_address)
    return render_template(
        "claim_page.html",
        language,
        style=document_css(links.static()),
        static=links.static(),
        title=title,
        home=links.front(page.number if page.number in archive.numbers else archive.focus, language.code),
        page=links.absolute(hrefs[language.code]),
        languages=language_links(hrefs),
        alternates={code: links.absolute(href) for code, href in hrefs.items()},
        claim=page,
        ready=next((ready for ready in texts if ready.claim == claim_id), None),
        charts=[(headline, charts_at.copy(ChartAddress(name, view, language.code))) for name, headline in page.charts],
        history=[_release_of(past, language) for past in page.history],
        withdrawn=_release_of(page.withdrawn[0], language) if page.withdrawn else None,
        figures=links.add_release(f"{FIGURES_PATH}?{urlencode({'lang': language.code})}"),
        citation=language.text(
            "{institution}, “{title}”, {book}.",
            institution=provenance.organisation.name[language.code],
            title=title,
            book=cited_book(provenance, language),
        ),
        frozen=provenance.frozen or provenance.address,
        release=release_mark(archive, language, links, current.figure(claim_id, language.code) if current else ""),
    )


def _release_of(past: PastStatement, language: Language) -> tuple[str, str, PastStatement]:
    """A past statement with the name of its release and the link to it."""
    link = f"{RELEASES_PATH}/{past.number}?{urlencode({'lang': language.code})}"
    return release_name(past.number, past.day, language), link, past


def claim_document(page: ClaimPage, claim_id: str, provenance: Provenance) -> dict[str, object]:
    """The figure for programs: {"id", "edition", "subject", "shown", "others", "history", "charts", "address"}.

    Of one that was withdrawn, "shown" is null, and {"withdrawn": {"release", "published", "note", "was"}} says so;
    "was" is the statement that was shown last.
    """
    told: dict[str, object] = {
        "id": claim_id,
        "edition": page.number,
        "topic": page.topic,
        "subject": page.subject,
        "shown": _statement(page.shown) if page.shown and not page.withdrawn else None,
        "others": [_statement(entry) for entry in page.rivals] if not page.withdrawn else [],
        "history": [
            {"release": past.number, "published": str(past.day), "figure": past.figure or None, "note": past.note}
            for past in page.history
        ],
        "charts": [name for name, _ in page.charts],
        "address": provenance.address,
        "frozen": provenance.frozen or None,
    }
    if page.withdrawn:
        past, _ = page.withdrawn
        told["withdrawn"] = {
            "release": past.number,
            "published": str(past.day),
            "note": past.note,
            "was": _statement(page.shown) if page.shown else None,
        }
    return told


def _statement(entry: ClaimEntry) -> dict[str, object]:
    claim = entry.claim
    value = claim.value
    return {
        "figure": entry.figure,
        "value": int(value) if value is not None and value == int(value) else value,
        "qualifier": claim.qualifier or None,
        "rank": claim.rank,
        "reason": entry.reason,
        "sources": [
            {"id": source.id, "publisher": source.publisher, "url": source.url, "published": source.published}
            for source in entry.sources
        ],
    }
