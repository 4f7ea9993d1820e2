"""The archive: all rows of the data folder, checked and held in memory."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from itertools import chain
from operator import attrgetter
from os.path import exists, isdir
from pathlib import Path
from types import MappingProxyType
from typing import Any

from lib.archive import cell, editions_file, organisation
from lib.archive.cell_rule import RowContext
from lib.archive.claim import Claim
from lib.archive.csv_file import check_rows, read_tables, write_rows
from lib.archive.csv_table import CsvTable
from lib.archive.edition_folder import compare_editions, read_edition_folders
from lib.archive.file_names import check_names
from lib.archive.message import Message, say
from lib.archive.message_parts import quote
from lib.archive.organisation import Organisation
from lib.archive.plausibility import check_calendar
from lib.archive.problem import ArchiveError, Problem, errors
from lib.archive.publication import Publication
from lib.archive.row_models import DefinitionRow, EditionRow, GapRow, LeftOutRow, RowModel, SourceRow, WordingRow
from lib.archive.time_zone import morocco_zone
from lib.archive.vocabulary import DEFINED_MEASURES, TOPICS
from lib.archive.wordings import add_wordings, check_wordings

PROJECT = Path(__file__).resolve().parents[2]
SOURCES_FILE = "sources.csv"
LEFT_OUT_FILE = "left_out.csv"
GAPS_FILE = "gaps.csv"
DEFINITIONS_FILE = "definitions.csv"
WORDINGS_FILE = "wordings.csv"
TOP_MODELS: Mapping[str, type[RowModel]] = {
    editions_file.EDITIONS_FILE: EditionRow,
    SOURCES_FILE: SourceRow,
    LEFT_OUT_FILE: LeftOutRow,
    GAPS_FILE: GapRow,
    DEFINITIONS_FILE: DefinitionRow,
    WORDINGS_FILE: WordingRow,
}
REQUIRED_FILES = (editions_file.EDITIONS_FILE, SOURCES_FILE)  # a record book may lack the others


@dataclass(frozen=True, eq=False)
class Archive:
    """The valid content of `folder`, and all that is wrong with it. An edition is valid if it has no error.

    problems  all errors and warnings, by file and line; a row with an error is in none of the fields below
    files     those of the valid editions, in the form that is published: {"4-fes-2023/visitors.csv": b"…"};
              a row with an error is in none of them
    editions  the valid editions, by number
    sources   by id, in the order of sources.csv; a faulty cell is empty here
    left_out  the statements of sources that are no figures, about valid editions or about no edition
    gaps      why no edition was held in the years before one
    definitions  by measure; a measure without a row is absent
    publication  the release that it was published as; None if it is no release
    cache     the results of functions under `cached_on_archive`

    `organisation.default_focus` may name an edition that is not valid.
    """

    folder: Path
    organisation: Organisation
    problems: tuple[Problem, ...]
    files: Mapping[str, bytes]
    editions: tuple[EditionRow, ...]
    sources: Mapping[str, SourceRow]
    left_out: tuple[LeftOutRow, ...]
    gaps: tuple[GapRow, ...]
    definitions: Mapping[str, DefinitionRow]
    _claims: Mapping[str, tuple[Claim, ...]]
    publication: Publication[Archive] | None = None
    cache: dict[object, Any] = field(default_factory=dict, repr=False)  # see `cached_on_archive`

    def published_as(self, publication: Publication[Archive]) -> Archive:
        """The same record book as a release of it, with a cache of its own."""
        return replace(self, publication=publication, cache={})

    @cached_property
    def numbers(self) -> tuple[int, ...]:
        """The numbers of the valid editions, oldest first."""
        return tuple(edition.number for edition in self.editions)

    @cached_property
    def focus(self) -> int:
        """The edition shown when a reader has chosen none: the organisation's default, or the newest one."""
        chosen = self.organisation.default_focus
        return chosen if chosen in self.numbers else self.numbers[-1]

    def claims(self, topic: str) -> tuple[Claim, ...]:
        """All claims of a topic (`visitors`, `staff`, …), by edition and line. Raises KeyError for another topic."""
        return self._claims[topic]

    def figures(self, topic: str) -> tuple[Claim, ...]:
        """The claims of a topic that are shown, in the same order."""
        return self._figures[topic]

    @cached_property
    def _figures(self) -> Mapping[str, tuple[Claim, ...]]:
        return {topic: tuple(claim for claim in claims if claim.shown) for topic, claims in self._claims.items()}


@dataclass(frozen=True, eq=False)
class ArchiveCheck:
    """The result of one check of a folder.

    `archive` is None if nothing can be shown. `editions` is the number of rows of editions.csv, faulty ones too.
    """

    archive: Archive | None
    problems: tuple[Problem, ...]
    editions: int


