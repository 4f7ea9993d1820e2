"""The take-away bar: under a graphic, everything that can be had of it, as plain links and text to copy."""

from __future__ import annotations

import datetime

from lib.archive import Archive
from lib.graphics import Graphic
from lib.language import Language
from lib.markup import render
from lib.press.address import Ask
from lib.press.citation import citation
from lib.press.oembed import snippet
from lib.press.page import offers
from lib.press.provenance import Provenance


def takeaway(asked: Ask, shown: Graphic, archive: Archive, base: str) -> str:
    """The bar as HTML; `base` is the address of this server."""
    language = Language(asked.lang)
    provenance = Provenance(f"{base}{asked.link}", datetime.date.today(), archive.organisation)
    return render(
        "takeaway.html",
        language,
        graphic=shown,
        offers=offers(asked, language),
        page=asked.link,
        address=provenance.address,
        snippet=snippet(asked, shown, base),
        citation=citation(shown, language, provenance),
    )
