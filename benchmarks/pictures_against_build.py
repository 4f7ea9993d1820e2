"""Comparison with an earlier build: new pictures, sixty at once, a kit and a site, of both builds in turns.

`python -m benchmarks.pictures_against_build FOLDER [PARTS]` prints a line for each measure: the median of each build
and their ratio. FOLDER is the project's folder at an earlier commit (`git worktree add FOLDER COMMIT`). Each part is a
share of all charts × sizes, measured in a new process of the one build and of the other; the first PARTS of TURNS are
measured.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.earlier_build import earlier_build_parser, print_ratio
from benchmarks.measurement import PROJECT

TURNS = 5
SCRIPT = PROJECT / "benchmarks" / "pictures.py"


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure both builds in turns."""
    parser = earlier_build_parser("pictures_against_build")
    parser.add_argument("parts", type=int, nargs="?", default=TURNS, help="how many of the parts (default: all)")
    options = parser.parse_args(arguments)
    builds = (options.folder.resolve(), PROJECT)
    runs: dict[Path, list[dict[str, Any]]] = {build: [] for build in builds}
    for turn in range(options.parts):
        for build in builds:
            runs[build].append(part_measures(build, turn))
    before, now = (runs[build] for build in builds)
    for name, key, unit in (("new picture, ms", "pictures", 1000), ("its bytes, kB", "bytes", 0.001)):
        old, new = ([value * unit for run in found for value in run[key]] for found in (before, now))
        print_ratio(name, old, new)
    for name, key, unit in (
        ("kit, ms a picture", "kit", 1000),
        ("site, ms a picture", "site", 1000),
        ("60 new pictures at once, s until the last", "burst", 1),
    ):
        print_ratio(name, *([run[key] * unit for run in found] for found in (before, now)))
    refused = [statistics.median(run["refused"] for run in found) for found in (before, now)]
    print(f"of them refused: {refused[0]:.0f} before, {refused[1]:.0f} now")


def part_measures(build: Path, turn: int) -> dict[str, Any]:
    """What benchmarks/pictures.py prints of a part with the code in the folder `build`, and this build's data."""
    with tempfile.TemporaryDirectory(prefix="abwab-bench-") as own:
        settings = {"PYTHONPATH": str(build), "ABWAB_DATA": str(PROJECT / "data"), "ABWAB_STORE": f"{own}/store"}
        done = subprocess.run(
            [sys.executable, "-P", str(SCRIPT), str(turn), str(TURNS)],
            cwd=build,
            env=os.environ | settings,
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        raise RuntimeError(f"the build in {build} failed:\n{done.stderr}")
    measures: dict[str, Any] = json.loads(done.stdout)
    return measures


if __name__ == "__main__":
    main()
