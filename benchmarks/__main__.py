"""Measure everything and write benchmarks/RESULTS.md: `python -m benchmarks`. Takes minutes."""

import os
import shutil
import sys
import tempfile
from pathlib import Path

from benchmarks import measurement, report
from benchmarks.delivery_report import DeliveryResults
from benchmarks.report import LoadTimes, Results
from lib.archive.archive import data_folder
from tests.support import synthetic_archives

RESULTS = Path(__file__).with_name("RESULTS.md")

# How many times an archive is loaded, for the shipped one and by the number of editions.
SHIPPED_RUNS = 15
EDITIONS_RUNS = {6: 15, 60: 5, 600: 3}
LARGE_EDITION_ROWS, ROWS_RUNS = 100_000, 3


def main() -> None:
    """Make the archives, run each benchmark, write the results."""
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="abwab-bench-") as folder:
        top = Path(folder)
        _say("making the archives")
        shipped = shutil.copytree(data_folder(), top / "shipped")  # so that an edit of the data doesn't affect the run
        archive_of = {
            number: synthetic_archives.make_editions_archive(number, shipped, top / str(number))
            for number in EDITIONS_RUNS
        }
        many = synthetic_archives.make_large_archive(LARGE_EDITION_ROWS, shipped, top / "many")
        folders = {"shipped": shipped, **{str(number): path for number, path in archive_of.items()}, "many": many}
        times = {
            "shipped": SHIPPED_RUNS,
            **{str(number): runs for number, runs in EDITIONS_RUNS.items()},
            "many": ROWS_RUNS,
        }
        loads = _load(folders, times)
        _say("pages")
        pages = measurement.run_module("benchmarks.page_scripts", data=shipped)
        growth = {}
        for name in (*map(str, EDITIONS_RUNS), "many"):
            _say(f"pages and charts of {name}")
            growth[name] = measurement.run_module("benchmarks.growth", data=folders[name])
        _say("controls")
        controls = measurement.run_module("benchmarks.controls", data=shipped)
        _say("documents and pictures")
        made = measurement.run_module("benchmarks.rendering", data=shipped)
        _say("delivery, beside a plain page and a bare file")
        delivered = DeliveryResults(measurement.run_module("benchmarks.delivery", data=shipped), made)
    results = Results(
        shipped=loads["shipped"],
        grown=[loads[str(number)] for number in EDITIONS_RUNS],
        many=loads["many"],
        pages=pages,
        growth=[growth[str(number)] for number in EDITIONS_RUNS],
        large=growth["many"],
        controls=controls,
        delivered=delivered,
        busy=busy,
    )
    RESULTS.write_text(report.results_report(results), encoding="utf-8")
    _say(f"written to {RESULTS.relative_to(measurement.PROJECT)}")


def _load(folders: dict[str, Path], times: dict[str, int]) -> dict[str, LoadTimes]:
    """Load each archive several times, in turns, so that a busy minute of the machine affects all of them alike."""
    names = {"shipped": "shipped", "many": "one large edition"} | {str(number): "made" for number in EDITIONS_RUNS}
    runs: dict[str, list[dict[str, float]]] = {name: [] for name in folders}
    for turn in range(max(times.values())):
        for name, folder in folders.items():
            if turn < times[name]:
                _say(f"loading {name} ({turn + 1} of {times[name]})")
                runs[name].append(measurement.run_module("benchmarks.archive_loading", str(folder)))
    return {
        name: LoadTimes(names[name], synthetic_archives.archive_bytes(folder), runs[name])
        for name, folder in folders.items()
    }


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
