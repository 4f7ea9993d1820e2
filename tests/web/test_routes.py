"""The press addresses: what each answers and says of its answer, what is refused and how."""

from __future__ import annotations

import json
import re
import shutil
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path
from typing import get_args
from urllib.parse import parse_qs, quote, urlencode, urlsplit

import pytest
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.charts import CHARTS, View
from lib.export.media_types import MEDIA_TYPES
from lib.export.pictures.sizes import COLOUR_THEMES, PICTURE_SIZES
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.releases import LiveArchive, open_live_archive
from lib.web.address import (
    CHARTS_PATH,
    COMPARISON_CHARTS,
    PICTURE_FORMATS,
    SLIDE_FORMATS,
    TABLE_FORMATS,
    ChartAddress,
    CopyFormat,
    parse_chart_address,
)
from tests.conftest import until
from tests.support.html_document import Document
from tests.support.web_fixtures import BASE

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
    ("/charts/visitors_total.gif", 404, "png, svg, pdf, xlsx, csv, json, pptx, figure.json, embed"),
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
    ("/charts/visitors_total?editon=3", 400, "edition, lang, later"),
    ("/charts/visitors_total?Edition=3", 400, "edition, lang, later"),
    ("/charts/visitors_total?lnag=fr", 400, "edition, lang, later"),
    ("/charts/visitors_total?language=fr", 400, "edition, lang, later"),
    ("/charts/visitors_total.png?them=dark", 400, "size, theme"),
    ("/charts/comparison?mesure=stands&fbclid=x", 400, "measure, basis"),
    ("/charts/visitors_total?lang=ar&" + "fbclid=0&" * 500, 400, "longer than 4000"),
    ("/charts?later=1", 400, "edition, lang"),
    ("/charts.json?lang=ar", 400, "none here"),
    ("/data.zip?edition=4", 400, "none here"),
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
def test_a_chart_in_every_form(client: TestClient, form: str) -> None:
    end = {"page": "", "embed": "/embed"}.get(form, f".{form}")
    answer = client.get(f"/charts/staff_total{end}?edition=4&lang=ar")
    assert answer.status_code == 200, answer.text
    headers = answer.headers
    media = MEDIA_TYPES.get(form.rpartition(".")[2], MEDIA_TYPES["html"])
    assert headers["content-type"] == f"{media}; charset=utf-8" if media.startswith("text/") else media
    assert int(headers["content-length"]) == len(answer.content) > 0
    assert headers["content-language"] == "ar-MA"
    assert headers["cache-control"].startswith("public, max-age=")
    assert re.fullmatch(r'"[0-9a-f]{32}"', headers["etag"])
    if form in ("page", "embed"):
        assert "content-disposition" not in headers
    else:
        kind = "inline" if form in (*PICTURE_FORMATS, "figure.json") else "attachment"
        assert headers["content-disposition"] == f'{kind}; filename="abwab-staff_total-4-ar.{form}"'
        assert headers["access-control-allow-origin"] == "*"
        assert headers["link"] == f'<{BASE}/charts/staff_total?edition=4&lang=ar>; rel="canonical"'
    begins = {"png": b"\x89PNG", "pdf": b"%PDF-", "svg": b"<svg ", "csv": b"\xef\xbb\xbf", "json": b"{"}
    begins |= dict.fromkeys(("xlsx", "pptx"), b"PK") | {"figure.json": b'{"data":['}
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
def test_the_web_addresses_only_read(client: TestClient, method: str) -> None:
    answer = client.request(method, "/charts/staff_total.csv")
    assert answer.status_code == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD"}


# Networks, translators, mailers, advertisers, a content system, a proxy of a search engine.
OTHERS = (
    "fbclid=y&igsh=a&utm_source=x&utm_source=z&utm_medium=social&ref_src=twsrc%5Etfw&s=20&t=ab&si=x&trk=public&share=1",
    "_x_tr_sl=ar&_x_tr_tl=de&_x_tr_hl=de&_x_tr_pto=wapp&hl=fr",
    "mc_cid=1&mc_eid=2&_hsenc=p2&_hsmi=3&mkt_tok=" + "x" * 700,
    "gclid=1&gbraid=2&wbraid=3&msclkid=4&yclid=5&li_fat_id=6&ttclid=7&_gl=8&cmpid=9&at_medium=10&site=ma&lat=3",
    "amp=1&print&%3Cscript%3E=1&%FF=%00",
)


