"""Problems: what is wrong or suspicious in the files of the data folder."""

from collections.abc import Iterable
from dataclasses import dataclass

from lib.archive.message import Message


@dataclass(frozen=True, order=True, slots=True)
class Problem:
    """One error or warning, with its place.

    `file` is relative to the data folder, with forward slashes; `line` counts from 1 as a text editor does;
    `column` is a column's name, or `file`, `header` or `row` where the finding is about more than a cell.
    A warning is suspicious and not wrong: it never takes an edition down.
    """

    file: str
    line: int
    column: str
    message: Message
    warning: bool = False

    @property
    def place(self) -> str:
        """`4-fes-2023/visitors.csv:7: value`"""
        return f"{self.file}:{self.line}: {self.column}"

    def __str__(self) -> str:
        """`4-fes-2023/visitors.csv:7: value: "abc" is not a whole number; …`, with `warning: ` before a warning."""
        return f"{self.place}: {'warning: ' if self.warning else ''}{self.message}"


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Those of the problems that are errors, in their order."""
    return tuple(problem for problem in problems if not problem.warning)


class ArchiveError(Exception):
    """An error for data that can't be shown: a file at the top can't be read, or every edition has an error.

    `problems` holds everything that was found, warnings too, in the order of files and lines.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
