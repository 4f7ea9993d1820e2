"""The brief of a page: its first chart, three sentences, four figures, what was not published; and no more."""

from __future__ import annotations

import pytest

from lib.charts import ChartContext, View, build_chart
from lib.content.cards import edition_cards
from lib.content.site_map import PAGES, DashboardPage
from lib.export.page_brief import MAX_SENTENCES, page_brief, render_brief
from lib.export.slides.deck_content import page_chart_names
from lib.export.texts.credit import sources_line
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.language.text_parts import text_parts
from tests.support.chart_cases import FOREIGN, archive, bare, provenance
from tests.support.html_document import Document

CHARTED = [page for page in PAGES if page.charts]


@pytest.mark.parametrize("page", CHARTED, ids=lambda page: page.id)
@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_it_says_what_the_page_says(page: DashboardPage, code: LanguageCode) -> None:
    context = ChartContext(archive(), View(4), Language(code))
    charts = [build_chart(name, context) for name in page_chart_names([page], context)]
    brief = page_brief(page, charts, context)
    assert brief.headline == charts[0].headline
    assert brief.cards == edition_cards(context)
    assert len(brief.sentences) <= MAX_SENTENCES
    assert brief.sentences or page.id == "figures"
    assert Language(code).text(page.title) in brief.place
    taken = provenance(charts[0].id, 4, code)
    html = render_brief(brief, charts[0], b"png", Language(code), taken)
    document = Document(html)
    assert not document.faults
    said = bare(document.all("body")[0].text)
    for text in (brief.headline, *brief.sentences, charts[0].subtitle, taken.address):
        assert bare(text) in said
    assert document.all("img")[0].attributes["alt"] == charts[0].alternative
    linked = {(link.text, link.attributes["href"]) for link in document.all("a")}
    wanted = [(part.text, part.claim) for text in (brief.headline, *brief.sentences) for part in text_parts(text)]
    wanted += [(card.number, card.claim) for card in brief.cards]
    assert linked == {(text, taken.figure_address(claim, code)) for text, claim in wanted if claim}
    sources = sources_line(charts[0], Language(code), taken) if charts[0].sources else ""
    own = said.replace(taken.address, "").replace(bare(sources), "")
    assert not FOREIGN[code].search(own)  # publishers keep their own script


def test_what_was_not_published_is_named() -> None:
    context = ChartContext(archive(), View(4), Language("en"))
    page = next(page for page in PAGES if page.id == "staff")
    brief = page_brief(page, [build_chart("staff_total", context)], context)
    assert brief.absent == "Not published: Casablanca 2017, Marrakech 2018 and Tangier 2019."
