"""The page Compare as a reader uses it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY, Opener
from tests.browser.test_address import query
from tests.browser.test_layout import fits


def pick(page: Page, key: str, name: str) -> None:
    """Choose an option of a select box. Its list closes when the page scrolls, so that comes first."""
    box = page.locator(f".st-key-choice-{key}").get_by_role("combobox")
    box.scroll_into_view_if_needed()
    page.evaluate("() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    box.click()
    page.get_by_role("option", name=name, exact=True).click()


def test_choices_change_chart_and_address(tab: Opener) -> None:
    window = tab("en")
    page = window.open("/compare?edition=4&lang=en")
    headline = page.locator(".st-key-graphic-comparison h2")
    ticks = page.locator(".st-key-graphic-comparison .js-plotly-plot .xtick")
    expect(headline).to_contain_text("El Jadida 2025 ranks highest with nearly 2,400,000")
    expect(ticks).to_have_count(6)
    pick(page, "measure", "Stands")
    expect(headline).to_contain_text("Stands: El Jadida 2025 ranks highest with 50")
    pick(page, "basis", "Per open day")
    expect(headline).to_contain_text("Stands per open day")
    page.locator(".st-key-choice-editions").get_by_role("button", name="Casablanca 2017").click()
    expect(ticks).to_have_count(5)
    assert query(page) == {
        **{"edition": "4", "lang": "en", "measure": "stands", "basis": "per_day", "editions": "2-3-4-5-6"}
    }
    page.go_back()
    expect(ticks).to_have_count(6)
    page.go_back()
    expect(headline).to_contain_text("Stands: El Jadida")
    page.go_forward()
    expect(headline).to_contain_text("Stands per open day")
    page.reload()
    expect(window.settled().locator(".st-key-graphic-comparison h2")).to_contain_text("Stands per open day")
    assert window.complaints == []


def test_the_language_keeps_the_choice(tab: Opener) -> None:
    page = tab("en").open("/compare?edition=4&lang=en&measure=stands&basis=index&editions=2-4&a=6&b=1")
    page.get_by_role("radio", name="العربية").click()
    expect(page.locator("h1")).to_have_text("المقارنة بين الدورات")
    expect(page.locator(".st-key-graphic-comparison h2")).to_contain_text("الأروقة (مراكش 2018 = 100)")
    expect(page.locator(".abwab-pair thead")).to_contain_text("الجديدة 2025")
    assert query(page) == {
        **{"edition": "4", "lang": "ar", "measure": "stands", "basis": "index", "editions": "2-4", "a": "6", "b": "1"}
    }


def test_table_in_place_of_the_chart(tab: Opener) -> None:
    window = tab("fr")
    page = window.open("/compare?edition=4&lang=fr&measure=staff&basis=total")
    page.get_by_role("radio", name="Tableau").click()
    chart = page.locator(".st-key-graphic-comparison")
    expect(chart.locator(".abwab-open table")).to_be_visible()
    expect(chart.locator(".js-plotly-plot")).to_have_count(0)
    expect(chart.locator(".abwab-open tbody tr")).to_have_count(6)
    assert query(page)["form"] == "table"
    page.reload()
    page.wait_for_selector(READY)
    expect(chart.locator("td", has_text="2\u00a0300")).to_be_visible()
    expect(chart.locator("td", has_text="non publié")).to_have_count(5)
    page.get_by_role("radio", name="Graphique").click()
    expect(chart.locator(".js-plotly-plot")).to_have_count(1)


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_an_impossible_combination_explains_itself(tab: Opener, code: str) -> None:
    said = {
        "ar": ("لم ينشر الرقمان معا", "الدورات التي يتوفر رقم عنها: فاس 2023"),
        "fr": ("aucune des éditions choisies n’a les deux chiffres", "Fès 2023"),
        "en": ("no edition chosen has both numbers", "Editions for which there is a figure: Fes 2023."),
    }
    window = tab(code)
    page = window.open(f"/compare?edition=4&lang={code}&measure=visitors&basis=per_officer&editions=1-2-3-5-6")
    chart = page.locator(".st-key-graphic-comparison")
    expect(chart.locator("h2")).to_contain_text(said[code][0])
    expect(chart.locator(".abwab-subtitle")).to_contain_text(said[code][1])
    expect(chart.locator(".js-plotly-plot .xtick")).to_have_count(5)
    for width in (1280, 390):
        fits(page, width)
    assert window.complaints == []


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
@pytest.mark.parametrize(
    "choice", ["measure=stands&basis=per_officer", "measure=online_views&basis=per_day", "basis=index"]
)
def test_labels_and_the_card_of_two_fit_a_phone(tab: Opener, code: str, choice: str) -> None:
    """No word of a cell of the card reaches into the next one, and its table needs no scrolling."""
    page = tab(code, 390).open(f"/compare?edition=4&lang={code}&{choice}&a=5&b=6")
    fits(page, 390)
    assert (
        page.evaluate(
            "() => [...document.querySelectorAll('.abwab-pair :is(th, td)')]"
            ".filter(cell => cell.scrollWidth > cell.clientWidth + 1).map(cell => cell.textContent.trim())"
        )
        == []
    )
    assert (
        page.evaluate(
            "() => { const box = document.querySelector('.abwab-pair').parentElement;"
            " return box.scrollWidth - box.clientWidth }"
        )
        <= 1
    )


def test_two_editions_side_by_side(tab: Opener) -> None:
    window = tab("en")
    page = window.open("/compare?edition=4&lang=en")
    table = page.locator(".abwab-pair")
    expect(table.locator("thead th")).to_have_text(["Measure", "Fes 2023", "Tangier 2019"])
    expect(page.locator(".st-key-graphic-pair")).to_contain_text("about 2.2 times as many as Tangier 2019")
    pick(page, "b", "Agadir 2024")
    expect(table.locator("thead th")).to_have_text(["Measure", "Fes 2023", "Agadir 2024"])
    pick(page, "a", "Agadir 2024")
    expect(table.locator("thead th")).to_have_text(["Measure", "Agadir 2024", "Fes 2023"])
    assert {name: query(page)[name] for name in "ab"} == {"a": "5", "b": "4"}
    expect(table.get_by_role("row", name=re.compile("^Visitors 2,120,000"))).to_have_count(1)
    page.go_back()
    expect(table.locator("thead th")).to_have_text(["Measure", "Fes 2023", "Agadir 2024"])
    assert window.complaints == []
