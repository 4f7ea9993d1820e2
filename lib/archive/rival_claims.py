"""Ranking: rules between the claims of one file about the same thing, and which of them is the figure."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

import numpy as np

from lib.archive import cell
from lib.archive.message import Message, say
from lib.archive.message_parts import quote
from lib.archive.problem import Problem
from lib.archive.stacked_tables import RowMask, StackedTables
from lib.archive.vocabulary import RANKS


class RivalClaim(NamedTuple):
    """A row of the pool, as far as it is ranked. `properties` are the cells of the columns in `_properties`."""

    row: int
    thing: int
    line: int
    value: str
    qualifier: str
    rank: str
    reason: str
    properties: tuple[str, ...]

    @property
    def statement(self) -> tuple[str, str]:
        """What is said of the thing, in the same digits: ١٤٥٠٠٠ and 145000 are equal."""
        return self.value, self.qualifier


def figure_mask(pool: StackedTables) -> RowMask:
    """Which rows are shown: of each thing the preferred claim, or else the only one that is not deprecated."""
    live = ~pool.holds("rank", "deprecated")
    alone = np.bincount(pool.thing[live], minlength=len(live))[pool.thing] == 1
    shown: RowMask = pool.holds("rank", "preferred") | (live & alone)
    return shown


def check_rival_claims(pool: StackedTables) -> Iterator[Problem]:
    """What is wrong between rows about the same thing: duplicates, properties that differ, ranks and reasons."""
    several = np.bincount(pool.thing)[pool.thing] > 1
    for _, claims in groupby(_claims(pool, several), attrgetter("thing")):
        rivals = list(claims)
        first: dict[tuple[str, str], RivalClaim] = {}
        for claim in rivals:
            first.setdefault(claim.statement, claim)
        yield from _duplicates(pool, rivals, first)
        yield from _contradictions(pool, rivals)
        # A duplicate is reported as such; in the ranking it would only repeat its first row's faults.
        if len(first) > 1:
            yield from _preferences(pool, list(first.values()))
            yield from _unreasoned(pool, list(first.values()))
    reasoned = pool.holds("rank", "normal") & ~pool.holds("reason", "")
    yield from _needless(pool, _claims(pool, ~several & (pool.holds("rank", "preferred") | reasoned)))


def _claims(pool: StackedTables, mask: RowMask) -> Iterator[RivalClaim]:
    """Those rows, thing by thing, and by line about each of them."""
    rows = np.flatnonzero(mask)
    rows = rows[np.argsort(pool.thing[rows], kind="stable")]
    values = [text if text.isascii() else text.translate(cell.ASCII_DIGITS) for text in pool.texts("value", rows)]
    others = (pool.texts(column, rows) for column in ("qualifier", "rank", "reason"))
    names = _properties(pool)
    properties = zip(*(pool.texts(name, rows) for name in names), strict=True) if names else ((),) * len(rows)
    columns = (rows.tolist(), pool.thing[rows].tolist(), pool.texts("line", rows), values, *others, properties)
    return map(RivalClaim._make, zip(*columns, strict=True))


def _properties(pool: StackedTables) -> tuple[str, ...]:
    """The columns that tell of a thing what is the same in all claims about it: its names, theme, partner."""
    columns = pool.model.columns()
    return tuple(column for column in columns[: columns.index("value")] if column not in pool.model.key)


def _problem(pool: StackedTables, claim: RivalClaim, column: str, message: Message, warning: bool = False) -> Problem:
    return Problem(pool.tables[pool.table[claim.row]].file, claim.line, column, message, warning)


def _duplicates(
    pool: StackedTables, rivals: Sequence[RivalClaim], first: Mapping[tuple[str, str], RivalClaim]
) -> Iterator[Problem]:
    """Rows that state the same value and qualifier of the same thing as an earlier row."""
    for claim in rivals:
        earlier = first[claim.statement]
        if earlier is not claim:
            message = say(
                "{thing} with the value {value} is a duplicate of line {line}; "
                "expected one row that names all its sources",
                thing=quote(pool.about(claim.row)),
                value=quote(claim.value),
                line=earlier.line,
            )
            yield _problem(pool, claim, "row", message)


def _contradictions(pool: StackedTables, rivals: Sequence[RivalClaim]) -> Iterator[Problem]:
    """Properties of a thing that differ from those in the thing's first row."""
    first = rivals[0]
    for claim in rivals:
        if claim.properties != first.properties:
            for column, said, expected in zip(_properties(pool), claim.properties, first.properties, strict=True):
                if said != expected:
                    message = say(
                        "{text} differs from line {line} about the same thing; expected {expected}",
                        text=quote(said),
                        line=first.line,
                        expected=quote(expected),
                    )
                    yield _problem(pool, claim, column, message)


def _preferences(pool: StackedTables, rivals: Sequence[RivalClaim]) -> Iterator[Problem]:
    """Two preferred claims, or several live ones of which none is preferred."""
    preferred = [claim for claim in rivals if claim.rank == "preferred"]
    for claim in preferred[1:]:
        message = say(
            "{rank} stands a second time for {thing}, after line {line}; expected one preferred claim",
            rank=quote("preferred"),
            thing=quote(pool.about(claim.row)),
            line=preferred[0].line,
        )
        yield _problem(pool, claim, "rank", message)
    # A misspelt rank may have been meant as the preferred one: nothing is said about its thing.
    if preferred or any(claim.rank not in RANKS for claim in rivals):
        return
    live = [claim for claim in rivals if claim.rank != "deprecated"]
    if len(live) > 1:
        lines = ", ".join(str(claim.line) for claim in live)
        message = say(
            "{rank} is the rank of all claims about {thing} (lines {lines}); expected one of them to be preferred",
            rank=quote("normal"),
            thing=quote(pool.about(live[0].row)),
            lines=lines,
        )
        yield _problem(pool, live[0], "rank", message)


def _unreasoned(pool: StackedTables, rivals: Sequence[RivalClaim]) -> Iterator[Problem]:
    """Warnings: no reason, though there are several claims. (A deprecated row without one is an error.)"""
    for claim in rivals:
        if claim.rank in ("preferred", "normal") and not claim.reason:
            message = say(
                "the cell is empty; expected the reason for {rank}, because {thing} has several claims",
                rank=quote(claim.rank),
                thing=quote(pool.about(claim.row)),
            )
            yield _problem(pool, claim, "reason", message, warning=True)


def _needless(pool: StackedTables, claims: Iterator[RivalClaim]) -> Iterator[Problem]:
    """Warnings: lone claims that are preferred to nothing, or have a reason for nothing."""
    for claim in claims:
        parts = {"rank": quote(claim.rank), "thing": quote(pool.about(claim.row)), "normal": quote("normal")}
        if claim.reason:
            message = say(
                "{rank} with a reason is the rank of the only claim about {thing}; expected {normal} without a reason",
                **parts,
            )
        else:
            message = say(
                "{rank} is the rank of the only claim about {thing}; expected {normal} without a reason", **parts
            )
        yield _problem(pool, claim, "rank", message, warning=True)
