"""Comparison with an earlier build: visits and choices of both, in turns.

`python -m benchmarks.visits_against_build FOLDER` prints what a first visit of the Record page weighs, when its first
and its live chart are visible, how long it takes from a press to the chart redrawn, and the CPU time that a choice
costs the server. FOLDER is the project's folder at an earlier commit (`git worktree add FOLDER COMMIT`).
"""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack

import aiohttp
import psutil
from playwright.sync_api import Browser

from benchmarks.controls import REDRAW_TIMEOUT_MS
from benchmarks.delivery import CHART_REDRAWN_CHECK
from benchmarks.earlier_build import earlier_build_parser, print_ratio
from benchmarks.local_server import LocalServer, streamlit_server
from benchmarks.measurement import PROJECT
from benchmarks.session import Session
from benchmarks.visit import VIEWPORT, chromium_browser, visit_twice

NETWORKS = ("no limit", "fast 4G", "slow 4G")
VISITS, PRESSES, CHOICES = 3, 9, 200


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a measure: the medians of the build before and of this one, and their ratio."""
    folders = (earlier_build_parser("visits_against_build").parse_args(arguments).folder.resolve(), PROJECT)
    with ExitStack() as stack:
        builds = [stack.enter_context(streamlit_server(folder=folder)) for folder in folders]
        with chromium_browser() as browser:
            found = [_visits(browser, builds), _presses(browser, builds)]
        found.append(asyncio.run(_choices(builds)))
    for name, (before, now) in {name: runs for part in found for name, runs in part.items()}.items():
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


async def _choices(builds: Sequence[LocalServer]) -> Runs:
    """CPU milliseconds of the server for a choice of another edition: by a reader who has made it before, whose browser
    has the drawings, and by one whose browser has none of them.
    """
    found: Runs = {}
    for _ in range(3):
        for place, build in enumerate(builds):
            for name, keeps in (("made before", True), ("made first", False)):
                spent = await _choice_cost(build, keeps)
                found.setdefault(f"CPU of a choice {name}, ms", ([], []))[place].append(spent * 1000)
    return found


async def _choice_cost(build: LocalServer, keeps: bool) -> float:
    """CPU seconds of the server for one of many choices, with what a browser then fetches."""
    process, held = psutil.Process(build.process), set[str]()
    opened = Session(client := aiohttp.ClientSession(), build.address, query="edition=4&lang=ar")
    async with client, opened as session:
        await session.run()
        before = sum(process.cpu_times()[:2])
        for number in range(CHOICES):
            await session.choose("choice-edition", number % 5)
            for address in set(session.figures) - held:
                async with client.get(build.address + address) as answer:
                    await answer.read()
                if keeps:
                    held.add(address)
        return (sum(process.cpu_times()[:2]) - before) / CHOICES


if __name__ == "__main__":
    main()
