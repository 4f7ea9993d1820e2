"""The page of a chart: what it says to programs, and where its figures lead."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.export.pictures.sizes import COLOUR_THEMES, PICTURE_SIZES
from lib.export.texts.provenance import Provenance
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.releases import open_live_archive
from lib.web.address import (
    PICTURE_FORMATS,
    SLIDE_FORMATS,
    TABLE_FORMATS,
    ChartAddress,
)
from lib.web.chart_embed import render_embed
from lib.web.chart_page import dataset_metadata, render_chart_page
from tests.support.chart_cases import DAY
from tests.support.html_document import Document
from tests.support.web_fixtures import BASE, LINKS


@pytest.mark.parametrize(("licence", "stated"), [("CC BY 4.0", {"license": "CC BY 4.0"}), ("", {})])
def test_a_licence_is_stated_where_the_institution_states_one(
    archive: Archive, licence: str, stated: dict[str, str]
) -> None:
    address = ChartAddress("staff_total", View(4), "fr")
    chart = build_chart(address.name, ChartContext(archive, address.view, Language("fr")))
    organisation = archive.organisation.model_copy(update={"licence": licence})
    described = dataset_metadata(address, chart, Provenance(LINKS.base, DAY, organisation), LINKS, archive)
    assert {name: text for name, text in described.items() if name == "license"} == stated


def test_the_figure_in_its_headline_leads_to_its_page_and_nowhere_in_a_frame(
    archive: Archive, language: Language
) -> None:
    address = ChartAddress("staff_total", View(4), language.code)
    chart = build_chart(address.name, ChartContext(archive, address.view, language))
    provenance = Provenance(LINKS.base, DAY, archive.organisation)
    page = Document(render_chart_page(address, chart, [], {}, provenance, LINKS, archive))
    (headline,), (link,) = page.all("h1"), [link for link in page.all("a") if "h1" in link.inside]
    assert headline.text == chart.headline
    assert link.attributes["href"] == f"/figures/4.staff.all?lang={language.code}"
    embed = Document(render_embed(address, chart, [], provenance, LINKS, archive))
    assert [element.text for element in embed.all("h1")] == [chart.headline]
    assert not [link for link in embed.all("a") if "h1" in link.inside]


def own(address: str) -> bool:
    return address.startswith((f"{BASE}/", "/", "#", "?", "data:"))


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("address", ["/charts/staff_total", "/charts/visitors_total/embed", "/charts"])
def test_documents_are_sound(client: TestClient, address: str, code: LanguageCode) -> None:
    page = Document(client.get(f"{address}?edition=4&lang={code}").text)
    language = Language(code)
    assert page.faults == []
    root = page.elements[0]
    assert (root.name, root.attributes) == ("html", {"lang": language.tag, "dir": language.direction})
    assert [len(page.all(name)) for name in ("h1", "main", "title", "head", "body")] == [1] * 5
    names = [element.attributes["id"] for element in page.elements if "id" in element.attributes]
    assert len(names) == len(set(names))
    for element in page.elements:
        # Whatever a browser fetches by itself lies on this server; what a reader may follow does not matter here.
        if element.name in ("script", "img", "iframe") or element.attributes.get("rel") in ("icon", "stylesheet"):
            assert own(element.attributes.get("src", element.attributes.get("href", "#"))), element
        if element.name in ("svg", "use", "image") and "href" in element.attributes:
            assert element.attributes["href"].startswith("#")
        assert not any(name.startswith("on") for name in element.attributes), element
    for sheet in page.all("style"):
        assert all(own(found) for found in re.findall(r"url\(['\"]?([^)'\"]+)", sheet.text))
    tables = [element for element in page.elements if element.name == "th"]
    assert all("scope" in heading.attributes for heading in tables)


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_chart_page_says_what_it_is_to_machines(client: TestClient, code: LanguageCode) -> None:
    address = f"{BASE}/charts/staff_total?edition=4&lang={code}"
    page = Document(client.get(address).text)
    assert page.all("link", rel="canonical")[0].attributes["href"] == address
    others = {
        link.attributes["hreflang"]: link.attributes["href"]
        for link in page.all("link", rel="alternate")
        if "hreflang" in link.attributes
    }
    assert {
        other: f"{BASE}/charts/staff_total?edition=4&lang={other}" for other in LANGUAGE_CODES
    }.items() <= others.items()
    meta = {
        m.attributes.get("property", m.attributes.get("name")): m.attributes["content"] for m in page.all("meta")[1:]
    }
    assert meta["og:url"] == address
    assert meta["og:image"] == f"{BASE}/charts/staff_total.png?edition=4&lang={code}&size=card"
    assert (meta["og:image:width"], meta["og:image:height"]) == ("2400", "1260")
    assert meta["og:locale"] == Language(code).tag.replace("-", "_")
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:title"] == page.all("h1")[0].text
    embedded = page.all("link", type="application/json+oembed")[0].attributes["href"]
    assert client.get(embedded).json()["title"] == meta["og:title"]
    described = json.loads(page.all("script", type="application/ld+json")[0].text)
    assert (described["@context"], described["@type"]) == ("https://schema.org/", "Dataset")
    # What Google's guide for Dataset requires and recommends of what is known here.
    assert 50 <= len(described["description"]) <= 5000
    assert described["name"] == meta["og:title"]
    assert described["url"] == address
    for found in described["distribution"]:
        answer = client.get(found["contentUrl"])
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == found["encodingFormat"]


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_chart_page_says_what_was_measured_and_when(client: TestClient, archive: Archive, code: LanguageCode) -> None:
    for name in CHARTS:
        address = f"{BASE}/charts/{name}?edition=4&lang={code}"
        page = Document(client.get(address).text)
        described = json.loads(page.all("script", type="application/ld+json")[0].text)
        assert described["temporalCoverage"] == "2017-09-14/2025-05-21"
        release = open_live_archive().archive().publication
        assert release
        assert described["dateModified"] == release.moment
        assert described["version"] == str(release.number)
        assert described["identifier"] == f"{described['url']}&release={release.number}"
        measured = [variable["name"] for variable in described["variableMeasured"]]
        assert measured, name
        assert len(measured) == len(set(measured))
        # No edition is a measure, nor is a heading of words: a qualifier, a day, a source.
        assert not [title for title in measured if re.search(r"20(1|2)\d", title)], (name, measured)
    described = json.loads(
        Document(client.get(f"{BASE}/charts/staff_total?lang={code}").text)
        .all("script", type="application/ld+json")[0]
        .text
    )
    (variable,) = described["variableMeasured"]
    assert (variable["propertyID"], variable["name"]) == ("staff", Language(code).term("measure", "staff"))
    assert Language(code).term("measure", "staff") in variable["description"]


def test_a_chart_page_offers_every_form_that_there_is(client: TestClient, archive: Archive) -> None:
    page = Document(client.get("/charts/staff_total?edition=4&lang=ar").text)
    offered = {link.attributes["href"] for link in page.all("a") if "download" in link.attributes}
    asked = ChartAddress("staff_total", View(4), "ar")
    looks = [replace(asked, theme=theme, headline=headline) for theme in COLOUR_THEMES for headline in (True, False)]
    pictures = {look.as_form(form, size).link for look in looks for form in PICTURE_FORMATS for size in PICTURE_SIZES}
    assert offered == pictures | {asked.as_form(form).link for form in (*TABLE_FORMATS, *SLIDE_FORMATS)}


@pytest.mark.parametrize(
    ("code", "words"),
    [("ar", "قد احتسب مرتين"), ("fr", "a été comptée deux fois"), ("en", "was counted twice")],
)
def test_the_page_of_a_chart_says_what_is_counted(client: TestClient, code: str, words: str) -> None:
    page = client.get(f"/charts/visitors_total?edition=4&lang={code}").text
    assert words in page.partition('class="abwab-definitions" open')[2].partition("</details>")[0]
    frame = client.get(f"/charts/visitors_total/embed?edition=4&lang={code}").text
    framed = frame.partition('<details class="abwab-definitions">')[2].partition("</details>")[0]
    assert words in framed
    assert "<a " not in framed  # a link would open in the frame
    assert "abwab-definitions" not in client.get(f"/charts/coverage?edition=4&lang={code}").text.partition("<body")[2]
