"""Attacks on a server of this machine, with an honest reader beside each. `make siege` writes what it saw into
deploy/README.md.

All is bounded in number and time, and goes to an own server on the loopback address only. That server takes this
machine for a proxy, so attackers and readers have addresses of their own.
"""

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

import aiohttp
import psutil

from benchmarks import local_server
from benchmarks.attacks import ATTACKS, NETWORK_ERRORS, Attack, Attacker
from benchmarks.load import chart_addresses, run_load
from benchmarks.load_report import LoadResults
from benchmarks.measurement import PROJECT
from benchmarks.session import Session
from benchmarks.siege_report import SiegeResult, insert_report, siege_report
from lib.archive import read_archive
from lib.charts import CHARTS
from lib.export.pictures.sizes import COLOUR_THEMES, PICTURE_SIZES
from lib.language import LANGUAGE_CODES

DEPLOY_README = PROJECT / "deploy" / "README.md"
ATTACK_SECONDS = 16.0
RECOVERY_SECONDS = 30.0  # until a server must be as before
CROWDS = (400, 800)  # readers at once
CROWD_OPENING, CROWD_MINUTES, CROWD_RATE = 20.0, 0.6, 50.0
HONEST_ADDRESS = 60_000
PAGE_PATHS = [f"/{page}?edition=4&lang={code}" for page in ("", "visitors", "journey") for code in LANGUAGE_CODES]
KEPT_PATHS = [f"/charts/visitors_total{form}?edition=4&lang=ar" for form in ("", ".svg", ".png", ".csv", "/embed")]
PAUSES = {"page": 0.2, "kept chart": 0.2, "new picture": 2.0, "choice": 1.0}  # seconds between two of a kind
MEMORY_PAUSE = 0.5  # seconds between two samples of the memory


def _new_pictures() -> Iterator[str]:
    """Pictures that nobody has asked for: those of the edition that is not attacked."""
    for size, theme, name, code in product(PICTURE_SIZES, COLOUR_THEMES, CHARTS, LANGUAGE_CODES):
        yield f"/charts/{name}.png?edition=2&lang={code}&size={size}&theme={theme}"


@dataclass
class HonestReader:
    """A reader who asks for one thing at a time, of each kind, and waits for it; `seconds` and `lost` are by kind."""

    server: str
    client: aiohttp.ClientSession
    new: Iterator[str]
    seconds: dict[str, list[float]] = field(default_factory=dict)
    lost: Counter[str] = field(default_factory=Counter)
    beginnings: int = 0  # pages of which only the beginning was sent

    async def read(self, end: float) -> None:
        """Read until the end, of the loop's clock."""
        pages, kept = iter(PAGE_PATHS * 1000), iter(KEPT_PATHS * 1000)
        await asyncio.gather(
            self._repeat("page", end, lambda: self._get(next(pages))),
            self._repeat("kept chart", end, lambda: self._get(next(kept))),
            self._repeat("new picture", end, lambda: self._get(next(self.new))),
            self._repeat("choice", end, self._choose),
        )

    async def _repeat(self, kind: str, end: float, act: Callable[[], Awaitable[None]]) -> None:
        while asyncio.get_running_loop().time() < end:
            began = time.perf_counter()
            try:
                await act()
            except NETWORK_ERRORS:
                self.lost[kind] += 1
            else:
                self.seconds.setdefault(kind, []).append(time.perf_counter() - began)
            await asyncio.sleep(PAUSES[kind])

    async def _get(self, path: str) -> None:
        async with self.client.get(self.server + path) as answer:
            await answer.read()
            answer.raise_for_status()
            self.beginnings += "retry-after" in answer.headers

    async def _choose(self) -> None:
        """Open a page and choose a language: all of a visit that needs a session."""
        async with Session(self.client, self.server, "visitors", "edition=4&lang=ar") as session:
            await session.run()
            await session.choose("choice-lang", 1)


