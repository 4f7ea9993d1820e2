"""New data under readers: `python -m benchmarks.data_change` prints a table, in about three minutes.

Fifty readers ask for pages and charts of a record book of 600 editions, each once a second, whatever the answers. Then
a figure is added to the data folder; it comes to rest, is checked and published, and all answers are made anew. The
time of an answer runs from when it was due.
"""

import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import aiohttp

from benchmarks.desk import one_figure_more
from benchmarks.load import ChartClient, OutcomeCounts
from benchmarks.local_server import LocalServer, streamlit_server
from benchmarks.markdown import table_lines
from benchmarks.memory import ask
from lib.archive.archive import data_folder
from lib.charts import CHARTS
from lib.content.site_map import PAGES
from tests.support.synthetic_archives import make_editions_archive

EDITIONS, READERS = 600, 50
# What the readers see, and for how many seconds: the data come to rest, are checked and published, and prepared.
PHASES = {"before": 20.0, "while it changes": 60.0, "after": 20.0}


def main() -> None:
    """Measure, and print the table."""
    with tempfile.TemporaryDirectory(prefix="abwab-bench-") as made:
        data = make_editions_archive(EDITIONS, data_folder(), Path(made) / "data")
        settings = {
            "ABWAB_DATA": str(data),
            "ABWAB_STORE": str(Path(made) / "store"),
            "ABWAB_CACHE": str(Path(made) / "cache"),
            "ABWAB_LOG": "warning",
        }
        with streamlit_server(settings=settings) as server:
            counts = asyncio.run(ask_meanwhile(server, data))
    heads = [f"{EDITIONS} editions, {READERS} readers", "Asked", "Answered", "Median", "99 of 100", "Slowest"]
    rows = [
        [phase, str(counts.sent[phase]), str(counts.fates[f"{phase} answered"]), *_spread(counts.seconds[phase])]
        for phase in PHASES
    ]
    print(*table_lines(heads, rows), sep="\n")


async def ask_meanwhile(server: LocalServer, data: Path) -> OutcomeCounts:
    """The answers in each of the PHASES. Raises RuntimeError if the data did not change within theirs."""
    paths = [
        *(f"{page.path}?edition={EDITIONS}&lang=fr" for page in PAGES),
        *(f"/charts/{name}.json?edition={EDITIONS}&lang=fr" for name in CHARTS),
    ]
    for path in paths:  # made ready
        await asyncio.to_thread(ask, server, path)
    counts, number = OutcomeCounts(), _release(server)
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=2)) as client:
        readers = ChartClient(client, server.address, counts)
        for phase, seconds in PHASES.items():
            if phase == "while it changes":
                _add_figure(data)
            drawn = iter(lambda: random.choice(paths), None)
            await readers.pace(drawn, READERS, time.monotonic() + seconds, phase)
    if await asyncio.to_thread(_release, server) == number:
        raise RuntimeError("the new data were not served in time")
    return counts


def _add_figure(data: Path) -> None:
    files = {path.relative_to(data).as_posix(): path.read_bytes() for path in data.rglob("*.csv")}
    for file, content in one_figure_more(files, EDITIONS, 1).items():
        if content != files[file]:
            (data / file).write_bytes(content)


def _release(server: LocalServer) -> int:
    number: int = json.loads(ask(server, "/health"))["release"]
    return number


def _spread(seconds: Sequence[float]) -> list[str]:
    last = statistics.quantiles(seconds, n=100)[-1]
    return [f"{1000 * time:.0f} ms" for time in (statistics.median(seconds), last, max(seconds))]


if __name__ == "__main__":
    main()