def data_folder() -> Path:
    """The data folder: the one named by the environment variable ABWAB_DATA, or data/ in the project."""
    return Path(os.environ.get("ABWAB_DATA") or PROJECT / "data")


def read_archive(folder: Path | str | None = None) -> Archive:
    """The archive of `folder` (None: `data_folder()`).

    An edition with an error is left out; the others are kept. Raises ArchiveError, with everything that was found, if
    organisation.toml, editions.csv or sources.csv can't be read, or if no edition is valid.
    """
    found = check_archive(folder)
    if found.archive is None:
        raise ArchiveError(found.problems)
    return found.archive


def check_archive(folder: Path | str | None = None, published: bool = False, today: date | None = None) -> ArchiveCheck:
    """Read and check all files of `folder` (None: `data_folder()`). Faulty data raise nothing.

    `published`: the files were public once, so that unusual figures stay. `today` is the day that days to come are
    measured against (None: today in Morocco).
    """
    folder = data_folder() if folder is None else Path(folder)
    today = today or datetime.now(morocco_zone()).date()
    if not isdir(folder):
        fault = say("{name} is not a folder; expected the data folder", name=quote(str(folder)))
        return ArchiveCheck(None, (Problem(folder.name or ".", 1, "folder", fault),), 0)
    top = _read_top(folder)
    editions, sources, left_out, gaps, definitions, wordings = top
    known = sources.column_values("id")
    numbers, entries = editions_file.edition_numbers(editions), editions_file.edition_entries(editions)
    institution, organisation_problems, organisation_data = organisation.load_organisation(folder, numbers)
    folders = read_edition_folders(folder, editions_file.folders_to_check(editions, entries, folder), known)
    there = [path.name for path in editions_file.edition_folders(folder)]
    problems = [
        *check_names(
            folder,
            (organisation.ORGANISATION_FILE, *TOP_MODELS),
            set(TOP_MODELS) - set(REQUIRED_FILES),
            others=(*there, *organisation.LOOK_FILES),
        ),
        *organisation_problems,
        *(problem for table in top for problem in table.problems),
        *(problem for content in folders.values() for problem in content.problems),
        *_repeated(sources, "id", say("expected another id, or one row for both")),
        *_repeated(definitions, "measure", say("expected one row for both")),
        *_undefined(definitions),
        *editions_file.check_editions(editions, entries, folder),
        *(() if published else compare_editions(folders, entries)),
        *_unused(sources, [*top[:1], *top[2:], *chain(*(content.tables for content in folders.values()))]),
    ]
    context = RowContext(sources=known, editions=numbers)
    edition_rows = list(check_rows(editions, EditionRow, context, problems))
    source_rows = list(check_rows(sources, SourceRow, context, problems))
    statements = list(check_rows(left_out, LeftOutRow, context, problems))
    reasons = list(check_rows(gaps, GapRow, context, problems))
    defined = list(check_rows(definitions, DefinitionRow, context, problems))
    worded = list(check_rows(wordings, WordingRow, context, problems))
    problems += check_calendar(edition_rows, editions.file, ("first_day", "last_day"), today)
    problems += check_calendar(source_rows, sources.file, ("published", "accessed"), today)
    faulty = {(problem.file, problem.line) for problem in errors(problems)}
    faulty_folders = {file.split("/")[0] for file, _ in faulty if "/" in file}
    valid_editions = sorted(
        (
            row
            for row in edition_rows
            if editions.has_all_columns
            and (editions.file, row.line) not in faulty
            and row.folder in folders.keys() - faulty_folders
        ),
        key=attrgetter("number"),
    )
    valid_numbers = {row.number for row in valid_editions}
    contents = [folders[row.folder] for row in valid_editions]
    claims = {topic: add_wordings(chain(*(content.claims[topic] for content in contents)), worded) for topic in TOPICS}
    every = tuple(chain(*claims.values()))
    problems += check_wordings(wordings.file, [row for row in worded if row.edition in valid_numbers], every)
    problems.sort()
    archive = None
    if institution and "id" in sources.present and valid_editions:
        by_measure = {row.measure: row for row in reversed(defined)}
        usable = _usable_sources(sources, source_rows, problems)
        statements = [
            row
            for row in statements
            if row.edition in {*valid_numbers, None} and (left_out.file, row.line) not in faulty
        ]
        reasons = [row for row in reasons if row.edition in valid_numbers and (gaps.file, row.line) not in faulty]
        files = {
            organisation.ORGANISATION_FILE: organisation_data,
            editions.file: _published(editions, valid_editions),
            sources.file: write_rows(SourceRow, (row.model_dump() for row in usable.values())),
            left_out.file: _published(left_out, statements),
            gaps.file: _published(gaps, reasons),
            definitions.file: _published(definitions, by_measure.values()),
            wordings.file: _published(wordings, chain(*(claim.wordings for claim in every))),
            **{table.file: _published(table) for content in contents for table in content.tables},
        }
        archive = Archive(
            folder,
            institution,
            tuple(problems),
            MappingProxyType({file: data for file, data in files.items() if data}),
            tuple(valid_editions),
            MappingProxyType(usable),
            tuple(statements),
            tuple(reasons),
            MappingProxyType(by_measure),
            claims,
        )
    return ArchiveCheck(archive, tuple(problems), len(entries) + len(editions.ragged))


