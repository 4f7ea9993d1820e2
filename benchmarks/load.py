"""Load test: many concurrent readers of one process. `make load` runs it and writes LOAD.md.

Sessions open over a minute and change their controls, while chart addresses are requested at a constant rate, whatever
the answers. At the end all sessions change something without a pause. The load is bounded in number and time, and it
goes to this machine only.
"""

import argparse
import asyncio
import os
import random
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack, ExitStack, suppress
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp
import psutil

from benchmarks import local_server
from benchmarks.load_report import LoadResults, ServerSample, load_report
from benchmarks.session import Session, SessionError
from lib.archive import read_archive
from lib.content.site_map import PAGES
from lib.language import LANGUAGE_CODES

LOAD_REPORT = Path(__file__).with_name("LOAD.md")

SESSIONS, RATE, OPENING_SECONDS = 200, 200, 60.0  # sessions, requests a second, seconds over which the sessions open
MOST_SESSIONS, MOST_RATE, MOST_MINUTES = 1000, 1000, 120.0  # a single process can't be measured with more
THINK_SECONDS = (10.0, 30.0)  # seconds between two choices of a reader
SATURATION_SECONDS = 20.0  # how long the sessions change something without a pause
PROBE_RATE = 20  # requests a second during the saturation
ANSWER_TIMEOUT = 30.0  # seconds for one answer
KEEP_ALIVE_SECONDS = 2.0  # how long an idle connection is kept open: shorter than the server does
MEMORY_INTERVAL = 5.0  # seconds between two memory samples
# What newsrooms request on the day of an announcement, some forms more often than others.
ADDRESS_SUFFIXES = ("", "", "", ".svg", ".svg", ".png", ".csv", ".json", ".xlsx", "/embed")
REQUESTED_CHARTS = ("visitors_total", "visitors_per_day", "scoreboard", "staff_proportions", "stands_total")
REVALIDATION_SHARE = (
    0.4  # of the requests are conditional: the reader has the answer and asks whether it is still valid
)
REFUSAL_STATUS = 503
# Newsrooms come from addresses that no session has.
FIRST_NEWSROOM, NEWSROOMS = 10_000, 50
ENCODING_HEADERS = {"accept-encoding": "br, gzip"}


@dataclass
class OutcomeCounts:
    """Counts of all requests, by kind and outcome, with their times."""

    sent: Counter[str] = field(default_factory=Counter)
    fates: Counter[str] = field(default_factory=Counter)  # "requests answered", "runs lost", …
    errors: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def took(self, what: str, seconds: float) -> None:
        self.seconds.setdefault(what, []).append(seconds)

    def lost(self, what: str, error: object) -> None:
        self.fates[f"{what} lost"] += 1
        self.errors[f"{what}: {error}"[:160]] += 1


@dataclass
class ChartClient:
    """The requests of newsrooms for chart addresses."""

    client: aiohttp.ClientSession
    address: str
    counts: OutcomeCounts
    tags: dict[str, str] = field(default_factory=dict)

    async def ask(self, path: str, due: float, what: str = "requests") -> None:
        """Send one request. Its time runs from when it was due, so that a stalled server is measured correctly."""
        self.counts.sent[what] += 1
        headers = ENCODING_HEADERS | local_server.forwarded(FIRST_NEWSROOM + random.randrange(NEWSROOMS))
        tag = self.tags.get(path) if random.random() < REVALIDATION_SHARE else None
        if tag:
            headers["if-none-match"] = tag
        try:
            async with self.client.get(self.address + path, headers=headers) as answer:
                body = await answer.read()
                if answer.status == REFUSAL_STATUS and "retry-after" in answer.headers:
                    self.counts.fates[f"{what} refused"] += 1
                    return
                sound = body if answer.status == 200 else tag and answer.status == 304
                if not sound:
                    self.counts.lost(what, f"status {answer.status}")
                    return
                self.tags[path] = answer.headers.get("etag", "")
        except (aiohttp.ClientError, TimeoutError, OSError) as error:
            self.counts.lost(what, type(error).__name__)
            return
        self.counts.fates[f"{what} answered"] += 1
        self.counts.took(what, time.monotonic() - due)

    async def pace(self, paths: Iterator[str], rate: float, end: float, what: str = "requests") -> None:
        """Send `rate` requests a second until `end`, then wait for the answers to all of them."""
        asked: set[asyncio.Task[None]] = set()
        due = time.monotonic()
        while due < end:
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            task = asyncio.create_task(self.ask(next(paths), due, what))
            asked.add(task)
            task.add_done_callback(asked.discard)
            due += 1 / rate
        await asyncio.gather(*asked)


