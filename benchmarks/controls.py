"""Benchmark of the controls: changes a choice in a real browser and waits until the page is redrawn.

It uses a real server, Chromium and one warm session. The time runs from the click to the frame in which the script has
run, the text of the page has changed and every chart is drawn. It includes a few milliseconds of Playwright's own.
"""

import json
import time
from collections.abc import Callable

from playwright.sync_api import Page

from benchmarks import local_server
from benchmarks.visit import VIEWPORT, chromium_browser
from lib.content.site_map import PAGES

CONTROL_RUNS = 7
REDRAW_TIMEOUT_MS = 60_000  # milliseconds

# True in the frame in which the page has been redrawn.
PAGE_REDRAWN_CHECK = """before => {
  const app = document.querySelector('.stApp')
  const charts = [...document.querySelectorAll('.abwab-live')]
  return app.dataset.testScriptState === 'notRunning' && document.querySelector('.stMain').innerText !== before
    && charts.every(chart => 'drawn' in chart.dataset)
}"""


def main() -> None:
    """Print [{"page": "record", "control": "language", "wall": [seconds, …]}, …]."""
    with local_server.streamlit_server() as served, chromium_browser() as browser:
        page = browser.new_page(
            bypass_csp=True, viewport=VIEWPORT
        )  # the content security policy forbids the way Playwright waits
        print(
            json.dumps(
                [found for place in PAGES for found in _measured(page, served.address, place.id, place.offers_later)]
            )
        )


def _measured(page: Page, address: str, name: str, later: bool) -> list[dict[str, object]]:
    """Measure the controls of one page: language, focus, later editions, and those that only this page has."""
    page.goto(f"{address}/{'' if name == PAGES[0].id else name}?edition=4&lang=en")
    page.wait_for_function(PAGE_REDRAWN_CHECK, arg="", timeout=REDRAW_TIMEOUT_MS)
    page.locator("#abwab-first").wait_for(state="detached", timeout=REDRAW_TIMEOUT_MS)
    page.wait_for_timeout(1500)  # the first visit loads scripts; no control is used in that time

    def pick(key: str, place: int) -> None:
        page.locator(f".st-key-{key}").get_by_role("combobox").click()
        page.get_by_role("option").nth(place).click()

    languages = ("Français", "English")
    controls: dict[str, Callable[[int], None]] = {
        "language": lambda run: page.get_by_role("radio", name=languages[run % 2]).click(),
        "edition in focus": lambda run: pick("choice-edition", (1, 2)[run % 2]),
    }
    if later:
        controls["later editions"] = lambda _: page.locator(".st-key-choice-later label").click()
    if name == "compare":
        controls["measure"] = lambda run: pick("choice-measure", (2, 0)[run % 2])
    found: list[dict[str, object]] = []
    for control, press in controls.items():
        passed = []
        for run in range(CONTROL_RUNS + 1):
            before = page.locator(".stMain").inner_text()
            start = time.perf_counter()
            press(run)
            page.wait_for_function(PAGE_REDRAWN_CHECK, arg=before, timeout=REDRAW_TIMEOUT_MS)
            passed.append(time.perf_counter() - start)
        found.append({"page": name, "control": control, "wall": passed[1:]})  # the first is a warm-up
    return found


if __name__ == "__main__":
    main()
