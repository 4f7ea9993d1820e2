"""Chapter: the folder of one edition, read and checked."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from lib.archive import ranking, suspicion
from lib.archive.problem import Problem, errors
from lib.archive.row import MODELS, Context
from lib.archive.table import Table, load, typed
from lib.archive.vocabulary import TOPICS
from lib.archive.wording import hint, quote


@dataclass(frozen=True, eq=False)
class Chapter:
    """What one folder holds.

    problems  everything that was found in its files
    claims    topic -> its claims: the file's columns typed, `figure` bool, `file` string, `line` Int64. Empty if there
              is an error
    cited     the ids of the sources that its claims name; None if a file could not be read whole
    """

    problems: tuple[Problem, ...]
    claims: Mapping[str, pd.DataFrame]
    cited: frozenset[str] | None


def read(folder: Path, days: tuple[date, date] | None, sources: frozenset[str] | None) -> Chapter:
    """The chapter of an edition held on `days`; None: not known, and then no day is checked against them.

    `sources` are the ids of sources.csv, None if they aren't known.
    """
    partners = _load(folder, "partners", Context(days=days, sources=sources))
    context = Context(days=days, sources=sources, partners=partners.values("partner"))
    tables = {topic: partners if topic == "partners" else _load(folder, topic, context) for topic in TOPICS}
    problems = [*_strays(folder)]
    claims = {}
    for topic, table in tables.items():
        found = [*table.problems, *ranking.disputes(table)]
        if not errors(found):
            claims[topic] = _claims(table)
            if days:
                found += _suspicions(topic, claims[topic], table.file, days)
        problems += found
    return Chapter(tuple(problems), {} if errors(problems) else claims, _cited(tables))


def _load(folder: Path, topic: str, context: Context) -> Table:
    return load(folder / f"{topic}.csv", f"{folder.name}/{topic}.csv", MODELS[topic], context)


def _claims(table: Table) -> pd.DataFrame:
    """The typed rows of a table without errors, with `figure`, `file` and `line` at their end."""
    frame = typed(table)
    line = frame.pop("line")
    figure = ranking.figures(table.frame, table.model.key)
    file = pd.Series(table.file, index=frame.index, dtype="string")
    return frame.assign(figure=figure, file=file, line=line)


def _suspicions(topic: str, frame: pd.DataFrame, file: str, days: tuple[date, date]) -> Iterator[Problem]:
    if topic == "visitors":
        yield from suspicion.attendance(frame, file, pd.Timestamp(days[0]), pd.Timestamp(days[1]))
    if topic == "pavilions":
        yield from suspicion.named_stands(frame, file)


def _strays(folder: Path) -> Iterator[Problem]:
    """CSV files that nobody reads: a misspelt name, or a copy."""
    expected = [f"{topic}.csv" for topic in TOPICS]
    for path in sorted(folder.glob("*.csv")):
        if path.name not in expected and not path.name.startswith((".", "~")):
            message = f"{quote(path.name)} is not read{hint(path.name, expected)}; expected {', '.join(expected)} only"
            yield Problem(f"{folder.name}/{path.name}", 1, "file", message, warning=True)


def _cited(tables: Mapping[str, Table]) -> frozenset[str] | None:
    cells = [table.values("sources") for table in tables.values()]
    if any(cell is None for cell in cells):
        return None
    return frozenset(source for cell in cells for text in cell or () for source in text.split(";"))
