"""Check the data from the command line: `python -m lib.archive check [FOLDER] [--lang ar|fr|en]`.

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
from lib.archive.problem import Problem, errors
from lib.language import LANGUAGE_CODES, Language


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m lib.archive", description="The record book's data.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="check")
    check = commands.add_parser("check", help="find all that is wrong in the data")
    check.add_argument(
        "folder", nargs="?", type=Path, default=data_folder(), help="the data folder (default: %(default)s)"
    )
    check.add_argument(
        "--lang", choices=LANGUAGE_CODES, default="en", help="the language of the messages (default: %(default)s)"
    )
    given = parser.parse_args(arguments)
    folder, language = given.folder, Language(given.lang)
    if not folder.is_dir():
        parser.error(f"{folder} is not a folder; name the folder that holds editions.csv")
    found = check_archive(folder)
    for problem in found.problems:
        print(problem_line(problem, language))
    wrong = len(errors(found.problems))
    count = language.text(
        "{errors}, {warnings} in {editions}",
        errors=language.plural("{number} error", "{number} errors", wrong),
        warnings=language.plural("{number} warning", "{number} warnings", len(found.problems) - wrong),
        editions=language.plural("{number} edition", "{number} editions", found.editions),
    )
    print(count)
    return 1 if wrong else 0


def problem_line(problem: Problem, language: Language) -> str:
    """The place of a problem, which is the same in all languages, and its message in one of them."""
    isolate = language.isolate if language.rtl else str  # the line begins at the left, with the name of a file
    words = problem.message.localise(language.text, isolate)
    if problem.warning:
        words = language.text("warning: {words}", words=words)
    return f"{problem.place}: {isolate(words)}"


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
