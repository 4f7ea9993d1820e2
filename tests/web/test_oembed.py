"""The oEmbed address: what a content system that is given a chart's page gets, as https://oembed.com has it."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.testclient import TestClient

from lib.language import LANGUAGE_CODES
from tests.support.html_document import Document
from tests.support.web_fixtures import BASE


def test_a_chart_page_that_was_passed_on_is_embedded_without_what_was_appended(client: TestClient) -> None:
    page = f"{BASE}/charts/staff_total?edition=4&lang=fr&fbclid=x&utm_source=y"
    asked = {"maxwidth": "600", "maxheight": "900", "dnt": "1", "format": "json", "callback": "f", "url": page}
    answer = client.get("/oembed", params=asked)
    assert answer.status_code == 200
    frame = Document(answer.json()["html"]).all("iframe")[0].attributes
    assert frame["src"] == f"{BASE}/charts/staff_total/embed?edition=4&lang=fr"


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
