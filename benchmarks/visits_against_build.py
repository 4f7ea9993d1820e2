"""Comparison with an earlier build: visits of both, in turns.

`python -m benchmarks.visits_against_build FOLDER` prints what a first visit of the Record page weighs, when its first
and its live chart are visible, and how long it takes from a press to the chart redrawn. FOLDER is the project's folder
at an earlier commit (`git worktree add FOLDER COMMIT`).
"""

from collections.abc import Sequence
from contextlib import ExitStack

from playwright.sync_api import Browser

from benchmarks.controls import REDRAW_TIMEOUT_MS
from benchmarks.delivery import CHART_REDRAWN_CHECK
from benchmarks.earlier_build import earlier_build_parser, print_ratio
from benchmarks.local_server import LocalServer, streamlit_server
from benchmarks.measurement import PROJECT
from benchmarks.visit import VIEWPORT, chromium_browser, visit_twice

NETWORKS = ("no limit", "fast 4G", "slow 4G")
VISITS, PRESSES = 3, 9


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a measure: the medians of the build before and of this one, and their ratio."""
    folders = (earlier_build_parser("visits_against_build").parse_args(arguments).folder.resolve(), PROJECT)
    with ExitStack() as stack:
        builds = [stack.enter_context(streamlit_server(folder=folder)) for folder in folders]
        with chromium_browser() as browser:
            found = _visits(browser, builds) | _presses(browser, builds)
    for name, (before, now) in found.items():
        print_ratio(name, before, now)


# The runs of the build before and of this one, by what was measured.
Runs = dict[str, tuple[list[float], list[float]]]


def _visits(browser: Browser, builds: Sequence[LocalServer]) -> Runs:
    found: Runs = {}
    for turn in range(VISITS + 1):
        for network in NETWORKS:
            for place, build in enumerate(builds):
                first, _ = visit_twice(browser, build.address, network, "live")
                if not turn:
                    continue
                measured = {"first visit, kB": first.bytes / 1000}
                measured[f"first chart on {network}, ms"] = first.chart or 0
                measured[f"live chart on {network}, ms"] = first.live or 0
                for name, value in measured.items():
                    found.setdefault(name, ([], []))[place].append(value)
    return found


def _presses(browser: Browser, builds: Sequence[LocalServer]) -> Runs:
    """Milliseconds from the choice of another edition until the first chart is redrawn."""
    runs: tuple[list[float], list[float]] = ([], [])
    pages = []
    for build in builds:
        page = browser.new_page(viewport=VIEWPORT, bypass_csp=True)
        page.goto(build.address)
        page.locator("#abwab-first").wait_for(state="detached", timeout=REDRAW_TIMEOUT_MS)
        page.wait_for_timeout(1500)
        pages.append(page)
    for turn in range(PRESSES + 3):
        for place, page in enumerate(pages):
            before = page.locator(".js-plotly-plot .main-svg").first.evaluate("svg => svg.innerHTML")
            page.locator(".st-key-choice-edition").get_by_role("combobox").click()
            option = page.get_by_role("option").nth(turn % 5)
            option.wait_for()
            page.evaluate("window.pressed = performance.now()")
            option.click()
            page.wait_for_function(CHART_REDRAWN_CHECK, arg=before, timeout=REDRAW_TIMEOUT_MS)
            if turn >= 3:
                runs[place].append(page.evaluate("performance.now() - window.pressed"))
    return {"press to chart redrawn, ms": runs}


if __name__ == "__main__":
    main()
