"""Archive: the whole record book in memory, checked."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache, wraps
from itertools import chain
from os.path import exists, isdir
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar
from weakref import ref

import pandas as pd

from lib.archive import edition_folder, editions_file, organisation, topic_files
from lib.archive.csv_file import CsvTable, load_csv, parse_csv
from lib.archive.edition_folder import EditionFolder
from lib.archive.frame import typed_frame
from lib.archive.message import say
from lib.archive.message_parts import quote
from lib.archive.organisation import Organisation
from lib.archive.problem import ArchiveError, Problem, errors
from lib.archive.row_models import EditionRow, GapRow, LeftOutRow, RowContext, RowModel, SourceRow
from lib.archive.vocabulary import TOPICS

P = ParamSpec("P")
R = TypeVar("R")

PROJECT = Path(__file__).resolve().parents[2]
SOURCES_FILE = "sources.csv"
LEFT_OUT_FILE = "left_out.csv"
GAPS_FILE = "gaps.csv"


@dataclass(frozen=True, eq=False)
class Archive:
    """The record book: what stands of `folder`, and what is wrong with it.

    Every frame that is handed out is a shallow copy: what a caller assigns to it stays with the caller.
    `organisation.default_focus` may name an edition that doesn't stand; `editions` says which ones do.
    `problems` are all errors and warnings, by file and line; what has an error is not in the frames.
    `files` are those of the editions that stand, byte for byte as they were checked: {"4-fes-2023/visitors.csv": b"…"}.
    """

    folder: Path
    organisation: Organisation
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]
    _editions: pd.DataFrame
    _sources: pd.DataFrame
    _left_out: pd.DataFrame
    _gaps: pd.DataFrame
    _claims: Mapping[str, pd.DataFrame]
    cache: dict[object, Callable[..., Any]] = field(default_factory=dict, repr=False)  # see `cached_on_archive`

    @property
    def editions(self) -> pd.DataFrame:
        """The editions that stand, by number: the columns of editions.csv, and `days` (their number) after `last_day`.

        number and days Int64, first_day and last_day datetime64[us], latitude and longitude Float64 (degrees), all
        else string.
        """
        return self._editions.copy(deep=False)

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the editions that stand, oldest first."""
        return tuple(map(int, self._editions["number"]))

    @cached_property
    def focus(self) -> int:
        """The edition in the spotlight when a reader has chosen none: the organisation's wish, or the last there is."""
        wished = self.organisation.default_focus
        return wished if wished in self.numbers else self.numbers[-1]

    @property
    def sources(self) -> pd.DataFrame:
        """The sources, in the order of sources.csv, all columns string. A faulty cell is missing here."""
        return self._sources.copy(deep=False)

    @property
    def left_out(self) -> pd.DataFrame:
        """The statements that are no figures, as in left_out.csv: edition Int64, value Float64, all else string."""
        return self._left_out.copy(deep=False)

    @property
    def gaps(self) -> pd.DataFrame:
        """Why no edition was held in the years before one, as in gaps.csv: edition Int64, all else string."""
        return self._gaps.copy(deep=False)

    def claims(self, topic: str) -> pd.DataFrame:
        """All claims of a topic (`visitors`, `staff`, …), by edition and line. Raises KeyError for another topic.

        edition Int64, the file's columns (days datetime64[us], value Float64, all else string), figure bool (the claim
        that is shown), file string (relative to the folder), line Int64. Empty cells are missing values.
        """
        return self._claims[topic].copy(deep=False)

    def figures(self, topic: str) -> pd.DataFrame:
        """The claims of a topic that are shown, in the form of `claims`."""
        claims = self._claims[topic]
        return claims[claims["figure"]].reset_index(drop=True)


