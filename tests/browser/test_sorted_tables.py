"""The table of trends, sorted by a press on the title of a column; what was not published is last both ways."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Opener

NAMES = "table => [...table.tBodies[0].rows].map(row => row.cells[0].textContent)"
KEYS = "(table, column) => [...table.tBodies[0].rows].map(row => Number(row.cells[column].dataset.key ?? NaN))"
BY_LOCALE = f"(table, lang) => ({NAMES})(table).toSorted(new Intl.Collator(lang).compare)"
WAYS = "table => [...table.tHead.rows[0].cells].map(head => head.ariaSort)"


def keys(page: Page, column: int) -> tuple[list[float], int]:
    """The numbers of a column from the top to the first cell without one, and how many cells have none."""
    found: list[float] = page.locator(".abwab-open table").evaluate(KEYS, column)
    known = [key for key in found if key == key]  # NaN is not itself
    assert found[: len(known)] == known, "a cell without a number stands above one with a number"
    return known, len(found) - len(known)


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_names_are_sorted_by_the_alphabet_of_the_page(tab: Opener, code: str) -> None:
    opened = tab(code)
    page = opened.open(f"/trends?edition=4&lang={code}&form=table")
    table = page.locator(".abwab-open table")
    table.locator("th button").first.click()
    expected = table.evaluate(BY_LOCALE, {"ar": "ar-MA", "fr": "fr-MA", "en": "en-GB"}[code])
    assert table.evaluate(NAMES) == expected
    table.locator("th button").first.click()
    assert table.evaluate(NAMES) == expected[::-1]
    assert table.evaluate(WAYS)[0] == "descending"
    assert opened.complaints == []


def test_growth_place_and_figures_are_sorted_by_their_numbers(tab: Opener) -> None:
    page = tab("ar").open("/trends?edition=4&lang=ar&form=table")
    table = page.locator(".abwab-open table")
    # The order in which the server sends the rows: growth from the first figure.
    assert table.evaluate(WAYS)[:4] == [None, None, "descending", None]
    for column, falling in ((1, True), (3, False), (4, True)):
        button = table.locator("th button").nth(column)
        for way in (falling, not falling):
            button.click()
            known, absent = keys(page, column)
            assert known == sorted(known, reverse=way)
            assert known
            assert absent
            expect(table.locator("th").nth(column)).to_have_attribute("aria-sort", "descending" if way else "ascending")
        assert len([way for way in table.evaluate(WAYS) if way]) == 1


def test_titles_are_pressed_by_keyboard_and_keep_the_focus(tab: Opener) -> None:
    page = tab("ar").open("/trends?edition=4&lang=ar&form=table")
    table = page.locator(".abwab-open table")
    before = table.evaluate(NAMES)
    table.locator("th button").nth(1).focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    assert table.evaluate(NAMES) != before
    assert page.evaluate("document.activeElement.closest('th').cellIndex") == 0
    page.keyboard.press("Space")
    assert table.evaluate(WAYS)[0] == "descending"
