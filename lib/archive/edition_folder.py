"""Chapter: the folder of one edition, its files read each by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from os import listdir
from pathlib import Path

from lib.archive.csv_file import CsvTable, load_csv
from lib.archive.message import say
from lib.archive.message_parts import quote, spelling_hint
from lib.archive.problem import Problem
from lib.archive.row_models import TOPIC_MODELS, DateRange, RowContext
from lib.archive.vocabulary import TOPICS

EDITION_FILES = [f"{topic}.csv" for topic in TOPICS]


@dataclass(frozen=True, eq=False)
class EditionFolder:
    """What one folder holds: topic -> table, and `strays`, warnings about files that nobody reads.

    `days` are those of the edition; None: not known, and then no day was checked against them.
    """

    days: DateRange | None
    tables: Mapping[str, CsvTable]
    strays: tuple[Problem, ...]


def read_edition_folder(folder: Path, days: DateRange | None, sources: frozenset[str] | None) -> EditionFolder:
    """The chapter of an edition held on `days`. `sources` are the ids of sources.csv, None if they aren't known."""
    partners = _load(folder, "partners", RowContext(days=days, sources=sources))
    context = RowContext(days=days, sources=sources, partners=partners.values("partner"))
    tables = {topic: partners if topic == "partners" else _load(folder, topic, context) for topic in TOPICS}
    return EditionFolder(days, tables, tuple(_strays(folder)))


def _load(folder: Path, topic: str, context: RowContext) -> CsvTable:
    return load_csv(folder / f"{topic}.csv", f"{folder.name}/{topic}.csv", TOPIC_MODELS[topic], context)


def _strays(folder: Path) -> Iterator[Problem]:
    """CSV files that nobody reads: a misspelt name, or a copy."""
    try:
        names = sorted(listdir(folder))
    except OSError:  # removed meanwhile, or not to be read: each file says so by itself
        return
    for name in names:
        if name.endswith(".csv") and name not in EDITION_FILES and not name.startswith((".", "~")):
            message = say(
                "{name} is not read{hint}; expected only {files}",
                name=quote(name),
                hint=spelling_hint(name, EDITION_FILES),
                files=", ".join(EDITION_FILES),
            )
            yield Problem(f"{folder.name}/{name}", 1, "file", message, warning=True)