def cached_on_archive(
    maxsize: int | None = None,
) -> Callable[[Callable[Concatenate[Archive, P], R]], Callable[Concatenate[Archive, P], R]]:
    """Decorator of a function (archive, …): its results are kept on the archive, and go with it.

    `maxsize` bounds the results of one function on one archive, by last use; None is for functions with few different
    arguments. The arguments after the archive must be hashable. Safe to call from many threads: two that ask at once
    may both compute.
    """

    def decorate(function: Callable[Concatenate[Archive, P], R]) -> Callable[Concatenate[Archive, P], R]:
        @wraps(function)
        def look_up(archive: Archive, /, *args: P.args, **kwargs: P.kwargs) -> R:
            results = archive.cache.get(function)
            if results is None:
                owner = ref(archive)  # not the archive itself: what refers to itself waits for the garbage collector

                @lru_cache(maxsize)
                def compute(*args: P.args, **kwargs: P.kwargs) -> R:
                    held = owner()
                    assert held  # `look_up` has it as its argument
                    return function(held, *args, **kwargs)

                results = archive.cache.setdefault(function, compute)
            found: R = results(*args, **kwargs)
            return found

        return look_up

    return decorate


@dataclass(frozen=True, eq=False)
class ArchiveCheck:
    """What one look at a folder has found. `archive` is None if nothing can be shown; `editions` counts all rows."""

    archive: Archive | None
    problems: tuple[Problem, ...]
    editions: int


def data_folder() -> Path:
    """The folder of the data: ABWAB_DATA, or data/ in the project."""
    return Path(os.environ.get("ABWAB_DATA") or PROJECT / "data")


def read_archive(folder: Path | str | None = None) -> Archive:
    """The record book in `folder` (None: `data_folder()`).

    An edition with an error doesn't stand; the others do. Raises ArchiveError, with everything that was found, if
    organisation.toml, editions.csv or sources.csv can't be read, or if no edition stands.
    """
    found = check_archive(folder)
    if found.archive is None:
        raise ArchiveError(found.problems)
    return found.archive


def check_archive(folder: Path | str | None = None) -> ArchiveCheck:
    """Read and check all files of `folder` (None: `data_folder()`). Faulty data raise nothing."""
    folder = data_folder() if folder is None else Path(folder)
    if not isdir(folder):
        fault = say("{name} is not a folder; expected the data folder", name=quote(str(folder)))
        return ArchiveCheck(None, (Problem(folder.name or ".", 1, "folder", fault),), 0)
    sources = load_csv(folder / SOURCES_FILE, SOURCES_FILE, SourceRow, RowContext())
    known = sources.values("id")
    editions = load_csv(
        folder / editions_file.EDITIONS_FILE, editions_file.EDITIONS_FILE, EditionRow, RowContext(sources=known)
    )
    numbers, entries = editions_file.edition_numbers(editions), editions_file.edition_entries(editions)
    keeper, unkept, kept = organisation.load_organisation(folder, numbers)
    context = RowContext(sources=known, editions=numbers)
    left_out, gaps = (
        _optional(folder, LEFT_OUT_FILE, LeftOutRow, context),
        _optional(folder, GAPS_FILE, GapRow, context),
    )
    chapters = {
        name: edition_folder.read_edition_folder(folder / name, days, known)
        for name, days in editions_file.folders_to_check(editions, entries, folder).items()
    }
    topics = [topic_files.read_topic(name, chapters.values()) for name in TOPICS]
    problems = sorted(
        [
            *unkept,
            *sources.problems,
            *_repeated(sources),
            *editions.problems,
            *editions_file.check_editions(editions, entries, folder),
            *left_out.problems,
            *gaps.problems,
            *(problem for content in chapters.values() for problem in content.strays),
            *(problem for content in topics for problem in content.problems),
            *_unused(
                sources, chain([editions, left_out, gaps], *(content.tables.values() for content in chapters.values()))
            ),
        ]
    )
    standing = _standing(editions, problems, chapters)
    archive = None
    if keeper and "id" in sources.present and not standing.empty:
        numbered = dict(zip(standing["folder"], standing["number"], strict=True))
        tables = [
            editions,
            sources,
            left_out,
            gaps,
            *(table for name in numbered for table in chapters[name].tables.values()),
        ]
        archive = Archive(
            folder,
            keeper,
            tuple(problems),
            {organisation.ORGANISATION_FILE: kept, **{table.file: table.data for table in tables if table.data}},
            _editions=standing,
            _sources=_usable(sources, problems),
            _left_out=_listed(left_out, problems, standing),
            _gaps=_listed(gaps, problems, standing),
            _claims={content.name: content.claims(numbered) for content in topics},
        )
    return ArchiveCheck(archive, tuple(problems), len(entries) + len(editions.ragged))


