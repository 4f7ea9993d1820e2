"""The record on paper: two sheets, each with what it is, whose, of which day and from where."""

from __future__ import annotations

from urllib.parse import urlsplit

import pypdfium2
import pytest

from lib.archive import Archive
from lib.export.texts.retrieval_day import day_of_retrieval
from lib.language import Language, LanguageCode
from tests.browser.conftest import Opener


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_each_of_two_sheets_says_what_it_is_and_where_it_is_from(
    tab: Opener, archive: Archive, code: LanguageCode
) -> None:
    page = tab(code).open(f"/?edition=4&lang={code}")
    sheets = list(pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)))
    assert len(sheets) == 2
    for sheet in sheets:
        text = " ".join(sheet.get_textpage().get_text_range().split())
        assert urlsplit(page.url).netloc in text
        assert str(day_of_retrieval().year) in text
        if code != "ar":  # from a line in Arabic, words come out of a PDF in another order
            assert f"/?edition=4&lang={code}" in text
            assert archive.organisation.name[code] in text
            assert Language(code).text("Abwab") in text


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_nothing_is_cut_at_the_edge_of_a_sheet(tab: Opener, archive: Archive, code: LanguageCode) -> None:
    page = tab(code).open(f"/?edition=4&lang={code}")
    for sheet in pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)):
        text = sheet.get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        margin = 12 / 25.4 * 72 - 6  # points; the box of a character is wider than its ink
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        assert left >= margin
        assert right <= sheet.get_width() - margin
        begins = sheet.get_width() - right if code == "ar" else left
        assert begins <= 2 * margin
