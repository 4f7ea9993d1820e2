"""Comparison with an earlier build and with a plain page: what choices of another edition cost the server.

`python -m benchmarks.choices_against_build FOLDER` prints the CPU time of a choice, and how many choices a process
manages in a second while readers choose without a pause. FOLDER is the project's folder at an earlier commit (`git
worktree add FOLDER COMMIT`). The plain page has the same content in Streamlit's own elements.
"""

import asyncio
import statistics
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack
from pathlib import Path

import aiohttp
import psutil

from benchmarks.delivery import DEFAULT_OPTIONS
from benchmarks.earlier_build import earlier_build_parser
from benchmarks.local_server import BASELINE_SCRIPT, LocalServer, forwarded, streamlit_server
from benchmarks.measurement import PROJECT
from benchmarks.session import Session

TURNS, CHOICES, EDITIONS = 3, 200, 5
READERS, SATURATION_SECONDS = 12, 15.0
QUERY = "edition=4&lang=ar"
CONTROLS = {"before": "choice-edition", "plain page": "edition", "now": "choice-edition"}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print one line a measure: the medians of the three, and this build's share of those of the others."""
    folder = earlier_build_parser("choices_against_build").parse_args(arguments).folder.resolve()
    with ExitStack() as stack:
        elsewhere = stack.enter_context(tempfile.TemporaryDirectory())  # without this project's settings of Streamlit
        servers = {
            "before": stack.enter_context(streamlit_server(folder=folder)),
            "plain page": stack.enter_context(streamlit_server(BASELINE_SCRIPT, DEFAULT_OPTIONS, Path(elsewhere))),
            "now": stack.enter_context(streamlit_server(folder=PROJECT)),
        }
        found = asyncio.run(_measure(servers))
    for measure, runs in found.items():
        medians = {name: statistics.median(values) for name, values in runs.items()}
        values = ", ".join(f"{value:.1f} {name}" for name, value in medians.items())
        shares = " and ".join(f"{medians['now'] / medians[name]:.0%} of {name}" for name in medians if name != "now")
        print(f"{measure}: {values}; {shares}", flush=True)


# The values of the turns, by the server.
Runs = dict[str, list[float]]


async def _measure(servers: Mapping[str, LocalServer]) -> dict[str, Runs]:
    found: dict[str, Runs] = {}
    for _ in range(TURNS):
        for name, server in servers.items():
            for made, keeps in (("before", True), ("first", False)):
                spent = await _choice_cost(server, CONTROLS[name], keeps)
                found.setdefault(f"CPU of a choice made {made}, ms", {}).setdefault(name, []).append(spent * 1000)
            rate = await _choice_rate(server, CONTROLS[name])
            found.setdefault("choices a second and process", {}).setdefault(name, []).append(rate)
    return found


async def _choice_cost(server: LocalServer, control: str, keeps: bool) -> float:
    """CPU seconds of the server for one of many choices, with what a browser then fetches: by a reader who has made it
    before, whose browser `keeps` the drawings, or by one whose browser has none of them.
    """
    process, held = psutil.Process(server.process), set[str]()
    opened = Session(client := aiohttp.ClientSession(), server.address, query=QUERY)
    async with client, opened as session:
        await session.run()
        before = sum(process.cpu_times()[:2])
        for number in range(CHOICES):
            await session.choose(control, number % EDITIONS)
            for address in set(session.figures) - held:
                async with client.get(server.address + address) as answer:
                    await answer.read()
                if keeps:
                    held.add(address)
        return (sum(process.cpu_times()[:2]) - before) / CHOICES


async def _choice_rate(server: LocalServer, control: str) -> float:
    """Choices a second of readers who choose without a pause, and whose browsers have all drawings."""
    async with AsyncExitStack() as stack:
        client = await stack.enter_async_context(aiohttp.ClientSession())
        sessions = [
            await stack.enter_async_context(Session(client, server.address, query=QUERY, headers=forwarded(number)))
            for number in range(READERS)
        ]
        for session in sessions:
            await session.run()
        start = time.monotonic()
        made = await asyncio.gather(*(_choose_until(start + SATURATION_SECONDS, each, control) for each in sessions))
        return sum(made) / (time.monotonic() - start)


async def _choose_until(end: float, session: Session, control: str) -> int:
    made = 0
    while time.monotonic() < end:
        await session.choose(control, made % EDITIONS)
        made += 1
    return made


if __name__ == "__main__":
    main()
