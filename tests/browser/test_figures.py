"""The figures page as readers meet it: filters in the address, back, pages, search by keyboard, files that arrive."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from lib.language import Language, LanguageCode
from tests.browser.barriers import barriers
from tests.browser.conftest import Opener
from tests.browser.test_address import query


def pick(page: Page, name: str, option: str) -> None:
    """Choose from one of the lists over the table."""
    page.locator(f".st-key-claims-{name}").get_by_role("combobox").click()
    page.get_by_role("option", name=option, exact=True).click()


def rows(page: Page) -> Locator:
    return page.locator(".abwab-claims tbody tr")


def test_filters_change_address_and_rows_and_back_undoes_them(tab: Opener) -> None:
    window = tab("en")
    page = window.open("/figures?edition=4&lang=en")
    expect(rows(page)).to_have_count(25)
    pick(page, "of", "Fes 2023")
    expect(page.locator(".abwab-claims caption")).to_have_text("Edition: Fes 2023")
    pick(page, "topic", "Vehicles")
    expect(rows(page)).to_have_count(2)
    expect(rows(page).first).to_contain_text("150")
    assert query(page) == {"edition": "4", "lang": "en", "of": "4", "topic": "vehicles"}
    page.go_back()
    expect(page.locator(".abwab-claims caption")).to_have_text("Edition: Fes 2023")
    assert query(page) == {"edition": "4", "lang": "en", "of": "4"}
    page.reload()
    expect(window.settled().locator(".abwab-claims caption")).to_have_text("Edition: Fes 2023")
    page.get_by_role("button", name="Show everything again").click()
    expect(page.locator(".abwab-claims caption")).to_contain_text("Every claim")
    assert query(page) == {"edition": "4", "lang": "en"}
    assert window.complaints == []


def test_search_and_pages_by_keyboard(tab: Opener) -> None:
    page = tab("fr").open("/figures?edition=4&lang=fr")
    page.get_by_role("textbox").focus()
    page.keyboard.type("FES")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("q=FES"))
    expect(page.get_by_role("status").first).to_contain_text("1–25 sur")
    page.locator(".st-key-claims-above-next button").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("26–50 sur")
    assert query(page)["page"] == "2"
    more = page.locator(".abwab-claims summary").first
    more.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".abwab-claims details[open] a").first).to_be_visible()


@pytest.mark.parametrize("code", ["ar", "en"])
def test_files_of_what_was_found(tab: Opener, code: str) -> None:
    page = tab(code).open(f"/figures?edition=4&lang={code}&of=4&topic=staff")
    for kind in ("xlsx", "csv"):
        with page.expect_download() as coming:
            page.locator(f".st-key-claims-{kind} button").click()
        file = coming.value
        assert file.suggested_filename == f"abwab-figures-{code}.{kind}"
        content = Path(file.path()).read_bytes()
        if kind == "xlsx":
            table = load_workbook(io.BytesIO(content)).worksheets[1]
            assert [table.cell(row, 4).value for row in (2, 3)] == [2300, None]
        else:
            assert content.decode("utf-8-sig").count("4-fes-2023/staff.csv") == 1


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_disagreements(tab: Opener, code: LanguageCode, width: int) -> None:
    window = tab(code, width)
    page = window.open(f"/figures?edition=4&lang={code}&of=4")
    page.locator(".st-key-claims-show").get_by_role("radio").nth(1).click()
    first = page.locator(".abwab-dispute").first
    expect(first).to_contain_text(Language(code).term("reason", "report"))
    expect(first.locator("li.abwab-preferred")).to_have_count(1)
    assert query(page)["show"] == "disagreements"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert barriers(page) == []
    assert window.complaints == []


@pytest.mark.parametrize("code", ["ar", "en"])
def test_a_claim_is_a_card_on_a_phone(tab: Opener, code: str) -> None:
    page = tab(code, 390).open(f"/figures?edition=4&lang={code}&of=4&topic=visitors")
    card = rows(page).first.bounding_box()
    assert card
    assert card["width"] > 340
    cells = rows(page).first.locator("th, td")
    boxes = [box for place in range(cells.count()) if (box := cells.nth(place).bounding_box())]
    assert len(boxes) == 5
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
    assert len({round(box["x"] + (box["width"] if code == "ar" else 0)) for box in boxes}) == 1


def test_a_question_is_answered_with_its_figures(tab: Opener) -> None:
    window = tab("ar", 390)
    page = window.open("/figures?edition=4&lang=ar&q=كم زائرا بفاس")
    answer = page.locator(".abwab-answers details").first
    expect(answer.locator("p")).to_contain_text(Language("ar").number(1_150_000))
    assert barriers(page) == []
    answer.get_by_role("link").first.click()
    expect(page.locator("h1")).to_contain_text("فاس 2023")
    assert window.complaints == []
