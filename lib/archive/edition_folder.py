"""Chapter: the folder of one edition, its files read each by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import listdir
from pathlib import Path

from lib.archive.csv_file import Table, load
from lib.archive.message import say
from lib.archive.message_parts import hint, quote
from lib.archive.problem import Problem
from lib.archive.row_models import MODELS, Context, Days
from lib.archive.vocabulary import TOPICS

FILES = [f"{topic}.csv" for topic in TOPICS]


@dataclass(frozen=True, eq=False)
class Chapter:
    """What one folder holds: topic -> table, and `strays`, warnings about files that nobody reads.

    `days` are those of the edition; None: not known, and then no day was checked against them.
    """

    days: Days | None
    tables: Mapping[str, Table]
    strays: tuple[Problem, ...]


def read(folder: Path, days: Days | None, sources: frozenset[str] | None) -> Chapter:
    """The chapter of an edition held on `days`. `sources` are the ids of sources.csv, None if they aren't known."""
    partners = _load(folder, "partners", Context(days=days, sources=sources))
    context = Context(days=days, sources=sources, partners=partners.values("partner"))
    tables = {topic: partners if topic == "partners" else _load(folder, topic, context) for topic in TOPICS}
    return Chapter(days, tables, tuple(_strays(folder)))


def _load(folder: Path, topic: str, context: Context) -> Table:
    return load(folder / f"{topic}.csv", f"{folder.name}/{topic}.csv", MODELS[topic], context)


def _strays(folder: Path) -> Iterator[Problem]:
    """CSV files that nobody reads: a misspelt name, or a copy."""
    try:
        names = sorted(listdir(folder))
    except OSError:  # removed meanwhile, or not to be read: each file says so by itself
        return
    for name in names:
        if name.endswith(".csv") and name not in FILES and not name.startswith((".", "~")):
            message = say(
                "{name} is not read{hint}; expected only {files}",
                name=quote(name),
                hint=hint(name, FILES),
                files=", ".join(FILES),
            )
            yield Problem(f"{folder.name}/{name}", 1, "file", message, warning=True)
