"""Each page in each language for each focus, run by Streamlit without a browser."""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from markupsafe import escape
from streamlit.testing.v1 import AppTest

from lib.archive import Archive, read_archive
from lib.charts import CHARTS, ChartContext, View
from lib.content.claim_list import NO_FILTER
from lib.content.site_map import PAGES
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.measures import claims
from lib.screen import reader as screen_reader
from lib.screen.frame import PAGE_SCRIPT
from lib.web.address import CHARTS_PATH, parse_chart_address, split_release
from lib.web.downloads import chart_details
from lib.web.links import links_to, make_provenance
from lib.web.server_address import shared_links
from tests.support.html_document import Document
from tests.support.six_editions import SIX_EDITIONS

ROOT = Path(__file__).parents[2]
SHOWN = {
    "record": ["visitors_climb", "record_reigns", "scoreboard"],
    "journey": ["journey_map", "journey_legs"],
    "visitors": ["visitors_total", "visitors_per_day", "visitors_pace", "visitors_by_day", "visitors_audiences"],
    "staff": ["staff_proportions", "staff_total"],
    "vehicles": ["vehicles_proportions", "vehicles_total"],
    "trends": ["trends", "ranks"],
    "compare": ["comparison", "measure_pair"],
    "pavilions": ["stands_total", "stand_themes", "stands_density"],
    "programme": ["seminar_subjects", "demonstration_units", "reach"],
    "figures": ["coverage"],
    "press": [],
}
DAY = datetime.date(2026, 1, 15)
# Pages that begin with all editions, whatever the focus.
ALL_EDITIONS = {"compare"}


def opened(page: str, /, **query: str) -> AppTest:
    """The page of an address, run once."""
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=60)
    for name, value in query.items():
        app.query_params[name] = value
    app.run()
    if page != PAGES[0].id:
        app.switch_page(f"../../pages/{page}.py").run()
    assert not app.exception
    return app


def markup(app: AppTest) -> str:
    """All HTML of the page, with what is fetched when a reader opens it in its place."""
    written = "\n".join(element.proto.body for element in app.get("html"))
    begin, *charts = re.split(r'(?=<div data-details=")', written)
    return begin + "".join(map(with_details, charts))


def with_details(written: str) -> str:
    """HTML that begins with what is under a chart, with the closed parts from their address in it."""
    address = unescape(written.partition('data-details="')[2].partition('"')[0])
    path, _, query = address.removeprefix(f"{CHARTS_PATH}/").partition("?")
    number, query = split_release(query)
    live = vars(screen_reader)["open_live_archive"]()  # that of the pages: tests put another in its place
    archive = live.archive() if number is None else live.release(number)
    assert archive
    asked, links = parse_chart_address(path, query, archive), links_to(archive, shared_links().base)
    provenance = make_provenance(lambda links: links.address(asked), links, archive, DAY)
    parts = json.loads(chart_details(archive, asked, links, provenance))
    closed = re.compile(r'(<details[^>]* data-part="(\w+)">\s*<summary>[^<]*</summary>)\s*(?=</details>)')
    assert {found[2] for found in closed.finditer(written)} <= set(parts)
    return closed.sub(lambda found: found[1] + parts[found[2]], written)


def live_charts(app: AppTest) -> dict[str, Mapping[str, str]]:
    """The attributes of the place of each live chart, by the id of the chart, in the order of the page."""
    found = [part.attributes for part in Document(markup(app)).all("figure")]
    return {attributes["data-chart"]: attributes for attributes in found}


# What is no sentence of ours: names in their own script, code, references with such names, formats.
OTHERS = r'<(\w+)[^>]*(?:dir="auto"|abwab-code|abwab-cite)[^>]*>.*?</\1>'
PUBLISHERS = {str(escape(row.publisher)) for row in read_archive(SIX_EDITIONS).sources.values()}
FORMATS = "Atom|DCAT|ICS|Excel|XLSX|PPTX|DOCX|CSVW|CSV|JSON|PNG|SVG|PDF|ZIP|Frictionless Data Package"


def said(html: str) -> str:
    """The words of a page that are of its language."""
    text = re.sub(rf"{OTHERS}|<[^>]*>|\b(?:{FORMATS})\b", " ", html, flags=re.DOTALL)
    text = re.sub("\u2068(.*?)\u2069", lambda isolated: "" if isolated[1] in PUBLISHERS else isolated[1], text)
    return text.replace("&#39;", "")


def test_every_page_is_tested() -> None:
    assert set(SHOWN) == {page.id for page in PAGES} == {path.stem for path in (ROOT / "pages").glob("*.py")}


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("page", SHOWN)
def test_page(archive: Archive, page: str, code: LanguageCode, subtests: pytest.Subtests) -> None:
    for focus in range(1, 7):
        with subtests.test(focus=focus):
            language = Language(code)
            app = opened(page, lang=code, edition=str(focus))
            html = markup(app)
            charts = live_charts(app)
            assert list(charts) == SHOWN[page]
            assert html.count("<h1") == 1
            for name, chart in charts.items():
                editions = tuple(range(1, 7)) if page in ALL_EDITIONS else ()
                built = CHARTS[name](ChartContext(archive, View(focus, editions=editions), language))
                assert chart["aria-label"] == built.alternative
                assert f"/charts/{name}.figure.json?edition={focus}&lang={code}" in chart["data-figure"]
                assert escape(built.headline) in html
                for row in built.table.rows:
                    assert f'<th scope="row">{escape(row[0].text)}</th>' in html
            foreign = r"[A-Za-z]" if code == "ar" else "[\u0600-\u06ff]"
            assert not re.search(foreign, said(html)), said(html)


