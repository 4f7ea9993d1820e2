"""The take-away bar: under a graphic, everything that can be had of it, as plain links and text to copy."""

from __future__ import annotations

import datetime
from functools import lru_cache

from lib.archive import Archive
from lib.charts import graphic
from lib.export.texts.citation import citation
from lib.export.texts.provenance import Provenance
from lib.language import Language
from lib.templates import render
from lib.web.address import Ask
from lib.web.chart_page import offers
from lib.web.links import Links
from lib.web.oembed import snippet


@lru_cache(maxsize=512)
def takeaway(asked: Ask, archive: Archive, base: str, today: datetime.date) -> str:
    """The bar as HTML, made once a day and shared by all readers. `base` is the address of this server."""
    language, links = Language(asked.lang), Links(base)
    shown = graphic(asked.name, archive, asked.view, language)
    provenance = Provenance(links.address(asked), today, archive.organisation)
    return render(
        "takeaway.html",
        language,
        graphic=shown,
        offers=offers(asked, language, links),
        page=links.copy(asked),
        address=provenance.address,
        snippet=snippet(asked, shown, links),
        citation=citation(shown, language, provenance),
    )
