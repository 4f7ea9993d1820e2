"""The embed of a chart: with its points if they are asked for, each in its place and with its page."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from starlette.testclient import TestClient

from lib.archive import Archive
from lib.charts import CHARTS, ChartContext, View, build_chart
from lib.charts.points import chart_points
from lib.language import LANGUAGE_CODES, Language, LanguageCode
from lib.web.copies import PAGE_WIDTHS
from tests.support.html_document import Document
from tests.support.web_fixtures import BASE

CLAIM = "/figures/4.visitors.2023-05-17.2023-05-21..all.visitors?lang=en"


def written_points(document: str) -> list[dict[str, Any]]:
    """What the document tells its script: the box and the points of each drawing."""
    [found] = re.findall(r'<script type="application/json">(.*?)</script>', document)
    told: list[dict[str, Any]] = json.loads(unescape(found))
    return told


@pytest.mark.parametrize("code", LANGUAGE_CODES)
@pytest.mark.parametrize("name", CHARTS)
def test_it_carries_the_marks_of_each_drawing(
    client: TestClient, archive: Archive, name: str, code: LanguageCode
) -> None:
    context = ChartContext(archive, View(4), Language(code))
    chart = build_chart(name, context)
    document = client.get(f"/charts/{name}/embed?edition=4&lang={code}&interactive=1").text
    told = written_points(document)
    plots = [chart.for_width(width).plot for width in PAGE_WIDTHS]
    marks = [[point for point in chart_points(chart, plot, context) if not point.is_label] for plot in plots]
    assert [[point["lines"] for point in each["points"]] for each in told] == [
        [list(point.lines) for point in of_plot] for of_plot in marks
    ]
    assert marks[0]
    for each in told:
        left, top, width, height = (float(each["box"][side][:-1]) for side in ("left", "top", "width", "height"))
        assert 0 <= left < left + width <= 100
        assert 0 <= top < top + height <= 100


def test_a_mark_leads_to_its_figure(client: TestClient) -> None:
    told = written_points(client.get("/charts/visitors_total/embed?edition=4&lang=en&interactive=1").text)
    assert [CLAIM in [point["href"] for point in each["points"]] for each in told] == [True, True]


@pytest.mark.parametrize("end", ["", "&interactive=0"])
def test_it_needs_no_points(client: TestClient, end: str) -> None:
    document = client.get(f"/charts/visitors_total/embed?edition=4&lang=en{end}").text
    assert "application/json" not in document
    assert "embed_points.js" not in document


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/charts/visitors_total/embed?interactive=2", 400),
        ("/charts/visitors_total/embed?interactiv=1", 400),
        ("/charts/visitors_total?interactive=1", 400),
        ("/charts/visitors_total.svg?interactive=1", 400),
    ],
)
def test_the_choice_is_that_of_embeds(client: TestClient, address: str, status: int) -> None:
    assert client.get(address).status_code == status


def test_the_page_offers_it(client: TestClient) -> None:
    page = Document(client.get("/charts/visitors_total?edition=4&lang=ar").text)
    frames = [Document(code.text).all("iframe")[0] for code in page.all("pre") if code.text.startswith("<iframe")]
    plain = f"{BASE}/charts/visitors_total/embed?edition=4&lang=ar"
    ends = ["", "&release=1", "&interactive=1", "&interactive=1&release=1"]
    assert [frame.attributes["src"] for frame in frames] == [plain + end for end in ends]