@pytest.mark.parametrize("appended", OTHERS)
@pytest.mark.parametrize(
    "address",
    [
        "/charts?edition=4&lang=en",
        "/charts/staff_total?edition=4&lang=en",
        "/charts/staff_total/embed?edition=4&lang=en",
        "/charts/staff_total.csv?edition=4&lang=en",
        "/data.zip?",
        "/robots.txt?",
        "/oembed?" + urlencode({"url": f"{BASE}/charts/staff_total?edition=4&lang=en"}),
    ],
)
def test_what_others_append_to_a_link_changes_nothing(client: TestClient, address: str, appended: str) -> None:
    plain, passed_on = client.get(address), client.get(f"{address}&{appended}")
    assert (plain.status_code, passed_on.status_code) == (200, 200)
    assert passed_on.content == plain.content


def test_a_chart_page_that_was_passed_on_is_embedded_without_what_was_appended(client: TestClient) -> None:
    page = f"{BASE}/charts/staff_total?edition=4&lang=fr&fbclid=x&utm_source=y"
    asked = {"maxwidth": "600", "maxheight": "900", "dnt": "1", "format": "json", "callback": "f", "url": page}
    answer = client.get("/oembed", params=asked)
    assert answer.status_code == 200
    frame = Document(answer.json()["html"]).all("iframe")[0].attributes
    assert frame["src"] == f"{BASE}/charts/staff_total/embed?edition=4&lang=fr"


def health(client: TestClient) -> tuple[int, str, list[int]]:
    """Status code, status in words, and the counts of editions, errors, warnings, editions held back."""
    answer = client.get("/health")
    said = answer.json()
    counts = {"editions", "errors", "warnings", "held_back", "gone", "kits_failed"}
    assert set(said) == {"status", "release", "store", "folder", "reasons", *counts}
    assert bool(said["reasons"]) == (said["status"] != "ok")
    return answer.status_code, said["status"], [said[name] for name in ("editions", "errors", "warnings", "held_back")]


def test_health_counts_and_quotes_nothing(
    client: TestClient, archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    shutil.copytree(archive.folder, folder)
    monkeypatch.setenv("ABWAB_DATA", str(folder))
    quiet = sum(problem.warning for problem in archive.problems)
    assert health(client) == (200, "ok", [6, 0, quiet, 0])
    live_archive = open_live_archive()
    assert isinstance(live_archive, LiveArchive)
    monkeypatch.setattr(live_archive._watch, "_rest", 0.2)  # seconds, in place of ten for which a change must stand
    visitors = folder / "4-fes-2023" / "visitors.csv"
    visitors.write_text(visitors.read_text(encoding="utf-8").replace(",344100,", ",many,"), encoding="utf-8")
    until(lambda: health(client)[1] != "ok")
    code, status, counts = health(client)
    # What was served before is served still.
    assert (code, status, counts[0], counts[1], counts[3]) == (200, "degraded", 6, 1, 1)
    assert client.get("/charts/visitors_total?edition=4&lang=en").status_code == 200
    # A server that starts with them.
    started = tmp_path / "started"
    shutil.copytree(folder, started)
    monkeypatch.setenv("ABWAB_DATA", str(started))
    assert health(client)[:2] == (200, "degraded")
    assert health(client)[2][0] == 5
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setenv("ABWAB_DATA", str(empty))
    assert health(client)[:2] == (503, "failing")


def test_the_icon_is_where_programs_look_for_it(client: TestClient) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["fonts/ibm-plex-sans-arabic-arabic-400-common.woff2", "embed.js", "icon.png"])
def test_static_files_are_for_frames_without_an_origin_too(client: TestClient, name: str) -> None:
    answer = client.get(f"/app/static/{name}", headers={"origin": "null"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")


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
    # WordPress takes messages of a frame only when this stands before it. It removes the attribute.
    assert re.match(r"<blockquote hidden><a href=.*?</a></blockquote><iframe ", said["html"])
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
    assert [chart["id"] for chart in listed["graphics"]] != []
    assert {chart["id"] for chart in listed["graphics"]} == set(CHARTS)
    for chart in listed["graphics"]:
        assert set(chart["titles"]) == set(LANGUAGE_CODES)
        for code, addresses in chart["addresses"].items():
            assert set(addresses) == set(get_args(CopyFormat))
            for form, address in addresses.items():
                parts = urlsplit(address)
                assert f"{parts.scheme}://{parts.netloc}" == BASE
                asked = parse_chart_address(parts.path.removeprefix(f"{CHARTS_PATH}/"), parts.query, archive)
                assert (asked.name, asked.form, asked.lang) == (chart["id"], form, code)
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
