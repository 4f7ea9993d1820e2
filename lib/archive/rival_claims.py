"""Rival claims: the rows of one file about the same thing. One of them is the figure; rules hold between them."""

from collections.abc import Iterable, Iterator, Sequence

from lib.archive.cell import split_list
from lib.archive.csv_table import CsvTable, TextRow
from lib.archive.message import say
from lib.archive.message_parts import quote
from lib.archive.problem import Problem
from lib.archive.row_models import RowModel
from lib.archive.vocabulary import CONFIRMED, RANKS


def group_rivals(table: CsvTable) -> list[list[TextRow]]:
    """The rows of a table that has all its columns, grouped by the thing that they are about."""
    key = table.model.key
    things: dict[tuple[str, ...], list[TextRow]] = {}
    for row in table.rows:
        things.setdefault(tuple([row.cells[column] for column in key]), []).append(row)
    return list(things.values())


def shown_lines(things: Iterable[Sequence[TextRow]]) -> set[int]:
    """The lines of the figures: of each thing the preferred claim, or else the only one that is not deprecated."""
    lines: set[int] = set()
    for rivals in things:
        live = [row for row in rivals if row.cells["rank"] != "deprecated"]
        lines.update(row.line for row in live if len(live) == 1 or row.cells["rank"] == "preferred")
    return lines


def check_rival_claims(table: CsvTable, things: Iterable[Sequence[TextRow]], complete: bool) -> Iterator[Problem]:
    """The problems between rows about the same thing: duplicates, properties that differ, ranks and reasons.

    `things` are the rows of the table as `group_rivals` gives them. Texts are compared, so that a faulty cell hides no
    other fault. Not `complete`: what some row is about is not known, so that any thing may have a claim more.
    """
    columns = table.model.columns()
    # A thing's names, theme and partner are the same in all claims about it.
    properties = [column for column in columns[: columns.index("value")] if column not in table.model.key]
    for rivals in things:
        if len(rivals) == 1:
            yield from _needless(table, rivals[0]) if complete else ()
            continue
        first: dict[tuple[str, str], TextRow] = {}
        for row in rivals:
            first.setdefault(_statement(row), row)
        yield from _duplicates(table, rivals, first)
        yield from _contradictions(table, rivals, properties)
        # A duplicate is reported as such; in the ranking it would only repeat its first row's faults.
        if len(first) > 1:
            yield from _preferences(table, list(first.values()), complete)
            yield from _unreasoned(table, list(first.values()))


def _statement(row: TextRow) -> tuple[str, str]:
    """The value and qualifier of a row."""
    return row.cells["value"], row.cells["qualifier"]


def _rank_reasons(row: TextRow) -> set[str]:
    """The reasons for the row's rank."""
    return {*split_list(row.cells["reason"])} - {CONFIRMED}


def _about(model: type[RowModel], row: TextRow) -> str:
    """The thing that a row is about, in a message: `2023-05-17, 2023-05-18, all, visitors`."""
    return quote(", ".join(filter(None, (row.cells[column] for column in model.key))))


def _duplicates(table: CsvTable, rivals: Sequence[TextRow], first: dict[tuple[str, str], TextRow]) -> Iterator[Problem]:
    """Rows that state the same value and qualifier of the same thing as an earlier row."""
    for row in rivals:
        earlier = first[_statement(row)]
        if earlier is not row:
            message = say(
                "{thing} with the value {value} is a duplicate of line {line}; "
                "expected one row that names all its sources",
                thing=_about(table.model, row),
                value=quote(_statement(row)[0]),
                line=earlier.line,
            )
            yield Problem(table.file, row.line, "row", message)


def _contradictions(table: CsvTable, rivals: Sequence[TextRow], properties: Sequence[str]) -> Iterator[Problem]:
    """Properties of a thing that differ from those in the thing's first row."""
    first = rivals[0]
    for row in rivals[1:]:
        for column in properties:
            if row.cells[column] != first.cells[column]:
                message = say(
                    "{text} differs from line {line} about the same thing; expected {expected}",
                    text=quote(row.cells[column]),
                    line=first.line,
                    expected=quote(first.cells[column]),
                )
                yield Problem(table.file, row.line, column, message)


def _preferences(table: CsvTable, rivals: Sequence[TextRow], complete: bool) -> Iterator[Problem]:
    """Problems of a second preferred claim, or of several claims of which none is preferred or deprecated."""
    preferred = [row for row in rivals if row.cells["rank"] == "preferred"]
    for row in preferred[1:]:
        message = say(
            "{rank} is given a second time for {thing}, after line {line}; expected one preferred claim",
            rank=quote("preferred"),
            thing=_about(table.model, row),
            line=preferred[0].line,
        )
        yield Problem(table.file, row.line, "rank", message)
    # A misspelt rank may have been meant as the preferred one: nothing is said about its thing.
    if preferred or not complete or any(row.cells["rank"] not in RANKS for row in rivals):
        return
    live = [row for row in rivals if row.cells["rank"] != "deprecated"]
    if len(live) > 1:
        lines = ", ".join(str(row.line) for row in live)
        message = say(
            "{rank} is the rank of all claims about {thing} (lines {lines}); expected one of them to be preferred",
            rank=quote("normal"),
            thing=_about(table.model, live[0]),
            lines=lines,
        )
        yield Problem(table.file, live[0].line, "rank", message)


def _unreasoned(table: CsvTable, rivals: Sequence[TextRow]) -> Iterator[Problem]:
    """Warnings about ranks without a reason. (A deprecated row without one is an error, found elsewhere.)"""
    for row in rivals:
        if row.cells["rank"] in ("preferred", "normal") and not _rank_reasons(row):
            message = say(
                "the cell is empty; expected the reason for {rank}, because {thing} has several claims",
                rank=quote(row.cells["rank"]),
                thing=_about(table.model, row),
            )
            yield Problem(table.file, row.line, "reason", message, warning=True)


def _needless(table: CsvTable, lone: TextRow) -> Iterator[Problem]:
    """A warning about the only claim about a thing, if it is preferred or has a reason for a normal rank."""
    rank, reason = lone.cells["rank"], _rank_reasons(lone)
    if rank != "preferred" and not (rank == "normal" and reason):
        return
    parts = {"rank": quote(rank), "thing": _about(table.model, lone), "normal": quote("normal")}
    if reason:
        message = say(
            "{rank} with a reason is the rank of the only claim about {thing}; expected {normal} without a reason",
            **parts,
        )
    else:
        message = say("{rank} is the rank of the only claim about {thing}; expected {normal} without a reason", **parts)
    yield Problem(table.file, lone.line, "rank", message, warning=True)