def _optional(folder: Path, file: str, model: type[RowModel], context: RowContext) -> CsvTable:
    """A file that may be absent: then nothing was left out, or no gap explained."""
    if exists(folder / file):
        return load_csv(folder / file, file, model, context)
    return parse_csv(",".join(model.columns()).encode(), file, model, context)


def _repeated(sources: CsvTable) -> Iterator[Problem]:
    """Ids that stand for two sources."""
    first: dict[str, int] = {}
    for row in sources.records():
        line = first.setdefault(row["id"], row["line"])
        if row["id"] and row["line"] != line:
            message = say(
                "{name} stands in line {line} already; expected another id, or one row for both",
                name=quote(row["id"]),
                line=line,
            )
            yield Problem(SOURCES_FILE, row["line"], "id", message)


def _unused(sources: CsvTable, tables: Iterable[CsvTable]) -> Iterator[Problem]:
    """One warning for all sources that nothing rests on; none while a file can't be read that may name them."""
    cited = [table.values("sources") for table in tables]
    known = sources.values("id")
    if known is None or any(texts is None for texts in cited):
        return
    named = {name for texts in cited for text in texts or () for name in text.split(";")}
    if idle := sorted(known - named - {""}):
        message = say(
            "sources that no row names: {number}, the first is {name}; expected each source to be used",
            number=len(idle),
            name=quote(idle[0]),
        )
        yield Problem(SOURCES_FILE, 1, "id", message, warning=True)


def _faulty(problems: Iterable[Problem], file: str) -> frozenset[int]:
    """The lines of a file on which there is an error."""
    return frozenset(problem.line for problem in errors(problems) if problem.file == file)


def _sound(table: CsvTable, problems: Iterable[Problem]) -> pd.DataFrame:
    """The rows of a table on whose lines there is no error, with their types."""
    return typed_frame(table.without(_faulty(problems, table.file)), table.model).drop(columns="line")


def _standing(editions: CsvTable, problems: Iterable[Problem], chapters: Mapping[str, EditionFolder]) -> pd.DataFrame:
    """The editions without an error in their row or their folder; none if a column is missing."""
    frame = _sound(editions, problems)
    faulty = {problem.file for problem in errors(problems)}
    sound = [
        name
        for name, content in chapters.items()
        if editions.complete and not any(table.file in faulty for table in content.tables.values())
    ]
    frame = frame[frame["folder"].isin(sound)].sort_values("number", ignore_index=True)
    days = (frame["last_day"] - frame["first_day"]).dt.days.astype("Int64") + 1
    frame.insert(list(frame.columns).index("last_day") + 1, "days", days)
    return frame


def _usable(sources: CsvTable, problems: Iterable[Problem]) -> pd.DataFrame:
    """All sources, without their faulty cells (a bad address must not become a link); ragged rows by their id alone."""
    frame = typed_frame(sources.rows, sources.model)
    for column in sources.model.columns()[1:]:
        lines = _faulty((problem for problem in problems if problem.column == column), SOURCES_FILE)
        if lines:
            frame.loc[frame["line"].isin(lines), column] = pd.NA
    named = [{"id": row["id"]} for row in sources.ragged if row.get("id")]
    if named:
        frame = pd.concat([frame, pd.DataFrame(named, dtype="string")], ignore_index=True)
    return frame.drop(columns="line").drop_duplicates("id", ignore_index=True).astype("string")


def _listed(table: CsvTable, problems: Iterable[Problem], standing: pd.DataFrame) -> pd.DataFrame:
    """The statements without an error, of editions that stand or of none."""
    frame = _sound(table, problems)
    return frame[frame["edition"].isna() | frame["edition"].isin(standing["number"])].reset_index(drop=True)
