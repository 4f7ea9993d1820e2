"""Memory of the server and of its Chromium: `python -m benchmarks.memory` prints a table, in about five minutes.

The server is one process, and its number is its resident set size (RSS). Chromium is eight processes or more, which
share most of what they hold: theirs is the sum of proportional set sizes (PSS), in which what n processes share counts
for an n-th in each. It is too low while another Chromium runs on the machine.
"""

import http.client
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import psutil

from benchmarks.local_server import LocalServer, streamlit_server
from benchmarks.markdown import table_lines
from lib.charts import CHARTS
from lib.language import LANGUAGE_CODES

SAMPLE_INTERVAL = 0.5  # seconds
REST = 10.0  # seconds before a sample of a server that has nothing to do
MEGA = 1_000_000


@dataclass(frozen=True)
class MemorySample:
    """Bytes at one moment: RSS of the server's process, PSS of its Chromium's processes together."""

    server: int
    chromium: int

    @property
    def total(self) -> int:
        """What the machine has to have for both."""
        return self.server + self.chromium

    @classmethod
    def of(cls, process: int) -> "MemorySample":
        """The memory of a process and its descendants, as they are now."""
        server = psutil.Process(process)
        chromium = 0
        for child in server.children(recursive=True):
            with suppress(psutil.NoSuchProcess, psutil.AccessDenied):  # it has just ended
                chromium += child.memory_full_info().pss
        return cls(server.memory_info().rss, chromium)


@contextmanager
def peak_sample(process: int) -> Iterator[list[MemorySample]]:
    """A list that holds the sample with the highest total of the block, once it has ended."""
    samples = [MemorySample.of(process)]
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(SAMPLE_INTERVAL):
            samples.append(MemorySample.of(process))

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        yield samples
    finally:
        ended.set()
        watching.join()
        samples[:] = [max(samples, key=lambda sample: sample.total)]


def ask(server: LocalServer, path: str) -> bytes:
    """The body of an answer. A server that says when to ask again is asked again then."""
    while True:
        client = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=120)
        client.request("GET", path)
        answer = client.getresponse()
        body = answer.read()
        client.close()
        if answer.status != 503:
            return body
        time.sleep(min(5, float(answer.headers["Retry-After"])))


def measure_memory() -> list[tuple[str, MemorySample]]:
    """What a server holds that is ready, that makes pictures, that makes a kit, and after that."""
    with tempfile.TemporaryDirectory() as cache:
        settings = {"ABWAB_CACHE": cache, "ABWAB_STORE": "memory:///", "ABWAB_LOG": "warning"}
        with streamlit_server(settings=settings) as server:
            assert server.process
            found = []
            time.sleep(REST)
            found.append(("ready, first charts drawn", MemorySample.of(server.process)))
            with peak_sample(server.process) as peak:
                for form in ("png", "svg", "pdf"):
                    for name in CHARTS:
                        for code in LANGUAGE_CODES:
                            ask(server, f"/charts/{name}.{form}?lang={code}")
            found.append(("peak while all charts are made as PNG, SVG and PDF", peak[0]))
            with peak_sample(server.process) as peak:
                ask(server, "/kit/4.zip")
            found.append(("peak while a press kit is made", peak[0]))
            time.sleep(REST)
            found.append(("at rest after that", MemorySample.of(server.process)))
    return found


def memory_table(found: list[tuple[str, MemorySample]]) -> str:
    """The samples as a Markdown table."""
    rows = [
        [what, *(f"{size / MEGA:.0f} MB" for size in (sample.server, sample.chromium, sample.total))]
        for what, sample in found
    ]
    return "\n".join(table_lines(["memory", "server", "Chromium", "together"], rows))


if __name__ == "__main__":
    if not sys.platform.startswith("linux"):
        sys.exit("PSS is known to Linux only")
    print(memory_table(measure_memory()))
