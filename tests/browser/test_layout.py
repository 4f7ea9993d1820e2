"""Every page in three languages, on a phone and on a desktop screen: nothing foreign, nothing wrong, nothing cut off,
nothing against the content security policy, nothing that keeps a reader out (axe-core, WCAG 2.2 A and AA and its best
practices, in light and dark).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.archive import Archive
from lib.charts import ChartContext, View
from lib.content.page_front import build_page_front
from lib.content.site_map import PAGES
from lib.language import LANGUAGE_NAMES, Language, LanguageCode
from tests.browser.barriers import RULES_IN, Scheme, barriers
from tests.browser.conftest import LISTEN, TRIED, Opener, Tab, until, windows

PATHS = {page.id: "/" if page is PAGES[0] else f"/{page.id}" for page in PAGES}

# From dark to dark: a change of the scheme draws all charts anew.
LOOKS: tuple[tuple[int, tuple[Scheme, Scheme]], ...] = ((1280, ("light", "dark")), (390, ("dark", "light")))

# Texts of the charts that reach beyond their drawing, with how far they do.
CUT_OFF = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const frame = plot.getBoundingClientRect()
  return [...plot.querySelectorAll('text')].filter(text => text.textContent.trim()).map(text => {
    const box = text.getBoundingClientRect()
    return [text.textContent, Math.max(frame.left - box.left, box.right - frame.right, frame.top - box.top)]
  }).filter(([, over]) => over > 1)
})"""

