"""The download bar under a chart: links to all its forms, and texts to copy."""

from __future__ import annotations

import datetime

from lib.archive import Archive, cached_on_archive
from lib.charts import ChartContext, build_chart
from lib.export.texts.citation import cite_chart
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.templates import render_template
from lib.web.address import ChartAddress
from lib.web.chart_page import chart_downloads
from lib.web.links import Links
from lib.web.oembed import embed_code


@cached_on_archive(maxsize=512)
def download_bar(archive: Archive, address: ChartAddress, base: str, today: datetime.date) -> str:
    """The bar as HTML, cached per day for all readers. `base` is the address of this server."""
    language, links = Language(address.lang), Links(base)
    chart = build_chart(address.name, ChartContext(archive, address.view, language))
    provenance = Provenance(links.address(address), today, archive.organisation)
    return render_template(
        "downloads.html",
        language,
        chart=chart,
        offers=chart_downloads(address, language, links),
        page=links.copy(address),
        address=provenance.address,
        snippet=embed_code(address, chart, links),
        citation=cite_chart(chart, language, provenance),
    )
