"""The points of the live charts: by keyboard, by pointer and by touch; what a screen reader is told of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from lib.archive import Archive
from lib.charts import ChartContext, View, build_chart
from lib.charts.points import ChartPoint, chart_points
from lib.content.site_map import PAGES
from lib.language import Language
from tests.browser.conftest import Opener, until

FOCUSED = "document.activeElement.ariaLabel"
# Keeps the names of the points that come into focus from now on, in order.
LISTEN_TO_FOCUS = """() => {
  if (!window.spoken) document.addEventListener("focusin", ({target}) => window.spoken.push(target.ariaLabel))
  window.spoken = []
}"""


def told(archive: Archive, name: str, code: str, *, later: bool = False) -> tuple[ChartPoint, ...]:
    """The points that a chart should have."""
    context = ChartContext(archive, View(4, later=later), Language(code))  # type: ignore[arg-type]
    chart = build_chart(name, context)
    return chart_points(chart, chart.plot, context)


def accessible_links(page: Page) -> list[str]:
    """The names of the links in the browser's accessibility tree, in its order."""
    client = page.context.new_cdp_session(page)
    nodes = client.send("Accessibility.getFullAXTree")["nodes"]
    client.detach()
    return [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") in ("link", "image", "img")]


def spoken_along(first: Locator, key: str, presses: int) -> list[str]:
    """What is told of the points to which a key leads from the first one, with that of the first. To ask after each
    press would take as long as the presses.
    """
    page = first.page
    page.evaluate(LISTEN_TO_FOCUS)
    first.focus()
    for _ in range(presses):
        page.keyboard.press(key)
    return [" ".join(said.split()) for said in page.evaluate("window.spoken")]


@pytest.mark.parametrize("place", [page for page in PAGES if page.charts], ids=lambda page: page.id)
def test_every_point_is_reached_and_spoken_in_arabic(tab: Opener, archive: Archive, place: object) -> None:
    """In every chart: the arrow to the left, which leads on in Arabic, comes to each point in reading order."""
    page = tab("ar").open(f"{place.path}?edition=4&lang=ar")  # type: ignore[attr-defined]
    tree = {re.sub(r"\s+", " ", name) for name in accessible_links(page)}
    for name in place.charts:  # type: ignore[attr-defined]
        # The page of comparisons begins with all editions.
        expected = told(archive, name, "ar", later=name == "measure_pair")
        points = [" ".join(" ".join(point.lines).split()) for point in expected]
        chart = page.locator(f'.abwab-live[data-chart="{name}"]')
        if name in ("trends", "comparison"):  # these begin with all editions
            points = [
                " ".join((label or "").split())
                for label in chart.evaluate("c => [...c.querySelectorAll('.abwab-point')].map(p => p.ariaLabel)")
            ]
        assert spoken_along(chart.locator(".abwab-point").first, "ArrowLeft", len(points) - 1) == points, name
        assert set(points) <= tree, name
        expect(chart.locator(".abwab-tip")).to_be_visible()
        page.keyboard.press("Escape")
        expect(chart.locator(".abwab-tip")).to_be_hidden()
        assert chart.evaluate("chart => chart === document.activeElement")


def test_enter_leads_to_the_claim(tab: Opener) -> None:
    page = tab("ar").open("/visitors?edition=4&lang=ar")
    page.locator('[data-chart="visitors_total"] .abwab-point').first.focus()
    for key in ("End", "Home", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
    page.keyboard.press("Enter")
    page.wait_for_url("**/figures/3.visitors.2019-10-02.2019-10-06..all.visitors?lang=ar")
    expect(page.locator("h1")).to_be_visible()


def test_enter_on_an_edition_puts_it_in_focus_and_stays_there(tab: Opener) -> None:
    """Without loading the page anew: what was put into it is still there."""
    opened = tab("en")
    page = opened.open("/visitors?edition=4&lang=en")
    page.evaluate("window.kept = 1")
    page.locator('[data-chart="visitors_total"] .abwab-point[data-focuses]').nth(1).focus()
    page.keyboard.press("Enter")
    expect(page.locator("h2").first).to_contain_text("Marrakech 2018")
    assert "edition=2" in page.url
    opened.settled()
    until(page, f"({FOCUSED}) === 'Marrakech 2018'")
    assert page.evaluate("window.kept") == 1
    page.go_back()
    expect(page.locator("h2").first).to_contain_text("Fes 2023")
    assert opened.complaints == []


@pytest.mark.parametrize(("name", "marks"), [("ranks", 12), ("trends", 6)])  # cells with their ranks; columns
def test_the_title_of_a_row_lets_its_row_stand_out(tab: Opener, name: str, marks: int) -> None:
    """Under the pointer and the keyboard, with the marks of all six editions."""
    page = tab("fr").open("/trends?lang=fr")
    chart = page.locator(f'[data-chart="{name}"]')
    title = chart.locator('.abwab-point[aria-label="Visiteurs"]')
    lit, pale = (chart.locator(f":is(.point, .textpoint){which}") for which in (":not(.abwab-pale)", ".abwab-pale"))
    expect(pale).to_have_count(0)
    title.hover()
    expect(lit).to_have_count(marks)
    assert pale.count() > marks
    page.mouse.move(0, 0)
    expect(pale).to_have_count(0)
    title.focus()
    expect(lit).to_have_count(marks)
    title.blur()
    expect(pale).to_have_count(0)


def test_a_press_on_a_bar_and_on_an_edition(tab: Opener) -> None:
    page = tab("fr").open("/visitors?edition=4&lang=fr")
    chart = page.locator('[data-chart="visitors_total"]')
    bar = chart.locator(".abwab-point:not([data-focuses])").nth(2)
    bar.hover()
    tip = chart.locator(".abwab-tip")
    expect(tip).to_contain_text("Tanger 2019")
    expect(tip).to_contain_text("4 sources")
    drawn = chart.locator(".barlayer .point path").nth(2).bounding_box()
    box = bar.bounding_box()
    assert drawn
    assert box
    assert (box["x"], box["width"]) == pytest.approx((drawn["x"], drawn["width"]), abs=2)
    assert box["y"] + box["height"] == pytest.approx(drawn["y"] + drawn["height"], abs=2)
    bar.click()
    page.wait_for_url("**/figures/3.visitors.*")


def test_a_finger_sees_first_and_opens_second(tab: Opener, browser: object) -> None:
    server = tab("en").server
    context = browser.new_context(has_touch=True, viewport={"width": 390, "height": 844})  # type: ignore[attr-defined]
    page = context.new_page()
    page.goto(f"{server}/visitors?edition=4&lang=en")
    page.wait_for_selector("#abwab-first", state="detached")
    until(page, "() => document.querySelector('[data-chart=visitors_total][data-drawn]')")
    bar = page.locator('[data-chart="visitors_total"] .abwab-point:not([data-focuses])').nth(3)
    bar.tap()
    expect(page.locator('[data-chart="visitors_total"] .abwab-tip')).to_contain_text("nearly")
    assert "/visitors" in page.url
    bar.tap()
    page.wait_for_url("**/figures/4.visitors.*")
    context.close()


def test_a_chart_as_large_as_the_screen(tab: Opener) -> None:
    """With its headline; it is drawn in that width and height, and as before once it is left."""
    opened = tab("ar")
    page = opened.open("/visitors?edition=4&lang=ar")
    chart = page.locator('[data-chart="visitors_total"]')
    before = chart.evaluate("chart => ['width', 'height'].map(side => chart.getBoundingClientRect()[side])")
    button = chart.get_by_role("button", name=Language("ar").text("Full screen"))
    button.focus()
    page.keyboard.press("Enter")
    until(page, "() => Boolean(document.fullscreenElement?.querySelector('h2'))")
    drawn = "document.querySelector('[data-chart=visitors_total] .main-svg').getBoundingClientRect()"
    until(page, f"() => {drawn}.width > {before[0]} && {drawn}.height > {before[1]} + 100")
    page.locator('[data-chart="visitors_total"] .abwab-point').nth(1).focus()
    # All that the chart has of the edition is marked: its column and its label.
    assert chart.locator(".abwab-same").count() == 2
    button.click()
    until(page, f"() => !document.fullscreenElement && {drawn}.width === {before[0]} && {drawn}.height === {before[1]}")
    assert opened.complaints == []


def test_a_drawing_that_does_not_come_is_asked_for_again(tab: Opener) -> None:
    opened = tab("en")
    page = opened.open("/visitors?edition=4&lang=en")
    chart = page.locator('[data-chart="visitors_total"]')
    page.route("**/charts/visitors_total.figure.json?edition=2**", lambda route: route.abort())
    page.locator('[data-chart="visitors_total"] .abwab-point[data-focuses]').nth(1).click()
    expect(page.locator("h2").first).to_contain_text("Marrakech 2018")
    expect(chart).to_have_attribute("aria-busy", "true")
    expect(chart.locator(".barlayer .point")).to_have_count(4)
    page.unroute("**/charts/visitors_total.figure.json?edition=2**")
    expect(chart.locator(".barlayer .point")).to_have_count(2)
    expect(chart).not_to_have_attribute("aria-busy", "true")


# The names in a drawing that are pale, and those that are not.
NAMES = """chart => [".abwab-pale", ":not(.abwab-pale)"].map(kind =>
  [...chart.querySelectorAll(`.annotation${kind}`)].map(name => name.textContent))"""


def test_a_series_stands_out_by_pointer_and_by_keyboard(tab: Opener) -> None:
    """The others are pale, names and lines and points; Escape ends it, and so does the pointer that leaves."""
    page = tab("ar").open("/visitors?edition=4&later=1&lang=ar")
    chart = page.locator('.abwab-live[data-chart="visitors_pace"]')
    tangier = chart.locator('.abwab-point[data-edition="3"]').first
    tangier.focus()
    pale, strong = chart.evaluate(NAMES)
    assert len(pale) == 5
    assert [name for name in strong if "2019" in name] == strong != []
    assert chart.locator(".trace.abwab-pale").count() == 12
    expect(chart.locator(".trace.abwab-pale").first).to_have_css("opacity", "0.2")
    page.keyboard.press("Escape")
    expect(chart.locator(".abwab-pale")).to_have_count(0)
    chart.locator('.abwab-point[data-edition="4"]').first.hover()
    expect(chart.locator(".annotation.abwab-pale")).to_have_count(5)
    page.mouse.move(0, 0)
    expect(chart.locator(".abwab-pale")).to_have_count(0)
    columns = page.locator('.abwab-live[data-chart="visitors_total"]')
    columns.locator(".abwab-point").first.focus()
    expect(columns.locator(".abwab-tip")).to_be_visible()
    expect(columns.locator(".abwab-pale")).to_have_count(0)
