"""A copy of the project with a made-up seventh edition, added as the README says; `make seventh` tests it.

An edition is added each May, and it must break no test. `python -m tests.support.seventh_edition` makes the copy,
checks its data and runs its tests. The browser tests are left out, because they take long and read the frozen six
editions as all others do.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LEFT_BEHIND = (".venv", ".git", ".cache", ".hypothesis", ".*_cache", "__pycache__", "sbom.json", "site")

# Prefixes of environment variables that the tests of the copy must not inherit.
NOT_INHERITED = ("ABWAB_", "COV", "PYTEST_")


def copy_with_one_edition_more(folder: Path) -> Path:
    """Copy the project to `folder`, which must not exist, and add an edition to its data."""
    shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns(*LEFT_BEHIND))
    add_edition(folder / "data")
    return folder


def add_edition(data: Path) -> int:
    """Add a made-up edition after the last, at most a year: a row, a source, a folder of files with headers, a total.

    It is over by today, even if the edition before was made up, too: a day to come is warned of.

    Returns its number.
    """
    with (data / "editions.csv").open(encoding="utf-8", newline="") as file:
        last = max(csv.DictReader(file), key=lambda row: int(row["number"]))
    number = int(last["number"]) + 1
    opening = min(date.fromisoformat(last["first_day"]) + timedelta(weeks=52), date.today() - timedelta(days=7))
    closing = opening + timedelta(days=4)
    folder, source = f"{number}-testville-{opening.year}", f"made-up-{number}"
    append_line(
        data / "editions.csv",
        f"{number},{folder},{opening},{closing},مدينة,Testville,Testville,,,,,,,,31.63,-7.99,{source},",
    )
    append_line(data / "sources.csv", f"{source},Testing Times,,https://testing.example/,{closing},,en,press,")
    (data / folder).mkdir()
    for path in (data / last["folder"]).glob("*.csv"):
        header = path.read_text(encoding="utf-8").splitlines()[0]
        (data / folder / path.name).write_text(header + "\n", encoding="utf-8")
    append_line(data / folder / "visitors.csv", f"{opening},{closing},,all,visitors,2600000,over,normal,,{source},")
    return number


def append_line(path: Path, line: str) -> None:
    """Append a line to the file."""
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n{line}\n", encoding="utf-8")


def run_in_copy(folder: Path, module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `python -m module` in a copy. It reads the copy's data/ and inherits nothing from the test run around it."""
    environment = {
        name: text for name, text in os.environ.items() if not name.startswith(("ABWAB_", "PYTEST_", "COV_"))
    }
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def main(arguments: Sequence[str] = ()) -> int:
    """Make the copy, check its data, run its tests. `arguments` go to pytest."""
    with tempfile.TemporaryDirectory(prefix="abwab-seventh-") as place:
        folder = copy_with_one_edition_more(Path(place) / "abwab")
        checked = run_in_copy(folder, "lib.archive", "check")
        print(checked.stdout + checked.stderr)
        if checked.returncode:
            return checked.returncode
        without = ["--ignore", "tests/browser", "--ignore", "tests/deploy"]
        tested = run_in_copy(folder, "pytest", "--numprocesses", "auto", "--dist", "worksteal", *without, *arguments)
        print(tested.stdout + tested.stderr)
        return tested.returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
