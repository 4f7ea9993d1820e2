"""Releases by their number in the store: `python -m benchmarks.releases` prints a table, in a few minutes.

How long a start takes with one, a hundred and ten thousand releases in a folder, beside reading the data alone, and how
much memory the process has then. How long a chart of the first release takes that nobody asked for before, beside the
same chart of today, and how long when it was asked for. How long the history of a figure takes that all releases share,
and how long it takes to say of a figure that never was that there is none. The last release but ten is a correction, so
that all charts of today are held against it.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.markdown import table_lines
from benchmarks.measurement import PROJECT
from lib.archive.archive import check_archive, data_folder
from lib.charts import ChartContext, View, build_chart
from lib.content.claim_page import build_claim_page
from lib.language import Language
from lib.releases import LiveArchive
from lib.releases.release import Release, hash_files, sha256, whole_second, write_release
from lib.releases.store import ReleaseStore

COUNTS = (1, 100, 10_000)
RUNS = 5
# The release after which this many follow is a correction of the number of visitors.
SINCE_CORRECTION = 10
CORRECTED_FILE, RIGHT, WRONG = "4-fes-2023/visitors.csv", b",visitors,1150000,", b",visitors,1140000,"
TOTAL, NEVER = "4.visitors.2023-05-17.2023-05-21..all.visitors", "4.visitors.never"
HEADS = [
    "Releases",
    "Start",
    "Times reading the data",
    "Memory",
    "Chart of today",
    "of release 1, cold",
    "warm",
    "History of a figure",
    "No such figure",
]
# Prints the resident set size in megabytes of a process that serves a store.
MEMORY_SCRIPT = """
import sys, psutil
from lib.releases import LiveArchive
from lib.releases.store import ReleaseStore
live = LiveArchive(sys.argv[1], ReleaseStore(sys.argv[2]))
live.archive()
print(round(psutil.Process().memory_info().rss / 1e6))
"""


def main() -> None:
    """Measure, and print the table."""
    data = data_folder()
    plain = _median(lambda: check_archive(data))
    rows = []
    for count in COUNTS:
        with tempfile.TemporaryDirectory(prefix="abwab-bench-") as folder:
            fill_store(Path(folder), data, count)
            start = _median(lambda folder=folder: LiveArchive(data, ReleaseStore(folder)).archive())  # type: ignore[misc]
            runs = [_read_times(data, folder) for _ in range(RUNS)]
            memory = f"{_memory(data, folder)} MB"
        times = [f"{statistics.median(column):.0f} ms" for column in zip(*runs, strict=True)]
        rows.append([f"{count:,}", f"{start:.0f} ms", f"{start / plain:.1f}", memory, *times])
    print(*table_lines(HEADS, rows), sep="\n")


def fill_store(folder: Path, data: Path, count: int) -> None:
    """Write a chain of releases, one an hour up to now. The last has the files of the data folder; the others have one
    row of notes more, and those before the correction another number of visitors.
    """
    archive = check_archive(data).archive
    assert archive
    assert RIGHT in archive.files[CORRECTED_FILE]
    releases = folder / "releases"
    releases.mkdir()
    previous, now = "", whole_second(datetime.now(UTC))
    corrected = max(count - SINCE_CORRECTION, 1)
    for number in range(1, count + 1):
        files = dict(archive.files)
        if number < count:
            files["sources.csv"] += f"made-up-{number},Publisher,,,,,,press,\n".encode()
        if number < corrected:
            files[CORRECTED_FILE] = files[CORRECTED_FILE].replace(RIGHT, WRONG)
        is_correction = number == corrected > 1
        hashes = hash_files(files)
        release = Release(
            number=number,
            instant=now - timedelta(hours=count - number + 1),
            kind="correction" if is_correction else "revision",
            note=dict.fromkeys(("ar", "fr", "en"), "A slip.") if is_correction else {},
            files=hashes,
            previous=previous,
            corrections={corrected: now - timedelta(hours=count - corrected + 1)} if number >= corrected > 1 else {},
            changed_in=dict.fromkeys(hashes, 1)
            | {"data/sources.csv": number, f"data/{CORRECTED_FILE}": corrected if number >= corrected else 1},
        )
        written = write_release(release, files)
        (releases / f"{number:06d}.zip").write_bytes(written)
        previous = sha256(written)


def _read_times(data: Path, folder: str) -> list[float]:
    """The milliseconds of: a chart of today, one of the first release, the same again, a history, and none."""
    live = LiveArchive(data, ReleaseStore(folder))
    today, language = live.archive(), Language("fr")

    def draw(number: int | None) -> None:
        archive = live.release(number) if number else today
        assert archive
        build_chart("visitors_total", ChartContext(archive, View(4), language))

    return [
        _milliseconds(work)
        for work in (
            lambda: draw(None),
            lambda: draw(1),
            lambda: draw(1),
            lambda: build_claim_page(today, TOTAL, language),
            lambda: build_claim_page(today, NEVER, language),
        )
    ]


def _memory(data: Path, folder: str) -> int:
    command = [sys.executable, "-c", MEMORY_SCRIPT, str(data), folder]
    return int(subprocess.run(command, cwd=PROJECT, capture_output=True, check=True, text=True).stdout)


def _milliseconds(work: Callable[[], object]) -> float:
    begin = time.perf_counter()
    work()
    return (time.perf_counter() - begin) * 1000


def _median(work: Callable[[], object]) -> float:
    """The median time of a call in milliseconds."""
    return statistics.median(_milliseconds(work) for _ in range(RUNS))


if __name__ == "__main__":
    main()
