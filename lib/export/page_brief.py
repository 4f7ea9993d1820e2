"""Briefs: one page of A4 about an edition, a page of the dashboard, or a comparison."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from lib.charts import Chart, ChartContext
from lib.content.cards import Card, edition_cards
from lib.content.page_front import build_page_front
from lib.content.site_map import DashboardPage
from lib.export.fact_sheet import FactSheet
from lib.export.pictures.typeface import full_font_css
from lib.export.texts.credit import credit_line, sources_line
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.templates import render_template

MAX_SENTENCES = 3


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief says beside its chart.

    place   what it is about: Visitors — Fes 2023 (17–21 May 2023)
    absent  what was not published, in a sentence; "" if nothing is missing
    """

    place: str
    headline: str
    sentences: tuple[str, ...]
    cards: tuple[Card, ...]
    absent: str


def edition_brief(facts: FactSheet, language: Language) -> Brief:
    """The brief of an edition."""
    place = language.text("{name}, {description}", name=facts.place.ordinal, description=facts.place.name)
    absent = language.text(
        "Not published ({editions}): {measures}.",
        editions=language.join(facts.editions),
        measures=language.join(facts.nothing),
    )
    return Brief(
        language.text("{thing} ({detail})", thing=place, detail=facts.place.dates),
        facts.headline,
        facts.story,
        facts.cards,
        absent if facts.nothing else "",
    )


def page_brief(page: DashboardPage, charts: Sequence[Chart], context: ChartContext) -> Brief:
    """The brief of a page with these charts, of which it shows the first; and of a comparison, which is such a page."""
    language, focus, first = context.language, context.focus, charts[0]
    # Of a page with choices of its own, the first sentences say how to choose.
    lede = build_page_front(page.id, context).lede if page.offers_later else ()
    sentences = (*lede, *(chart.headline + "." for chart in charts[1:]), *first.notes)
    missing = [
        row[0].text for row in first.table.rows if any(cell.text == language.text("not published") for cell in row)
    ]
    place = language.text("{name}, {description}", name=language.text(page.title), description=focus.name)
    return Brief(
        language.text("{thing} ({detail})", thing=place, detail=focus.dates),
        first.headline,
        sentences[:MAX_SENTENCES],
        edition_cards(context),
        language.text("Not published: {things}.", things=language.join(missing)) if missing else "",
    )


def render_brief(brief: Brief, chart: Chart, drawing: bytes, language: Language, provenance: Provenance) -> str:
    """The brief as an HTML document of one page of A4, with the chart as PNG. Printing it loads nothing."""
    return render_template(
        "page_brief.html",
        language,
        brief=brief,
        chart=chart,
        drawing=base64.b64encode(drawing).decode(),
        typeface=full_font_css(),
        organisation=provenance.organisation,
        sources=sources_line(chart, language, provenance) if chart.sources else "",
        credit=credit_line(language, provenance),
        figure_link=partial(provenance.figure_link, lang=language.code),
        address=provenance.frozen or provenance.address,
    )
