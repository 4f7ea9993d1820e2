"""What machines look charts up in: the catalogue, the sitemap; addresses read back as what they were written from."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from typing import get_args
from urllib.parse import urlsplit

from starlette.testclient import TestClient

from lib.archive import Archive
from lib.charts import CHARTS, View
from lib.export.pictures.sizes import PICTURE_SIZES
from lib.language import LANGUAGE_CODES
from lib.web.address import (
    CHARTS_PATH,
    COMPARISON_CHARTS,
    PICTURE_FORMATS,
    ChartAddress,
    CopyFormat,
    parse_chart_address,
)
from tests.support.web_fixtures import BASE


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
