"""Ranking: rules between the claims of one file about the same thing, and which of them is the figure."""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from lib.archive import cell
from lib.archive.problem import Problem
from lib.archive.table import Table
from lib.archive.vocabulary import RANKS
from lib.archive.wording import quote

# Rows that are equal in these say the same: `thing` numbers what they are about.
STATEMENT = ["thing", "value", "qualifier"]


def figures(frame: pd.DataFrame, key: tuple[str, ...]) -> "pd.Series[bool]":
    """Which rows are shown: of each thing the preferred claim, or else the only one that is not deprecated."""
    live = frame["rank"] != "deprecated"
    alone = live.groupby(_things(frame, key)).transform("sum") == 1
    return ((frame["rank"] == "preferred") | (live & alone)).astype("bool")


def disputes(table: Table) -> Iterator[Problem]:
    """What is wrong between rows about the same thing: duplicates, properties that differ, ranks and reasons."""
    if not table.complete or table.frame.empty:
        return
    frame = table.frame.assign(thing=_things(table.frame, table.model.key), value=_plain(table.frame["value"]))
    several = frame.duplicated("thing", keep=False)
    if several.any():
        rivals = frame[several]
        yield from _duplicates(table, rivals)
        yield from _contradictions(table, rivals)
        # A duplicate is reported as such; in the ranking it would only repeat its first row's faults.
        rivals = rivals[~rivals.duplicated(STATEMENT)]
        rivals = rivals[rivals.duplicated("thing", keep=False)]
        yield from _preferences(table, rivals)
        yield from _unreasoned(table, rivals)
    yield from _needless(table, frame[~several])


def _things(frame: pd.DataFrame, key: tuple[str, ...]) -> "pd.Series[int]":
    """For each row the number of the thing that it is about: rows with equal key columns have the same number."""
    return frame.groupby(list(key), sort=False).ngroup()


def _plain(values: "pd.Series[str]") -> "pd.Series[str]":
    """Numbers in the same digits, so that ١٤٥٠٠٠ and 145000 are equal."""
    return values if values.str.isascii().all() else values.str.translate(cell.DIGITS)


def _duplicates(table: Table, frame: pd.DataFrame) -> Iterator[Problem]:
    """Rows that state the same value and qualifier of the same thing as an earlier row."""
    involved = frame[frame.duplicated(STATEMENT, keep=False)]
    first = involved.groupby(STATEMENT)["line"].transform("first")
    for row in _records(involved.assign(first=first)[involved.duplicated(STATEMENT)]):
        yield Problem(
            table.file,
            row["line"],
            "row",
            f"{quote(_key(row, table))} with the value {quote(row['value'])} is a duplicate of line {row['first']}; "
            "expected one row that names all its sources",
        )


def _contradictions(table: Table, frame: pd.DataFrame) -> Iterator[Problem]:
    """Properties of a thing (its names, theme, partner) that differ from those in the thing's first row."""
    before_claim = table.model.columns()[: table.model.columns().index("value")]
    properties = [column for column in before_claim if column not in table.model.key]
    if not properties:
        return
    first = frame.groupby("thing")[[*properties, "line"]].transform("first")
    for column in properties:
        differing = frame[column] != first[column]
        for row in _records(frame.assign(said=first[column], first=first["line"])[differing]):
            yield Problem(
                table.file,
                row["line"],
                column,
                f"{quote(row[column])} differs from line {row['first']} about the same thing; "
                f"expected {quote(row['said'])}",
            )


def _preferences(table: Table, frame: pd.DataFrame) -> Iterator[Problem]:
    """Things with two preferred claims, and things with several live claims of which none is preferred."""
    preferred = frame[frame["rank"] == "preferred"]
    first = preferred.groupby("thing")["line"].transform("first")
    for row in _records(preferred.assign(first=first)[preferred.duplicated("thing")]):
        yield Problem(
            table.file,
            row["line"],
            "rank",
            f'"preferred" stands a second time for {quote(_key(row, table))}, after line {row["first"]}; '
            "expected one preferred claim",
        )
    # A misspelt rank may have been meant as the preferred one: nothing is said about its thing.
    decided = set(preferred["thing"]) | set(frame.loc[~frame["rank"].isin(RANKS), "thing"])
    live = frame[(frame["rank"] != "deprecated") & ~frame["thing"].isin(decided)]
    for _, rivals in live[live.duplicated("thing", keep=False)].groupby("thing"):
        row = _records(rivals)[0]
        lines = ", ".join(map(str, rivals["line"]))
        yield Problem(
            table.file,
            row["line"],
            "rank",
            f'"normal" is the rank of all claims about {quote(_key(row, table))} (lines {lines}); '
            "expected one of them to be preferred",
        )


def _unreasoned(table: Table, frame: pd.DataFrame) -> Iterator[Problem]:
    """Warnings: no reason, though there are several claims. (A deprecated row without one is an error.)"""
    for row in _records(frame[frame["rank"].isin(("preferred", "normal")) & (frame["reason"] == "")]):
        yield Problem(
            table.file,
            row["line"],
            "reason",
            f"the cell is empty; expected the reason for {quote(row['rank'])}, because {quote(_key(row, table))} "
            "has several claims",
            warning=True,
        )


def _needless(table: Table, frame: pd.DataFrame) -> Iterator[Problem]:
    """Warnings: lone claims that are preferred to nothing, or have a reason for nothing."""
    reasoned = (frame["rank"] == "normal") & (frame["reason"] != "")
    for row in _records(frame[(frame["rank"] == "preferred") | reasoned]):
        yield Problem(
            table.file,
            row["line"],
            "rank",
            f"{quote(row['rank'])}{' with a reason' if row['reason'] else ''} is the rank of the only claim about "
            f'{quote(_key(row, table))}; expected "normal" without a reason',
            warning=True,
        )


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as {"line": 7, "rank": "preferred", …}."""
    return (
        [] if frame.empty else [{str(name): value for name, value in row.items()} for row in frame.to_dict("records")]
    )


def _key(row: dict[str, Any], table: Table) -> str:
    """What a row is about, in a message: `2023-05-17, 2023-05-18, all, visitors`."""
    return ", ".join(filter(None, (row[column] for column in table.model.key)))
