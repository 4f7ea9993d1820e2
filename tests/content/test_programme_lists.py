"""What the page of the programme says first."""

from __future__ import annotations

from lib.archive import Archive
from lib.charts import ChartContext, View
from lib.content.page_front import build_page_front
from lib.language import Language
from tests.support.fewer_claims import without_claims


def test_an_edition_of_whose_programme_no_source_names_anything_says_so(archive: Archive, language: Language) -> None:
    silent = without_claims(archive, lambda claim: claim.topic == "programme" and claim.edition == 4)
    context = ChartContext(silent, View(4), language)
    said = language.text("{edition}: no source names anything of the programme.", edition=context.focus.name)
    assert build_page_front("programme", context).lede == (said,)
    assert said not in build_page_front("programme", ChartContext(archive, View(4), language)).lede
