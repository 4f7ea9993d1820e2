"""Comparison with an earlier build: loads the shipped editions with that build's code and with this one's.

`python -m benchmarks.against_build FOLDER` prints the CPU time of both and how many times as fast this build is. FOLDER
is the project's folder at an earlier commit (`git worktree add FOLDER COMMIT`). Both read this build's data with this
interpreter and its packages. They take turns, each time in a new process, so that a busy minute affects both alike.
"""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.earlier_build import earlier_build_parser
from benchmarks.markdown import format_milliseconds
from benchmarks.measurement import PROJECT, Spread
from lib.archive import data_folder

RUNS = 9
# Prints the CPU seconds of the first loading after imports, and the median of later ones in the same process.
SCRIPT = """
import statistics, sys, time
import lib.archive
read = getattr(lib.archive, "read_archive", None) or lib.archive.read  # its name in builds before 0.9
times = []
for _ in range(8):
    start = time.process_time()
    read(sys.argv[1])
    times.append(time.process_time() - start)
print(times[0], statistics.median(times[1:]))
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run both builds in turns; print one line for the first loading of a process and one for later loadings."""
    parser = earlier_build_parser("against_build")
    before = parser.parse_args(arguments).folder
    if not (before / "lib" / "archive").is_dir():
        parser.error(f"{before} holds no lib/archive; name the folder of an earlier build")
    runs: dict[Path, list[tuple[float, float]]] = {before: [], PROJECT: []}
    for turn in range(RUNS + 1):
        for build, times in runs.items():
            measured = load_times(build)
            if turn:  # the first turn brings code and data into the file system's cache
                times.append(measured)
    for place, name in enumerate(("first loading", "later loadings")):
        old, new = (Spread.of([run[place] for run in times]) for times in runs.values())
        print(
            f"{name}: {format_milliseconds(old)} before, {format_milliseconds(new)} now, "
            f"{old.median / new.median:.2f} times as fast"
        )


def load_times(build: Path) -> tuple[float, float]:
    """CPU seconds in which the code in the folder `build` loads the shipped editions: the first time, and later."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(data_folder())],
        cwd=build,
        env=os.environ | {"PYTHONPATH": str(build)},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"the build in {build} failed:\n{done.stderr}")
    first, later = map(float, done.stdout.split())
    return first, later


if __name__ == "__main__":
    main()