@dataclass
class SessionGroup:
    """Concurrent sessions of the dashboard."""

    client: aiohttp.ClientSession
    address: str
    counts: OutcomeCounts
    editions: int
    thinking: tuple[float, float]
    open: int = 0
    stood: int = 0  # to the very end
    hurry: asyncio.Event = field(default_factory=asyncio.Event)

    async def read(self, number: int, query: str, delay: float, end: float) -> None:
        """Open a page after `delay` and make choices until `end`; without a pause once `hurry` is set. Each reader
        comes from an address of its own.
        """
        await asyncio.sleep(delay)
        page = PAGES[number % len(PAGES)].path.strip("/")
        try:
            async with AsyncExitStack() as stack:
                session = Session(self.client, self.address, page, query, local_server.forwarded(number))
                if not await self._done("openings", lambda: self._opened(stack, session)):
                    return
                self.open += 1
                stack.callback(self._left)
                while time.monotonic() < end:
                    with suppress(TimeoutError):
                        await asyncio.wait_for(self.hurry.wait(), random.uniform(*self.thinking))
                    what = "choices in a hurry" if self.hurry.is_set() else "choices"
                    if time.monotonic() < end and not await self._done(what, lambda: self._chosen(session)):
                        return
                self.stood += 1
        except (aiohttp.ClientError, OSError) as error:
            self.counts.lost("sessions", type(error).__name__)

    async def _opened(self, stack: AsyncExitStack, session: Session) -> float:
        start = time.perf_counter()
        await stack.enter_async_context(session)
        await session.run()
        return time.perf_counter() - start

    async def _chosen(self, session: Session) -> float:
        """Choose a random language or edition; return the seconds that it took."""
        key, now, number = random.choice(
            (
                ("choice-lang", list(map(str, LANGUAGE_CODES)).index(session.choices["lang"]), len(LANGUAGE_CODES)),
                # The latest edition comes first.
                ("choice-edition", self.editions - int(session.choices["edition"]), self.editions),
            )
        )
        return await session.choose(key, (now + random.randrange(1, number)) % number)

    async def _done(self, what: str, work: Callable[[], Awaitable[float]]) -> bool:
        self.counts.sent[what] += 1
        try:
            self.counts.took(what, await work())
        except aiohttp.WSServerHandshakeError as error:
            polite = error.status == REFUSAL_STATUS and error.headers and "retry-after" in error.headers
            if not polite:
                self.counts.lost(what, f"status {error.status}")
            else:
                self.counts.fates[f"{what} refused"] += 1
            return False
        except (SessionError, aiohttp.ClientError, TimeoutError, OSError) as error:
            self.counts.lost(what, error if isinstance(error, SessionError) else type(error).__name__)
            return False
        self.counts.fates[f"{what} answered"] += 1
        return True

    def _left(self) -> None:
        self.open -= 1


def chart_addresses(editions: list[int]) -> list[str]:
    """Chart addresses in mixed forms, languages and editions, each repeated by how often it is requested."""
    return [
        f"/charts/{name}{form}?edition={edition}&lang={code}"
        for name, form, code, edition in product(REQUESTED_CHARTS, ADDRESS_SUFFIXES, LANGUAGE_CODES, editions)
    ]