def _published(table: CsvTable, rows: Iterable[RowModel] | None = None) -> bytes:
    """The file as it is published, with all rows or those of `rows`; no bytes for a file that isn't there."""
    lines = None if rows is None else {row.line for row in rows}
    kept = (row.cells for row in table.rows if lines is None or row.line in lines)
    return write_rows(table.model, kept) if table.on_disk else b""


def _read_top(folder: Path) -> list[CsvTable]:
    """The tables of TOP_MODELS. An absent file that is not required is an empty table."""
    read = read_tables(
        folder,
        {file: model for file, model in TOP_MODELS.items() if file in REQUIRED_FILES or exists(folder / file)},
    )
    absent = {
        file: CsvTable(file, model, (), (), (), frozenset(model.columns()), on_disk=False)
        for file, model in TOP_MODELS.items()
    }
    return [(absent | read)[file] for file in TOP_MODELS]


def _repeated(table: CsvTable, column: str, expected: Message) -> Iterator[Problem]:
    """One problem for each row whose cell in `column` an earlier row has."""
    first: dict[str, int] = {}
    for line, cells in table.rows:
        name = cells.get(column, "")
        earlier = first.setdefault(name, line)
        if name and line != earlier:
            message = say(
                "{name} is in line {line} already; {expected}", name=quote(name), line=earlier, expected=expected
            )
            yield Problem(table.file, line, column, message)


def _undefined(definitions: CsvTable) -> Iterator[Problem]:
    """One warning about all measures without a row. A record book without the file has no definitions."""
    named = definitions.column_values("measure")
    if not definitions.on_disk or named is None:
        return
    if missing := [measure for measure in DEFINED_MEASURES if measure not in named]:
        message = say("no row defines {measures}; expected a row for each measure", measures=", ".join(missing))
        yield Problem(definitions.file, 1, "measure", message, warning=True)


def _unused(sources: CsvTable, tables: Iterable[CsvTable]) -> Iterator[Problem]:
    """One warning about all sources that no row cites; no warning while a file that may cite them can't be read."""
    cited = [table.column_values("sources") for table in tables]
    known = sources.column_values("id")
    if known is None or any(texts is None for texts in cited):
        return
    # Faulty rows name sources, too, so the texts of cells count and not the values of rows.
    named = {name for texts in cited for text in texts or () for name in cell.split_list(text)}
    if idle := sorted(known - named - {""}):
        message = say(
            "sources that no row names: {number}, the first is {name}; expected each source to be used",
            number=len(idle),
            name=quote(idle[0]),
        )
        yield Problem(SOURCES_FILE, 1, "id", message, warning=True)


def _usable_sources(table: CsvTable, valid: Iterable[SourceRow], problems: Iterable[Problem]) -> dict[str, SourceRow]:
    """All sources by id. A faulty cell is empty, because a bad address must not become a link.

    Of a row with too few or too many cells only the id is kept.
    """
    rows = {row.line: row for row in valid}
    faulty = {(problem.line, problem.column) for problem in errors(problems) if problem.file == SOURCES_FILE}
    found: dict[str, SourceRow] = {}
    for line, cells in (*table.rows, *((0, {"id": row.get("id", "")}) for row in table.ragged)):
        name = cells["id"]
        if name and name not in found:
            found[name] = rows.get(line) or _usable_source(line, cells, faulty)
    return found


def _usable_source(line: int, cells: Mapping[str, str], faulty: Container[tuple[int, str]]) -> SourceRow:
    """A source with a fault, with what is right in it: `faulty` holds (line, column)."""
    texts: dict[str, Any] = {
        column: "" if column != "id" and (line, column) in faulty else cells.get(column, "")
        for column in SourceRow.columns()
    }
    return SourceRow.model_construct(line=line, **texts)
