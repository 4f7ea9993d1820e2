"""The press addresses: what each answers and says of its answer, what is refused and how."""

from __future__ import annotations

import re
from typing import get_args
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from lib.export.media_types import MEDIA_TYPES
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.server.headers import script_hashes
from lib.templates import render_template
from lib.web.address import (
    PICTURE_FORMATS,
    CopyFormat,
)
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
    ("/charts/visitors_total.gif", 404, "png, svg, pdf, xlsx, csv, json, pptx, figure.json, details.json, embed"),
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
        assert script_hashes(answer.text) == script_hashes(render_template("scheme_script.html", Language("en")))
        assert len(document.all("script")) == 1


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
        kind = "inline" if form in (*PICTURE_FORMATS, "figure.json", "details.json") else "attachment"
        assert headers["content-disposition"] == f'{kind}; filename="abwab-staff_total-4-ar.{form}"'
        assert headers["access-control-allow-origin"] == "*"
        assert headers["link"] == f'<{BASE}/charts/staff_total?edition=4&lang=ar>; rel="canonical"'
    begins = {"png": b"\x89PNG", "pdf": b"%PDF-", "svg": b"<svg ", "csv": b"\xef\xbb\xbf", "json": b"{"}
    begins |= dict.fromkeys(("xlsx", "pptx"), b"PK") | {"figure.json": b'{"data":[', "details.json": b'{"table": "<'}
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


def test_the_icon_is_where_programs_look_for_it(client: TestClient) -> None:
    answer = client.get("/favicon.ico")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    assert answer.content.startswith(b"\x89PNG")


@pytest.mark.parametrize("name", ["fonts/ibm-plex-sans-arabic-arabic-400-common.woff2", "embed.js", "icon.png"])
def test_static_files_are_for_frames_without_an_origin_too(client: TestClient, name: str) -> None:
    answer = client.get(f"/app/static/{name}", headers={"origin": "null"})
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
