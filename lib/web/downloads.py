"""What stands under a chart: the bar with its downloads and texts to copy, and the parts that are closed at first."""

from __future__ import annotations

import datetime
import json
from functools import partial
from typing import Any

from lib.archive import Archive, cached_on_archive
from lib.charts import Chart, ChartContext, build_chart
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.caption import picture_caption
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.templates import render_template
from lib.web.address import ChartAddress
from lib.web.chart_offers import chart_downloads
from lib.web.chart_page import address_offer
from lib.web.links import Links, chart_provenance

# The parts under a chart that are closed until a reader opens them. Each has a template of its own.
CLOSED_PARTS = ("table", "definitions", "sources", "picture", "embed", "cite", "address")


@cached_on_archive(maxsize=512)
def download_bar(archive: Archive, address: ChartAddress, links: Links, today: datetime.date) -> str:
    """The bar as HTML with all that is closed in it, cached per day for all readers."""
    provenance = chart_provenance(address, archive, links, today)
    values = _values(archive, address, links, provenance)
    return render_template("downloads.html", Language(address.lang), page=links.copy(address), fetched=False, **values)


def chart_details(archive: Archive, address: ChartAddress, links: Links, provenance: Provenance) -> bytes:
    """{"table": "<div …", "cite": "<p …"}: the HTML in each of the CLOSED_PARTS of a chart, without empty ones."""
    language = Language(address.lang)
    figure_link = partial(links.figure, lang=language.code)
    values = _values(archive, address.as_form("page"), links, provenance)
    parts = {
        part: render_template(f"part_{part}.html", language, figure_link=figure_link, framed=False, **values)
        for part in CLOSED_PARTS
    }
    return json.dumps({part: html for part, html in parts.items() if html.strip()}, ensure_ascii=False).encode()


def _values(archive: Archive, address: ChartAddress, links: Links, provenance: Provenance) -> dict[str, Any]:
    """What the templates of the bar and of the closed parts show of a chart."""
    language = Language(address.lang)
    chart: Chart = build_chart(address.name, ChartContext(archive, address.view, language))
    return {
        "chart": chart,
        "offers": chart_downloads(address, language, links),
        "address": provenance.address,
        "offer": address_offer(address, chart, archive, links),
        "citation": cite_chart(chart, language, provenance),
        "caption": picture_caption(chart, language, provenance).translate(DIRECTION_MARKS),
    }