async def attack_server(served: local_server.LocalServer, attack: Attack, new: Iterator[str]) -> SiegeResult:
    """One attack, with an honest reader beside it, and how long the server takes to be as before."""
    loop, process = asyncio.get_running_loop(), psutil.Process(served.process)
    end, memory = loop.time() + ATTACK_SECONDS, process.memory_info().rss
    attackers = [Attacker(served.address, end, number + 1) for number in range(attack.clients)]
    most = memory

    async def watch() -> None:
        nonlocal most
        while True:
            most = max(most, process.memory_info().rss)
            await asyncio.sleep(MEMORY_PAUSE)

    watching = asyncio.create_task(watch())
    async with aiohttp.ClientSession(
        headers=local_server.forwarded(HONEST_ADDRESS), timeout=aiohttp.ClientTimeout(total=RECOVERY_SECONDS)
    ) as client:
        reader = HonestReader(served.address, client, new)
        acting = [asyncio.ensure_future(attack.act(attacker)) for attacker in attackers]
        await asyncio.sleep(1)  # until the attack stands
        await reader.read(end)
        _, running = await asyncio.wait(acting, timeout=10)
        for task in running:
            task.cancel()
        await asyncio.gather(*acting, return_exceptions=True)
        after = HonestReader(served.address, client, new)
        began = loop.time()
        while loop.time() - began < RECOVERY_SECONDS:
            with suppress(*NETWORK_ERRORS):
                await after._choose()
                break
    watching.cancel()
    counts = sum((attacker.counts for attacker in attackers), Counter[str]())
    return SiegeResult(
        attack.name,
        attack.strength,
        reader.seconds,
        reader.lost,
        reader.beginnings,
        counts,
        most - memory,
        loop.time() - began,
    )


async def _made_ready(server: str) -> None:
    """Ask for everything that the honest reader expects to be kept."""
    async with aiohttp.ClientSession(headers=local_server.forwarded(HONEST_ADDRESS)) as client:
        for path in [*PAGE_PATHS, *KEPT_PATHS, "/charts/visitors_total.svg?edition=4&lang=ar"] * 2:
            async with client.get(server + path) as answer:
                answer.raise_for_status()


def besiege(attacks: tuple[Attack, ...], cache: Path) -> list[SiegeResult]:
    """All attacks, one after the other, on one server."""
    settings = {"ABWAB_LOG": "warning", "ABWAB_CACHE": str(cache), "ABWAB_STORE": "memory:///"}
    found, new = [], _new_pictures()
    with local_server.streamlit_server(settings=settings) as served:
        asyncio.run(_made_ready(served.address))
        for attack in attacks:
            found.append(asyncio.run(attack_server(served, attack, new)))
            print(siege_report(found[-1:], [], (0.0, 0.0)).splitlines()[-1], file=sys.stderr, flush=True)
    return found


def crowd(readers: int, cache: Path) -> LoadResults:
    """So many readers at once, on a server of their own."""
    archive = read_archive()
    paths = chart_addresses([archive.focus])
    settings = {"ABWAB_LOG": "warning", "ABWAB_CACHE": str(cache), "ABWAB_STORE": "memory:///"}
    with local_server.streamlit_server(settings=settings) as served:
        return asyncio.run(run_load(served, paths, readers, CROWD_RATE, CROWD_MINUTES, CROWD_OPENING))


def main() -> None:
    """Make all attacks, or those whose name holds a word, and write the report if all were made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("word", nargs="?", default="")
    word = parser.parse_args().word
    busy, began = os.getloadavg()[0], time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        attacks = tuple(attack for attack in ATTACKS if word in attack.name)
        found = besiege(attacks, Path(folder))
        crowds = [] if word else [crowd(readers, Path(folder)) for readers in CROWDS]
    report = siege_report(found, crowds, (busy, os.getloadavg()[0]))
    print(report, f"\n{time.monotonic() - began:.0f} s")
    if not word:
        DEPLOY_README.write_text(insert_report(DEPLOY_README.read_text(encoding="utf-8"), report), encoding="utf-8")


if __name__ == "__main__":
    main()