def test_choice_of_the_focus_reaches_the_address() -> None:
    app = opened("record", lang="en", edition="4")
    app.selectbox(key="choice-edition").set_value(2).run()
    assert app.query_params["edition"] in ("2", ["2"])
    assert "Marrakech 2018: " in markup(app)


def test_choice_of_the_language_reaches_the_address() -> None:
    app = opened("record", lang="en", edition="2")
    app.segmented_control(key="choice-lang").set_value("ar").run()
    assert app.query_params["lang"] in ("ar", ["ar"])
    assert app.query_params["edition"] in ("2", ["2"])
    assert "مراكش 2018" in markup(app)


def test_later_editions() -> None:
    row = '<th scope="row">Agadir 2024</th>'
    app = opened("visitors", lang="en", edition="4")
    assert row not in markup(app)
    app.toggle(key="choice-later").set_value(True).run()
    assert app.query_params["later"] in ("1", ["1"])
    assert row in markup(app)


def test_the_choices_survive_a_change_of_page() -> None:
    app = opened("record", lang="fr", edition="3")
    app.query_params.clear()
    app.switch_page("../../pages/visitors.py").run()
    assert "Tanger 2019" in markup(app)
    assert app.selectbox(key="choice-edition").value == 3


def test_browser_language_where_the_address_has_none() -> None:
    app = AppTest.from_file(str(PAGE_SCRIPT), default_timeout=60)
    app.run()
    assert app.segmented_control(key="choice-lang").value == "ar"


def test_figures_are_filtered_by_the_address() -> None:
    app = opened("figures", lang="en", edition="4", of="4", topic="staff")
    html = markup(app)
    assert html.count('<tr class="abwab-') == 1
    assert "2,300" in html
    assert app.selectbox(key="claims-of").value == "4"


def test_a_filter_goes_into_the_address_and_begins_at_the_first_page() -> None:
    app = opened("figures", lang="en", edition="4", page="2")
    assert "26–50 of" in markup(app)
    app.selectbox(key="claims-topic").set_value("visitors").run()
    assert app.query_params["topic"] in ("visitors", ["visitors"])
    assert "page" not in app.query_params
    assert "1–25 of" in markup(app)
    app.button(key="claims-clear").click().run()
    assert "topic" not in app.query_params


def test_search_by_typing() -> None:
    app = opened("figures", lang="ar", edition="4")
    app.text_input(key="claims-q").set_value("١١٥٠٠٠٠").run()
    assert app.query_params["q"] in ("١١٥٠٠٠٠", ["١١٥٠٠٠٠"])
    assert "1.150.000" in markup(app)
    app.text_input(key="claims-q").set_value("ظظظظظ").run()
    assert not app.exception
    assert Language("ar").text("No claim matches.") in markup(app)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_disagreements_stand_side_by_side(code: LanguageCode) -> None:
    app = opened("figures", lang=code, edition="4", show="disagreements", of="4", topic="visitors")
    html = markup(app)
    assert html.count('<section class="abwab-dispute"') == 4
    assert Language(code).term("reason", "report").replace("'", "&#39;") in html


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_where_no_source_contradicts_another_the_page_says_so(code: LanguageCode) -> None:
    language = Language(code)
    html = markup(opened("figures", lang=code, edition="4", show="disagreements", of="4", topic="staff"))
    assert language.text("Here the sources agree.") in html
    assert language.text("No claim matches.") not in html


def test_a_source_that_none_of_the_claims_has_can_be_chosen_away() -> None:
    """A link may name a source together with an edition of which it says nothing."""
    source = "le360-2024-05-jpo-212m"
    app = opened("figures", lang="en", edition="4", of="4", source=source)
    assert "No claim matches." in markup(app)
    chosen = app.selectbox(key="claims-source")
    assert chosen.value == source
    assert any("un record de 2,12 millions" in option for option in chosen.options)
    chosen.set_value(NO_FILTER).run()
    assert "No claim matches." not in markup(app)


def test_an_address_with_what_there_is_not_shows_everything(archive: Archive) -> None:
    app = opened(
        "figures", lang="en", edition="4", of="99", topic="x", page="77", source="x", show="x", rank="", kind="-"
    )
    assert f"1–25 of {len(claims(archive))}" in markup(app)


@pytest.mark.parametrize(
    ("measure", "words"), [("schools", "No source says how many pupils came"), ("staff", "how many are women")]
)
def test_the_measure_that_is_compared_is_defined(measure: str, words: str) -> None:
    html = markup(opened("compare", lang="en", edition="4", measure=measure))
    assert words in html.partition('class="abwab-definitions"')[2].partition("</details>")[0]
