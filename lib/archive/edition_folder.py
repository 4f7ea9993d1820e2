"""The folder of one edition: its claims, and what is wrong with its files."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from lib.archive.cell_rule import RowContext
from lib.archive.claim import Claim, claim_from_row
from lib.archive.csv_file import check_rows, read_tables
from lib.archive.csv_table import CsvTable
from lib.archive.editions_file import EditionEntry
from lib.archive.file_names import check_names
from lib.archive.plausibility import check_attendance, check_groups, check_stand_count, check_unusual
from lib.archive.problem import Problem, errors
from lib.archive.rival_claims import check_rival_claims, group_rivals, shown_lines
from lib.archive.topic_rows import TOPIC_MODELS
from lib.archive.vocabulary import TOPICS

EDITION_FILES = [f"{topic}.csv" for topic in TOPICS]


@dataclass(frozen=True, eq=False)
class EditionFolder:
    """The files of one edition, its valid claims by topic, and all that is wrong or suspicious in the folder."""

    tables: tuple[CsvTable, ...]
    claims: Mapping[str, tuple[Claim, ...]]
    problems: tuple[Problem, ...]


def read_edition_folders(
    folder: Path, entries: Mapping[str, EditionEntry], sources: frozenset[str] | None
) -> dict[str, EditionFolder]:
    """The folders of the data folder that are named by `entries` (name -> its row of editions.csv).

    `sources` are the ids of sources.csv, None if they aren't known.
    """
    models = {f"{name}/{topic}.csv": TOPIC_MODELS[topic] for name in entries for topic in TOPICS}
    tables = read_tables(folder, models)
    return {
        name: _read(folder / name, entry, {topic: tables[f"{name}/{topic}.csv"] for topic in TOPICS}, sources)
        for name, entry in entries.items()
    }


def _read(
    folder: Path, entry: EditionEntry, tables: Mapping[str, CsvTable], sources: frozenset[str] | None
) -> EditionFolder:
    context = RowContext(entry.days, sources, tables["partners"].column_values("partner"))
    claims: dict[str, tuple[Claim, ...]] = {}
    problems = [*check_names(folder, EDITION_FILES, place=f"{folder.name}/")]
    for topic, table in tables.items():
        found = [*table.problems]
        # Rows that lack a cell can't be compared with each other.
        things = group_rivals(table) if table.has_all_columns else []
        figure_lines = shown_lines(things)
        claims[topic] = tuple(
            # Without a number the edition has an error in its row, and its claims are not shown.
            claim_from_row(row, entry.number or 0, topic, table.file, row.line in figure_lines)
            for row in check_rows(table, TOPIC_MODELS[topic], context, found)
        )
        found += check_rival_claims(table, things, complete=_all_placed(table, found))
        if entry.days and not errors(found):
            if topic == "visitors":
                found += check_attendance(claims[topic], table.file, entry.days)
            else:
                found += check_groups(claims[topic], topic)
            if topic == "pavilions":
                found += check_stand_count(claims[topic], table.file)
        problems += found
    return EditionFolder(tuple(tables.values()), claims, tuple(problems))


def _all_placed(table: CsvTable, problems: Iterable[Problem]) -> bool:
    """True if all rows of a file were read so far that it is known what each of them is about."""
    faulty = {problem.column for problem in errors(problems)}
    return table.rows_complete and not table.ragged and not faulty & {*table.model.key, "row"}


def compare_editions(folders: Mapping[str, EditionFolder], entries: Iterable[EditionEntry]) -> Iterator[Problem]:
    """The unusual figures in those files that have no error of their own."""
    faulty = {problem.file for content in folders.values() for problem in errors(content.problems)}
    days = {entry.number: entry.days for entry in entries if entry.number and entry.days}
    claims = chain.from_iterable(chain(*content.claims.values()) for content in folders.values())
    return (problem for problem in check_unusual(claims, days) if problem.file not in faulty)
