"""The search among the stands, as a reader types it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lib.language import Language, LanguageCode
from tests.browser.conftest import Opener
from tests.browser.test_address import query
from tests.browser.test_compare import pick


@pytest.mark.parametrize(
    ("code", "text", "left"), [("ar", "الحدوديه", "شرطة المراكز الحدودية"), ("fr", "FRONTIERES", "Frontières")]
)
def test_typing_narrows_the_list_and_fills_the_address(tab: Opener, code: LanguageCode, text: str, left: str) -> None:
    window = tab(code)
    page = window.open(f"/pavilions?edition=4&lang={code}")
    rows = page.locator(".abwab-roll-named tbody tr")
    expect(rows).to_have_count(23)
    box = page.get_by_label(Language(code).text("Search the names, in any of the three languages"))
    box.press_sequentially(text, delay=60)
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text(left)
    expect(box).to_have_value(text)
    expect(page).to_have_url(re.compile("find="))
    assert query(page)["find"] == text
    page.reload()
    window.settled()
    expect(rows).to_have_count(1)
    box.fill("")
    expect(rows).to_have_count(23)
    assert window.complaints == []


def test_a_search_of_one_edition_finds_the_others_when_asked(tab: Opener) -> None:
    page = tab("en").open("/pavilions?edition=4&lang=en&find=museum")
    expect(page.get_by_text("Nothing by that name for Fes 2023, but 3 names in other editions.")).to_be_visible()
    pick(page, "scope", "All editions")
    expect(page.locator(".abwab-roll-named tbody tr")).to_have_count(3)
    assert query(page) == {"edition": "4", "lang": "en", "find": "museum", "scope": "all"}


def test_no_word_of_the_framework_in_the_search(tab: Opener) -> None:
    page = tab("ar").open("/pavilions?edition=4&lang=ar")
    box = page.locator(".st-key-choice-find")
    box.get_by_role("searchbox").press_sequentially("ا")
    assert not re.search("[A-Za-z]", box.inner_text())
    labels = box.evaluate("box => [...box.querySelectorAll('[aria-label], [title]')].map(e => e.ariaLabel || e.title)")
    assert not [label for label in labels if re.search("[A-Za-z]", label)]
