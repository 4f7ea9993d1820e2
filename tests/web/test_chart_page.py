"""The page of a chart: what it says to programs."""

from __future__ import annotations

import pytest

from lib.archive import Archive
from lib.charts import ChartContext, View, build_chart
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.web.address import ChartAddress
from lib.web.chart_page import dataset_metadata
from tests.support.chart_cases import DAY
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
