"""Benchmark of delivery: our pages against the Streamlit baseline and the HTML baseline, in one run and in turns.

It measures the bytes of a first and a second visit, the times until text and charts are visible on three networks, the
time that a choice takes, and what a visit and a session cost the server.
"""

import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import psutil
from playwright.sync_api import Browser, Page

from benchmarks import local_server, measurement
from benchmarks.controls import REDRAW_TIMEOUT_MS
from benchmarks.local_server import LocalServer
from benchmarks.session import Session, SessionError
from benchmarks.visit import NETWORKS, VIEWPORT, chromium_browser, visit_twice

VISIT_RUNS = {"no limit": 5, "fast 4G": 5, "slow 4G": 3}
CHOICE_RUNS = 9
SESSIONS, SESSIONS_AT_ONCE = 200, 8
IDLE_CPU_SHARE, IDLE_TIMEOUT = 0.03, 180.0  # the most of a core that an idle server uses; seconds to wait for that
CHART_PATH = "/charts/visitors_total"

# The Streamlit baseline starts in a folder without our settings, with these options.
DEFAULT_OPTIONS = [
    "--browser.gatherUsageStats",
    "false",
    "--server.headless",
    "true",
    "--browser.serverAddress",
    "localhost",
]

# True in the frame in which the first chart has changed.
CHART_REDRAWN_CHECK = """before => {
  const chart = document.querySelector('.js-plotly-plot .main-svg')
  const { testScriptState } = document.querySelector('.stApp').dataset
  return chart && chart.innerHTML !== before && testScriptState === 'notRunning'
}"""


@dataclass(frozen=True)
class Subject:
    """A page to visit. `last` is what becomes visible last: a live chart ("live") or a drawn one ("chart")."""

    name: str
    site: LocalServer
    path: str
    last: str

    @property
    def address(self) -> str:
        return self.site.address + self.path


def main(runs: dict[str, int], choices: int, sessions: int) -> None:
    """Print {"visits": [{"subject": "record", "network": "fast 4G", "first": {…}, "second": {…}, "cpu": s}, …],
    "choices": {"record": [seconds, …], "plain": […]}, "sessions": {"record": {"held": 200, "bytes": …}, "plain": …}}.
    """
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="abwab-bare-"))
        measurement.run_module("benchmarks.baseline_html", folder)
        ours = stack.enter_context(local_server.streamlit_server())
        plain = stack.enter_context(
            local_server.streamlit_server(local_server.BASELINE_SCRIPT, DEFAULT_OPTIONS, Path(folder))
        )
        bare = stack.enter_context(file_server(folder))
        subjects = [
            Subject("record", ours, "/", "live"),
            Subject("plain", plain, "/", "live"),
            Subject("chart", ours, CHART_PATH, "chart"),
            Subject("bare", bare, "/", "chart"),
        ]
        with chromium_browser() as browser:
            for subject in subjects:  # this makes everything that is cached
                visit_twice(browser, subject.address, "no limit", subject.last)
                _rest(subject.site)
            found: dict[str, Any] = {
                "visits": list(_visits(browser, subjects, runs)),
                "choices": _choices(browser, ours, plain, choices),
            }
        # This comes after the browser is closed, because its event loop runs in this thread.
        found["sessions"] = {
            name: asyncio.run(_sessions(where, sessions)) for name, where in (("record", ours), ("plain", plain))
        }
    print(json.dumps(found))


@contextmanager
def file_server(folder: str) -> Iterator[LocalServer]:
    """Python's own HTTP server of the files in a folder."""
    port = local_server.free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--protocol", "HTTP/1.1"]
    server = subprocess.Popen([*command, "--directory", folder], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        local_server.wait_for_answer(f"http://127.0.0.1:{port}/", server)
        yield LocalServer(f"http://127.0.0.1:{port}", server.pid)
    finally:
        server.terminate()
        server.wait()


def _visits(browser: Browser, subjects: Sequence[Subject], runs: dict[str, int]) -> Iterator[dict[str, Any]]:
    for turn in range(max(runs.values())):
        for network in NETWORKS:
            for subject in subjects if turn < runs[network] else ():
                before = _spent(subject.site)
                first, second = visit_twice(browser, subject.address, network, subject.last)
                yield {
                    "subject": subject.name,
                    "network": network,
                    "first": first.as_dict(),
                    "second": second.as_dict(),
                    "cpu": (_spent(subject.site) - before) / 2,
                }


def _choices(browser: Browser, ours: LocalServer, plain: LocalServer, times: int) -> dict[str, list[float]]:
    """Seconds from the choice of another edition until the chart is redrawn, in turns; the first is a warm-up."""
    found: dict[str, list[float]] = {"record": [], "plain": []}
    keys = {"record": "choice-edition", "plain": "edition"}
    pages: dict[str, Page] = {}
    for name, where in (("record", ours), ("plain", plain)):
        pages[name] = browser.new_page(viewport=VIEWPORT, bypass_csp=True)
        pages[name].goto(where.address)
        pages[name].wait_for_function(CHART_REDRAWN_CHECK, arg="", timeout=REDRAW_TIMEOUT_MS)
        pages[name].wait_for_timeout(1500)
    for turn in range(times + 1):
        for name, page in pages.items():
            before = page.locator(".js-plotly-plot .main-svg").first.evaluate("svg => svg.innerHTML")
            page.locator(f".st-key-{keys[name]}").get_by_role("combobox").click()
            option = page.get_by_role("option").nth((1, 2)[turn % 2])
            option.wait_for()
            start = time.perf_counter()
            option.click()
            page.wait_for_function(CHART_REDRAWN_CHECK, arg=before, timeout=REDRAW_TIMEOUT_MS)
            if turn:
                found[name].append(time.perf_counter() - start)
    for page in pages.values():
        page.close()
    return found


async def _sessions(where: LocalServer, number: int) -> dict[str, float]:
    """Open concurrent sessions; return how many were held and how many bytes of the server's memory each takes."""
    process, gate = psutil.Process(where.process), asyncio.Semaphore(SESSIONS_AT_ONCE)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as client, AsyncExitStack() as stack:

        async def stands() -> bool:
            async with gate:
                try:
                    session = await stack.enter_async_context(Session(client, where.address))
                    await session.run()
                except (SessionError, aiohttp.ClientError, TimeoutError):
                    return False
                return True

        await stands()  # the first session loads what all share
        before = process.memory_info().rss
        held = sum(await asyncio.gather(*(stands() for _ in range(number))))
        return {"held": held, "bytes": (process.memory_info().rss - before) / max(held, 1)}


def _spent(where: LocalServer) -> float:
    """CPU seconds of the server's process so far."""
    times = psutil.Process(where.process).cpu_times()
    return float(times.user + times.system)


def _rest(where: LocalServer) -> None:
    """Wait until the server has finished its one-off work: compressing what was requested, drawing ahead."""
    end = time.monotonic() + IDLE_TIMEOUT
    while time.monotonic() < end:
        before = _spent(where)
        time.sleep(2)
        if _spent(where) - before < 2 * IDLE_CPU_SHARE:
            return


if __name__ == "__main__":
    main(VISIT_RUNS, CHOICE_RUNS, SESSIONS)
