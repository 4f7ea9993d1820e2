"""Controls: the piece that changes a choice in a real browser and waits for the page to stand redrawn.

Real server, Chromium, one warm session. The time runs from the press to the frame in which the script has run, the text
of the page is another and every chart is drawn; Playwright's own few milliseconds are in it.
"""

import json
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable

from playwright.sync_api import Page, sync_playwright

from benchmarks.measure import PROJECT
from lib.graphics.pages import PAGES

RUNS = 7
PATIENCE = 60_000  # milliseconds
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")

# True in the frame in which the page stands redrawn.
REDRAWN = """before => {
  const app = document.querySelector('.stApp')
  const charts = [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
  return app.dataset.testScriptState === 'notRunning' && document.querySelector('main').innerText !== before
    && charts.every(chart => chart.querySelector('.main-svg'))
}"""


def main() -> None:
    """Print [{"page": "record", "control": "language", "wall": [seconds, …]}, …]."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "dashboard.py", "--server.port", str(port)]
    server = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://localhost:{port}"
    try:
        _wait(f"{address}/_stcore/health")
        with sync_playwright() as playwright:
            path = next(filter(None, map(shutil.which, CHROMIUM)))
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
            # The wait in the page itself, below, is what the policy forbids.
            page = browser.new_page(bypass_csp=True, viewport={"width": 1280, "height": 900})
            print(json.dumps([found for place in PAGES for found in _measured(page, address, place.id, place.later)]))
            browser.close()
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait(health: str) -> None:
    for _ in range(600):
        try:
            urllib.request.urlopen(health, timeout=2).read()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the dashboard did not start")


def _measured(page: Page, address: str, name: str, later: bool) -> list[dict[str, object]]:
    """The controls of one page: language, focus, later editions, and what only this page has."""
    page.goto(f"{address}/{'' if name == PAGES[0].id else name}?edition=4&lang=en")
    page.wait_for_function(REDRAWN, arg="", timeout=PATIENCE)
    page.wait_for_timeout(1500)  # the first visit loads scripts; no control is pressed in that time

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
        for run in range(RUNS + 1):
            before = page.locator("main").inner_text()
            start = time.perf_counter()
            press(run)
            page.wait_for_function(REDRAWN, arg=before, timeout=PATIENCE)
            passed.append(time.perf_counter() - start)
        found.append({"page": name, "control": control, "wall": passed[1:]})  # the first warms up
    return found


if __name__ == "__main__":
    main()
