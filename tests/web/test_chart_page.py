"""The page of a chart: what it says to programs, and where its figures lead."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.charts import ChartContext, View, build_chart
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.web.address import ChartAddress
from lib.web.chart_embed import render_embed
from lib.web.chart_page import dataset_metadata, render_chart_page
from tests.support.chart_cases import DAY
from tests.support.html_document import Document
from tests.support.web_fixtures import LINKS


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
