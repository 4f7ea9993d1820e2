"""The download bar under a chart: links to all its forms, and texts to copy."""

from __future__ import annotations

import datetime

from lib.archive import Archive, cached_on_archive
from lib.charts import ChartContext, build_chart
from lib.export.tables.spreadsheet import DIRECTION_MARKS
from lib.export.texts.caption import picture_caption
from lib.export.texts.citation import cite_chart
from lib.language import Language
from lib.templates import render_template
from lib.web.address import ChartAddress
from lib.web.chart_offers import chart_downloads
from lib.web.chart_page import address_offer
from lib.web.links import Links, make_provenance


@cached_on_archive(maxsize=512)
def download_bar(archive: Archive, address: ChartAddress, links: Links, today: datetime.date) -> str:
    """The bar as HTML, cached per day for all readers."""
    language = Language(address.lang)
    chart = build_chart(address.name, ChartContext(archive, address.view, language))
    provenance = make_provenance(lambda links: links.address(address), links, archive, today)
    return render_template(
        "downloads.html",
        language,
        chart=chart,
        offers=chart_downloads(address, language, links),
        page=links.copy(address),
        address=provenance.address,
        offer=address_offer(address, chart, archive, links),
        citation=cite_chart(chart, language, provenance),
        caption=picture_caption(chart, language, provenance).translate(DIRECTION_MARKS),
    )
