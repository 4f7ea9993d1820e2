"""The take-away bar: under a graphic, everything that can be had of it, as plain links and text to copy."""

from __future__ import annotations

import datetime

from lib.archive import Archive
from lib.graphics import Graphic
from lib.language import Language
from lib.markup import render
from lib.press.address import Ask
from lib.press.citation import citation
from lib.press.links import Links
from lib.press.oembed import snippet
from lib.press.page import offers
from lib.press.provenance import Provenance


def takeaway(asked: Ask, shown: Graphic, archive: Archive, base: str) -> str:
    """The bar as HTML."""
    language, links = Language(asked.lang), Links(base)
    provenance = Provenance(links.address(asked), datetime.date.today(), archive.organisation)
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