# Pairs of lines of labels of one chart that cover each other by more than a hair.
COVERED = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(plot => {
  const all = [...plot.querySelectorAll('.bartext, .annotation-text, .xtick text')]
  const lines = all.flatMap(text => text.querySelector('.line') ? [...text.querySelectorAll('.line')] : [text])
  const texts = lines.filter(line => line.textContent.trim()).map(text => {
    const box = text.getBoundingClientRect()
    return {text: text.textContent, left: box.left + 1, right: box.right - 1, top: box.top + 3, bottom: box.bottom - 3}
  })
  return texts.flatMap((one, place) => texts.slice(place + 1).filter(other =>
    one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom
  ).map(other => [one.text, other.text]))
})"""


# Every chart is as wide as its place, so none is still drawn for another width of the window.
FITTED = """() => [...document.querySelectorAll('.js-plotly-plot')].every(plot =>
  Math.abs(plot.querySelector('.main-svg').getBoundingClientRect().width - plot.getBoundingClientRect().width) < 1)"""


Turned = Callable[[str, LanguageCode, str], Tab]


@pytest.fixture(scope="module")
def turned(browser: Browser, server: str, archive: Archive) -> Iterator[Turned]:
    """Turns to a page as a reader does who is in the dashboard already: one window for each language and choice of
    editions. To load everything anew for each page would take four seconds each time.
    """
    opened: dict[tuple[str, str], Tab] = {}

    def turn(name: str, code: LanguageCode, later: str) -> Tab:
        if (code, later) not in opened:
            opened[code, later] = tab(code, alone=True)
            opened[code, later].page.add_init_script(LISTEN)
            opened[code, later].open(f"/?edition=4&lang={code}{later}")
        window = opened[code, later]
        window.page.set_viewport_size({"width": 1280, "height": 900})
        window.page.locator("#root .abwab-pages a").nth(list(PATHS).index(name)).click()
        said = build_page_front(name, ChartContext(archive, View(4, later=bool(later)), Language(code)))
        expect(window.page.locator("h1")).to_have_text(said.title)
        window.settled()
        return window

    with windows(browser, server) as tab:
        yield turn


@pytest.mark.parametrize("name", PATHS)
@pytest.mark.parametrize("later", ["", "&later=1"], ids=["earlier", "all"])
@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_page(turned: Turned, name: str, code: LanguageCode, later: str) -> None:
    window = turned(name, code, later)
    page, language = window.page, Language(code)
    root = page.locator("html")
    assert root.get_attribute("lang") == language.tag
    assert root.get_attribute("dir") == language.direction
    assert page.locator("h1").count() == 1
    for width, schemes in LOOKS:
        fits(page, width)
        if later:  # the other has less of the same
            opened_up(page, width, schemes)
    assert window.foreign == []
    assert window.complaints == []
    assert [said for said in page.evaluate("window.violations") if not said.startswith(TRIED)] == []


def fits(page: Page, width: int) -> None:
    """Nothing is cut off or covered in a window of that width, and nothing reaches beyond it."""
    page.set_viewport_size({"width": width, "height": 900})
    until(page, FITTED)
    assert page.evaluate(CUT_OFF) == [], width
    assert page.evaluate(COVERED) == [], width
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def opened_up(page: Page, width: int, schemes: tuple[Scheme, Scheme]) -> None:
    """Nothing bars the way in light or dark with all that can be opened open, and nothing reaches beyond the page."""
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        until(page, f"getComputedStyle(document.querySelector('.stApp')).colorScheme === '{scheme}'")
        # Colours on their way from one theme to the other are neither's.
        until(page, "!document.getAnimations().some(moving => moving instanceof CSSTransition)")
        assert barriers(page, RULES_IN[scheme]) == [], (width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = false)")


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_own_words_of_the_framework_are_translated(tab: Opener, code: LanguageCode) -> None:
    window = tab("en")
    page = window.open("/?edition=4&lang=en")
    if code != "en":
        page.get_by_role("radio", name=LANGUAGE_NAMES[code]).click()
    language = Language(code)
    expect(page.get_by_test_id("stSkipToContent")).to_have_text(language.text("Skip to main content"))
    expect(page.get_by_test_id("stSelectbox").get_by_role("button")).to_have_attribute(
        "aria-label", language.text("Open the list")
    )


def test_the_skip_link_skips(tab: Opener) -> None:
    page = tab("fr").open("/?edition=4&lang=fr")
    page.keyboard.press("Tab")
    expect(page.get_by_test_id("stSkipToContent")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("code", ["ar", "en"])
def test_printed_page_is_a_clean_sheet(tab: Opener, code: str) -> None:
    page = tab(code).open(f"/?edition=4&lang={code}")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    widths = page.evaluate("[...document.querySelectorAll('.main-svg')].map(svg => svg.getBoundingClientRect().width)")
    assert widths
    assert max(widths) <= 701
    for hidden in (".st-key-controls", "#root .abwab-pages", ".st-key-choice-lang"):
        expect(page.locator(hidden)).to_be_hidden()
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate("document.querySelector('.stElementContainer:has(.js-plotly-plot)').style.zoom") == ""


@pytest.mark.parametrize("code", ["ar", "fr", "en"])
def test_text_and_controls_stand_on_the_side_of_the_language(tab: Opener, code: str) -> None:
    page = tab(code).open(f"/?edition=4&lang={code}")
    middle = 640
    title = page.evaluate(
        "() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('h1'));"
        " const box = range.getBoundingClientRect(); return [box.left, box.right] }"
    )
    choice = page.locator(".st-key-choice-edition").bounding_box()
    assert choice
    if code == "ar":
        assert title[1] > 1100
        assert choice["x"] > middle
    else:
        assert title[0] < 180
        assert choice["x"] < middle


@pytest.mark.parametrize("code", ["ar", "en"])
def test_editions_run_in_reading_direction(tab: Opener, code: str) -> None:
    page = tab(code).open(f"/visitors?edition=4&lang={code}")
    ticks = page.locator(".js-plotly-plot").first.locator(".xtick text")
    boxes = {ticks.nth(place).text_content() or "": ticks.nth(place).bounding_box() for place in range(ticks.count())}
    by_year = [box["x"] for _, box in sorted(boxes.items(), key=lambda item: item[0][-4:]) if box]
    assert by_year == sorted(by_year, reverse=code == "ar")
    assert len(by_year) == 4


def test_own_font_is_used(tab: Opener) -> None:
    page = tab("ar").open("/?edition=4&lang=ar")
    loaded = page.evaluate("[...document.fonts].filter(f => f.status === 'loaded').map(f => f.family + f.weight)")
    assert any("IBM Plex Sans Arabic" in face for face in loaded)
    for selector in ("h1", ".js-plotly-plot text", ".abwab-card"):
        family = page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).fontFamily")
        assert "IBM Plex Sans Arabic" in family.split(",")[0]


def test_charts_follow_light_and_dark(tab: Opener) -> None:
    fill = "[...document.querySelectorAll('.js-plotly-plot .point path')].map(p => getComputedStyle(p).fill)"
    light = tab("en").open("/?edition=4&lang=en").evaluate(fill)
    dark = tab("en", dark=True).open("/?edition=4&lang=en").evaluate(fill)
    assert "rgb(18, 67, 109)" in light
    assert "rgb(111, 177, 234)" in dark
    assert not set(light) & set(dark)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_what_is_chosen_is_legible_under_the_pointer(tab: Opener, dark: bool) -> None:
    page = tab("en", dark=dark).open("/compare?edition=4&lang=en")
    for chosen in (page.get_by_role("radio", name="English"), page.get_by_role("button", name="Fes 2023")):
        chosen.hover()
        until(page, "!document.getAnimations().some(moving => moving instanceof CSSTransition)")
        assert barriers(page) == []
