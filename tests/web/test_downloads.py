"""The bar under a chart, and what stands closed there: whole in the document, and by part from its address."""

from __future__ import annotations

import json
import re

import pytest

from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.address import ChartAddress
from lib.web.downloads import CLOSED_PARTS, chart_details, download_bar
from lib.web.links import make_provenance
from tests.support.chart_cases import archive
from tests.support.html_document import Document
from tests.support.web_fixtures import DAY, LINKS

NOT_EVERYWHERE = {"definitions", "sources", "address"}


def details(name: str, code: LanguageCode) -> dict[str, str]:
    address = ChartAddress(name, View(4), code, "details.json")
    provenance = make_provenance(lambda links: links.address(address.as_form("page")), LINKS, archive(), DAY)
    found: dict[str, str] = json.loads(chart_details(archive(), address, LINKS, provenance))
    return found


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", CHARTS)
def test_each_closed_part_is_what_the_document_has(name: str, code: LanguageCode) -> None:
    found = details(name, code)
    assert set(CLOSED_PARTS) - set(found) <= NOT_EVERYWHERE
    chart = build_chart(name, ChartContext(archive(), View(4), Language(code)))
    assert ("sources" in found) == bool(chart.sources)
    assert ("definitions" in found) == bool(chart.definitions)
    bar = download_bar(archive(), ChartAddress(name, View(4), code), LINKS, DAY)
    for part in {"picture", "embed", "cite", "address"} & set(found):
        assert plain(found[part]) in plain(bar)
    table = Document(found["table"])
    assert [head.text for head in table.all("th") if head.attributes["scope"] == "row"] == [
        row[0].text for row in chart.table.rows
    ]
    assert len(table.all("td")) == sum(len(row) - 1 for row in chart.table.rows)
    assert all(document.faults == [] for document in map(Document, found.values()))


def plain(html: str) -> str:
    """HTML without the white space between its tags and lines."""
    return re.sub(r"\s+", " ", re.sub(r">\s+<", "><", html)).strip()