async def run_load(
    where: local_server.LocalServer,
    paths: Sequence[str],
    sessions: int,
    rate: float,
    minutes: float,
    opening: float = OPENING_SECONDS,
    saturated: float = SATURATION_SECONDS,
    thinking: tuple[float, float] = THINK_SECONDS,
) -> LoadResults:
    """Load a server of this machine. `paths` are the addresses to request; the first is the cached chart for the probe.

    Raises ValueError for a server of another machine, or for a load beyond the bounds.
    """
    address = local_server.require_loopback(where.address)
    if not (0 < sessions <= MOST_SESSIONS and 0 < rate <= MOST_RATE and 0 < minutes <= MOST_MINUTES):
        raise ValueError(f"expected at most {MOST_SESSIONS} sessions, {MOST_RATE} a second, {MOST_MINUTES:.0f} minutes")
    archive = read_archive()
    editions = [archive.focus, max(archive.numbers)]
    counts = OutcomeCounts()
    patience = aiohttp.ClientTimeout(total=None, sock_connect=ANSWER_TIMEOUT, sock_read=ANSWER_TIMEOUT)
    async with aiohttp.ClientSession(
        timeout=patience, connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=KEEP_ALIVE_SECONDS)
    ) as client:
        press = ChartClient(client, address, counts)
        ready = await _made_ready(press, sorted(set(paths)))
        readers = SessionGroup(client, address, counts, len(archive.numbers), thinking)
        start = time.monotonic()
        end = start + minutes * 60
        queries = [f"edition={edition}&lang={code}" for edition, code in product(editions, LANGUAGE_CODES)]
        tasks = [
            asyncio.create_task(
                readers.read(
                    number,
                    queries[number % len(queries)],
                    opening * number / sessions,
                    end + saturated,
                )
            )
            for number in range(sessions)
        ]
        curve: list[ServerSample] = []
        watching = asyncio.create_task(_watch(where.process, start, readers, counts, curve))
        drawn = iter(lambda: random.choice(paths), None)
        await press.pace(drawn, rate, end)
        readers.hurry.set()
        probe = iter(lambda: paths[0], None)
        await press.pace(probe, PROBE_RATE, end + saturated, "a kept chart meanwhile")
        await asyncio.gather(*tasks)
        watching.cancel()
    became = (counts.sent, counts.fates, counts.errors, counts.seconds)
    return LoadResults(sessions, rate, minutes, opening, ready, readers.stood, curve, *became)


async def _made_ready(press: ChartClient, paths: list[str]) -> float:
    """Request every path once, so that the measured answers come from the cache; return the seconds that it took."""
    start = time.monotonic()
    trial = ChartClient(press.client, press.address, OutcomeCounts(), press.tags)
    for path in paths:
        for _ in range(60):
            answered = trial.counts.fates["requests answered"]
            await trial.ask(path, time.monotonic())
            if trial.counts.fates["requests answered"] > answered:
                break
            await asyncio.sleep(1)
        else:
            raise RuntimeError(f"{path} could not be had: {dict(trial.counts.errors)}")
    return time.monotonic() - start


async def _watch(
    process: int | None, start: float, readers: SessionGroup, counts: OutcomeCounts, curve: list[ServerSample]
) -> None:
    """Sample the memory and the CPU time of the server's process every few seconds."""
    server = psutil.Process(process) if process else None
    while True:
        memory = server.memory_info().rss if server else 0
        spent = sum(server.cpu_times()[:2]) if server else 0.0
        answered = counts.fates["requests answered"]
        curve.append(ServerSample(time.monotonic() - start, memory, spent, readers.open, answered))
        await asyncio.sleep(MEMORY_INTERVAL)


def main() -> None:
    """Start a server, or use one that runs on this machine, load it, and write LOAD.md."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=2.0)
    parser.add_argument("--sessions", type=int, default=SESSIONS)
    parser.add_argument("--rate", type=float, default=RATE, help="requests a second")
    parser.add_argument("--address", help="of a server that runs on this machine: http://127.0.0.1:8501")
    given = parser.parse_args()
    busy = os.getloadavg()[0]
    archive = read_archive()
    paths = chart_addresses([archive.focus, max(archive.numbers)])
    with ExitStack() as stack:
        if given.address:
            address = local_server.require_loopback(given.address)
            served = local_server.LocalServer(address, _listening(address))
        else:
            served = stack.enter_context(local_server.streamlit_server())
        found = asyncio.run(run_load(served, paths, given.sessions, given.rate, given.minutes))
    report = load_report(found, busy)
    LOAD_REPORT.write_text(report, encoding="utf-8")
    sys.stdout.write(report)


def _listening(address: str) -> int | None:
    """The id of the process that listens at the address; None if the system doesn't tell."""
    port = urlsplit(address).port
    with suppress(psutil.AccessDenied):
        for connection in psutil.net_connections("tcp"):
            if connection.status == psutil.CONN_LISTEN and connection.laddr and connection.laddr.port == port:
                return connection.pid
    return None


if __name__ == "__main__":
    main()
