"""Releases by their number in the store: `python -m benchmarks.releases` prints a table, in about a minute.

How long a start takes with one, a hundred and ten thousand releases in a folder, beside reading the data alone; and how
long the first release takes to open, beside the same.
"""

import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.markdown import table_lines
from lib.archive.archive import check_archive, data_folder
from lib.releases import LiveArchive
from lib.releases.release import Release, hash_files, sha256, write_release
from lib.releases.store import ReleaseStore

COUNTS = (1, 100, 10_000)
RUNS = 5
BEGIN = datetime(2020, 1, 1, tzinfo=UTC)


def main() -> None:
    """Measure, and print the table."""
    data = data_folder()
    plain = _median(lambda: check_archive(data))
    rows = []
    for count in COUNTS:
        with tempfile.TemporaryDirectory(prefix="abwab-bench-") as folder:
            fill_store(Path(folder), data, count)
            start = _median(lambda folder=folder: LiveArchive(data, ReleaseStore(folder)).archive())  # type: ignore[misc]
            opened = _median(lambda folder=folder: _open_first(data, folder))  # type: ignore[misc]
        cold = f"{opened - start:.0f} ms" if count > 1 else "it is served"
        rows.append([f"{count:,}", f"{start:.0f} ms", f"{start / plain:.1f}", cold])
    print(*table_lines(["Releases", "Start", "Times reading the data", "Release 1, cold"], rows), sep="\n")


def fill_store(folder: Path, data: Path, count: int) -> None:
    """Write a chain of releases. The last has the files of the data folder, the others one row of notes more."""
    archive = check_archive(data).archive
    assert archive
    releases = folder / "releases"
    releases.mkdir()
    previous = ""
    for number in range(1, count + 1):
        files = dict(archive.files)
        if number < count:
            files["sources.csv"] += f"made-up-{number},Publisher,,,,,,press,\n".encode()
        release = Release(
            number=number,
            instant=BEGIN + timedelta(hours=number),
            kind="revision",
            files=hash_files(files),
            previous=previous,
        )
        written = write_release(release, files)
        (releases / f"{number:06d}.zip").write_bytes(written)
        previous = sha256(written)


def _open_first(data: Path, folder: str) -> None:
    live = LiveArchive(data, ReleaseStore(folder))
    live.archive()
    assert live.release(1)


def _median(work: Callable[[], object]) -> float:
    """The median time of a call in milliseconds."""
    times = []
    for _ in range(RUNS):
        begin = time.perf_counter()
        work()
        times.append((time.perf_counter() - begin) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
