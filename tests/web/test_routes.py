"""The press addresses: what each answers and says of its answer, what is refused and how."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from typing import get_args
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.charts import CHARTS, View
from lib.export.media_types import MEDIA_TYPES
from lib.export.pictures.sizes import PICTURE_SIZES
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.address import (
    CHARTS_PATH,
    COMPARISON_CHARTS,
    PICTURE_FORMATS,
    TABLE_FORMATS,
    ChartAddress,
    CopyFormat,
    parse_chart_address,
)
from tests.support.html_document import Document
from tests.support.press_fixtures import BASE

ADDRESSES = [
    "/charts",
    "/charts.json",
    "/charts/staff_total?edition=4&lang=ar",
    "/charts/staff_total/embed?edition=4&lang=fr",
    "/charts/staff_total.svg?edition=4&lang=ar",
    "/charts/staff_total.csv?edition=4&lang=en",
    "/oembed?" + urlencode({"url": f"{BASE}/charts/staff_total?edition=4&lang=en"}),
    "/data.zip",
    "/datapackage.json",
    "/csv-metadata.json",
    "/robots.txt",
    "/sitemap.xml",
]
REFUSED = [
    ("/charts/", 404, "visitors_total"),
    ("/charts/nothing", 404, "visitors_total"),
    ("/charts/nothing.png", 404, "visitors_total"),
    ("/charts/visitors_total.gif", 404, "png, svg, pdf, xlsx, csv, json, embed"),
    ("/charts/visitors_total.", 404, "png, svg"),
    ("/charts/visitors_total.png.svg", 404, "png, svg"),
    ("/charts/VISITORS_TOTAL", 404, "visitors_total"),
    ("/charts/visitors_total/embed/embed", 404, "visitors_total"),
    ("/charts/visitors_total/", 404, "visitors_total"),
    ("/charts/visitors_total%00.png", 404, "visitors_total"),
    ("/charts/visitors_total%0d%0aSet-Cookie:%20a=b", 404, "visitors_total"),
    ("/charts/" + quote("الزوار"), 404, "visitors_total"),
    ("/charts/visitors_total?edition=9", 400, "1, 2, 3, 4, 5, 6"),
    ("/charts/visitors_total?edition=04", 400, "1, 2, 3, 4, 5, 6"),
    ("/charts/visitors_total?edition=%D9%A4", 400, "1, 2, 3, 4, 5, 6"),
    ("/charts/visitors_total?edition=", 400, "1, 2, 3, 4, 5, 6"),
    ("/charts/visitors_total?edition=4&edition=4", 400, "edition stands twice"),
    ("/charts/visitors_total?lang=de", 400, "ar, fr, en"),
    ("/charts/visitors_total?lang=AR", 400, "ar, fr, en"),
    ("/charts/visitors_total?later=yes", 400, "0, 1"),
    ("/charts/visitors_total?size=square", 400, "edition, lang, later"),
    ("/charts/visitors_total.csv?theme=dark", 400, "edition, lang, later"),
    ("/charts/visitors_total.png?size=huge", 400, "wide, square, story, card"),
    ("/charts/visitors_total.png?theme=pink", 400, "light, dark"),
    ("/charts/visitors_total.png?measure=visitors", 400, "size, theme"),
    ("/charts/comparison.png?measure=money", 400, "visitors"),
    ("/charts/comparison.png?basis=none", 400, "total"),
    ("/charts/comparison.png?editions=1-9", 400, "1, 2, 3, 4, 5, 6"),
    ("/charts/comparison.png?editions=1--2", 400, "1, 2, 3, 4, 5, 6"),
    ("/charts/visitors_total?%3Cscript%3E=1", 400, "edition, lang, later"),
    ("/charts/visitors_total?lang=ar" + "&later=0" * 100, 400, "longer than 500"),
    ("/charts?later=1", 400, "edition, lang"),
    ("/charts.json?lang=ar", 400, "none here"),
    ("/data.zip?edition=4", 400, "none here"),
    ("/robots.txt?a", 400, "none here"),
    ("/sitemap.xml?page=2", 400, "none here"),
    ("/oembed", 400, "url"),
    ("/oembed?url=https://elsewhere.example/charts/visitors_total", 404, "not the address"),
    ("/oembed?url=https://abwab.example.evil/charts/visitors_total", 404, "not the address"),
    ("/oembed?url=https://user@abwab.example/charts/visitors_total", 404, "not the address"),
    ("/oembed?url=http://[", 404, "no address"),
    (f"/oembed?url={BASE}/visitors", 404, "not the address"),
    (f"/oembed?url={BASE}/charts/nothing", 404, "visitors_total"),
    (f"/oembed?url={BASE}/charts/visitors_total.png", 404, "not the address"),
    (f"/oembed?url={BASE}/charts/visitors_total&format=xml", 501, "json"),
    (f"/oembed?url={BASE}/charts/visitors_total&maxwidth=0", 400, "maxwidth"),
    (f"/oembed?url={BASE}/charts/visitors_total&maxheight=tall", 400, "maxheight"),
]


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_a_person_is_refused_in_words_and_led_on(client: TestClient, code: LanguageCode) -> None:
    for address, status, known in REFUSED:
        answer = client.get(address, headers={"accept": "text/html,*/*;q=0.8", "accept-language": code})
        assert (answer.status_code, answer.headers["cache-control"]) == (status, "no-store")
        document = Document(answer.text)
        assert document.faults == []
        [html] = document.all("html")
        spoken: LanguageCode = "ar" if "lang=ar" in address else code
        assert html.attributes["lang"] == Language(spoken).tag
        [technical] = [part for part in document.all("p") if part.attributes.get("lang") == "en"]
        assert known in technical.text
        assert f"/charts?lang={spoken}" in [link.attributes["href"] for link in document.all("a")]
        assert document.all("script") == []


@pytest.mark.parametrize("form", get_args(CopyFormat))
def test_a_graphic_in_every_form(client: TestClient, form: str) -> None:
    end = {"page": "", "embed": "/embed"}.get(form, f".{form}")
    answer = client.get(f"/charts/staff_total{end}?edition=4&lang=ar")
    assert answer.status_code == 200, answer.text
    headers = answer.headers
    media = MEDIA_TYPES.get(form, MEDIA_TYPES["html"])
    assert headers["content-type"] == f"{media}; charset=utf-8" if media.startswith("text/") else media
    assert int(headers["content-length"]) == len(answer.content) > 0
    assert headers["content-language"] == "ar-MA"
    assert headers["cache-control"].startswith("public, max-age=")
    assert re.fullmatch(r'"[0-9a-f]{32}"', headers["etag"])
    if form in ("page", "embed"):
        assert "content-disposition" not in headers
    else:
        kind = "attachment" if form in TABLE_FORMATS else "inline"
        assert headers["content-disposition"] == f'{kind}; filename="abwab-staff_total-4-ar.{form}"'
        assert headers["access-control-allow-origin"] == "*"
        assert headers["link"] == f'<{BASE}/charts/staff_total?edition=4&lang=ar>; rel="canonical"'
    begins = {"png": b"\x89PNG", "pdf": b"%PDF-", "svg": b"<svg ", "xlsx": b"PK", "csv": b"\xef\xbb\xbf", "json": b"{"}
    assert answer.content.startswith(begins.get(form, b"<!DOCTYPE html>"))


@pytest.mark.parametrize("address", ADDRESSES)
def test_what_a_reader_has_is_not_sent_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    assert first.status_code == 200
    mark = first.headers["etag"]
    for held in (mark, f"W/{mark}", f'"other", {mark}', "*"):
        again = client.get(address, headers={"If-None-Match": held})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == mark
        assert again.headers["cache-control"] == first.headers["cache-control"]
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
    head = client.head(address)
    assert head.status_code == 200
    assert head.headers == first.headers


@pytest.mark.parametrize(("address", "status", "said"), REFUSED)
def test_refusals_say_what_there_is(client: TestClient, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert said in answer.text
    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert answer.headers["cache-control"] == "no-store"
    assert "<script>" not in answer.text


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"])
def test_the_desk_only_reads(client: TestClient, method: str) -> None:
    answer = client.request(method, "/charts/staff_total.csv")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


@pytest.mark.parametrize("host", ["a b", "a/b", "a@b", "", "[", "a\tb", "evil.example:port", 'x"><script>'])
def test_a_host_that_is_none_is_refused(client: TestClient, host: str) -> None:
    answer = client.get("/charts/staff_total.csv", headers={"Host": host})
    assert (answer.status_code, answer.text) == (400, "The header Host names no host.\n")


def test_what_networks_append_to_a_link_changes_nothing(client: TestClient) -> None:
    plain = client.get("/charts/staff_total.csv?edition=4&lang=en")
    tracked = client.get("/charts/staff_total.csv?edition=4&lang=en&utm_source=x&fbclid=y&utm_source=z")
    assert tracked.content == plain.content


def test_health(client: TestClient, archive: Archive) -> None:
    answer = client.get("/health")
    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "editions": len(archive.numbers), "problems": len(archive.problems)}


# oEmbed, as https://oembed.com has it


@pytest.mark.parametrize("code", LANGUAGE_CODES)
def test_oembed_answers_as_specified(client: TestClient, code: str) -> None:
    page = f"{BASE}/charts/visitors_total?edition=4&lang={code}"
    answer = client.get("/oembed", params={"url": page, "format": "json"})
    assert answer.headers["content-type"] == "application/json"
    said = answer.json()
    # 2.3.4.4: a rich answer must have html, width and height; a thumbnail has all three of its parts.
    assert (said["version"], said["type"]) == ("1.0", "rich")
    assert all(isinstance(said[name], int) and said[name] > 0 for name in ("width", "height", "cache_age"))
    assert {"thumbnail_url", "thumbnail_width", "thumbnail_height"} <= set(said)
    assert said["thumbnail_url"] == f"{BASE}/charts/visitors_total.png?edition=4&lang={code}&size=card"
    assert (said["thumbnail_width"], said["thumbnail_height"]) == (2400, 1260)
    frame = Document(said["html"])
    assert frame.faults == []
    iframe = frame.all("iframe")[0].attributes
    assert iframe["src"] == page.replace("?", "/embed?")
    assert iframe["loading"] == "lazy"
    assert iframe["title"] == said["title"]
    assert iframe["height"] == str(said["height"])


def test_oembed_keeps_the_bounds_and_the_choices(client: TestClient) -> None:
    page = f"{BASE}/charts/comparison?edition=3&lang=fr&measure=stands&basis=total&editions=1-3"
    said = client.get("/oembed", params={"url": page, "maxwidth": "300", "maxheight": "200"}).json()
    assert (said["width"], said["height"]) == (300, 200)
    address = Document(said["html"]).all("iframe")[0].attributes["src"]
    assert parse_qs(urlsplit(address).query)["editions"] == ["1-3"]


# What machines look things up in


def test_every_address_of_the_catalogue_is_one(client: TestClient, archive: Archive) -> None:
    listed = client.get("/charts.json").json()
    assert [graphic["id"] for graphic in listed["graphics"]] != []
    assert {graphic["id"] for graphic in listed["graphics"]} == set(CHARTS)
    for graphic in listed["graphics"]:
        assert set(graphic["titles"]) == set(LANGUAGE_CODES)
        for code, addresses in graphic["addresses"].items():
            assert set(addresses) == set(get_args(CopyFormat))
            for form, address in addresses.items():
                parts = urlsplit(address)
                assert f"{parts.scheme}://{parts.netloc}" == BASE
                asked = parse_chart_address(parts.path.removeprefix(f"{CHARTS_PATH}/"), parts.query, archive)
                assert (asked.name, asked.form, asked.lang) == (graphic["id"], form, code)
                assert asked.link == address.removeprefix(BASE)


def test_sitemap_and_robots(client: TestClient, archive: Archive) -> None:
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content).findall("s:url", space)
    places = [url.findtext("s:loc", "", space) for url in urls]
    assert len(places) == len(set(places))
    for url, place in zip(urls, places, strict=True):
        others = {link.get("hreflang"): link.get("href") for link in url.findall("x:link", space)}
        assert set(others) == set(LANGUAGE_CODES)
        assert place in others.values()
    charts = [urlsplit(place) for place in places if f"{CHARTS_PATH}/" in place]
    asked = [parse_chart_address(parts.path.removeprefix(f"{CHARTS_PATH}/"), parts.query, archive) for parts in charts]
    assert {(each.name, each.lang) for each in asked} == {(name, code) for name in CHARTS for code in LANGUAGE_CODES}
    assert f"Sitemap: {BASE}/sitemap.xml" in client.get("/robots.txt").text


def test_an_address_reads_back_as_what_it_was_written_from(archive: Archive) -> None:
    for name in CHARTS:
        for form in get_args(CopyFormat):
            view = View(2, later=True)
            if name in COMPARISON_CHARTS:
                view = View(2, later=True, measure="stands", basis="total", editions=(1, 6))
            for size in PICTURE_SIZES if form in PICTURE_FORMATS else ("wide",):
                asked = ChartAddress(name, view, "fr", form, size, "dark" if form in PICTURE_FORMATS else "light")
                path, _, query = asked.link.partition("?")
                assert parse_chart_address(path.removeprefix(f"{CHARTS_PATH}/"), query, archive) == asked


# The chart page and the embed


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


def test_a_chart_page_offers_every_form_that_there_is(client: TestClient, archive: Archive) -> None:
    page = Document(client.get("/charts/staff_total?edition=4&lang=ar").text)
    offered = {link.attributes["href"] for link in page.all("a") if "download" in link.attributes}
    asked = ChartAddress("staff_total", View(4), "ar")
    pictures = {asked.as_form(form, size).link for form in PICTURE_FORMATS for size in PICTURE_SIZES}
    assert offered == pictures | {asked.as_form(form).link for form in TABLE_FORMATS}
