"""Check the data from the command line: `python -m lib.archive check [FOLDER]`.

The command prints each problem on a line of its own and then the number of problems. Its exit status is 0 without an
error, 1 with one, and 2 on wrong usage.
"""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from lib.archive.archive import check_archive, data_folder
from lib.archive.problem import errors


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m lib.archive", description="The record book's data.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="check")
    check = commands.add_parser("check", help="find all that is wrong in the data")
    check.add_argument(
        "folder", nargs="?", type=Path, default=data_folder(), help="the data folder (default: %(default)s)"
    )
    folder = parser.parse_args(arguments).folder
    if not folder.is_dir():
        parser.error(f"{folder} is not a folder; name the folder that holds editions.csv")
    found = check_archive(folder)
    for problem in found.problems:
        print(problem)
    wrong = len(errors(found.problems))
    suspicious = len(found.problems) - wrong
    print(f"{_count(wrong, 'error')}, {_count(suspicious, 'warning')} in {_count(found.editions, 'edition')}")
    return 1 if wrong else 0


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that can't write Arabic shows escapes
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        status = main()
        sys.stdout.flush()
    except BrokenPipeError:  # whoever read the list has seen enough, such as `head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # Python flushes once more at its end
        status = 1
    sys.exit(status)
