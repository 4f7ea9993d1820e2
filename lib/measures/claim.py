"""Claims: everything that the record book holds, each statement of the sources as one value."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from lib.archive import Archive, cached_on_archive, vocabulary
from lib.archive.row_models import TOPIC_MODELS
from lib.measures.named_thing import SLUG_COLUMNS


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """Numbers of claims, of the sources that they name, and of the claims that are listed."""

    claims: int
    sources: int
    listed: int


@dataclass(frozen=True, slots=True)
class Claim:
    """One row of one file.

    key        what the row is about, in the columns of its file; the same in rival claims
    code       slug of a thing or "all"; the audience of visitors; the measure of reach and site
    kind       stand, seminar, … ; a partner's role; the unit of visitors; else ""
    first_day  to `last_day`: the days counted; None where the claim names none
    until      "14:00", "during", or ""
    names      {"ar": …, "fr": …, "en": …}; empty for what has no name of its own
    value      None where there is a name or a word (`qualifier` "dozens") and no number
    rank       preferred, normal or deprecated; `shown`: it is the figure of its thing
    """

    edition: int
    topic: str
    key: tuple[str, ...]
    code: str
    kind: str
    first_day: datetime.date | None
    last_day: datetime.date | None
    until: str
    names: Mapping[str, str]
    value: float | None
    qualifier: str
    rank: str
    reason: str
    shown: bool
    sources: tuple[str, ...]
    file: str
    line: int

    @property
    def thing(self) -> tuple[object, ...]:
        """The same for claims about the same thing, and for no others."""
        return (self.edition, self.topic, *self.key)

    @property
    def counted(self) -> bool:
        """Whether it says how many, in a number or with the word "dozens"."""
        return bool(self.qualifier)


# A record book that is read by people stays far below this. Beyond it a topic is cut off, so that a file of a million
# counts leaves the others within reach.
MOST_CLAIMS = 50_000


@cached_on_archive()
def claims(archive: Archive) -> tuple[Claim, ...]:
    """The claims of every topic, up to MOST: by edition, by topic, then as in the files, rival claims together."""
    # As objects first: pandas takes a record out of Arrow cell by cell, at twice the time.
    found = [
        _claim(topic, row)
        for topic in vocabulary.TOPICS
        for row in archive.claims(topic).head(MOST_CLAIMS).astype(object).to_dict("records")
    ]
    together = {claim.thing: place for place, claim in reversed(list(enumerate(found)))}
    order = {topic: place for place, topic in enumerate(vocabulary.TOPICS)}
    return tuple(
        sorted(
            found, key=lambda c: (c.edition, order[c.topic], together[c.thing], vocabulary.RANKS.index(c.rank), c.line)
        )
    )


@cached_on_archive()
def count_claims(archive: Archive) -> ClaimCounts:
    """How much the record book holds, and how many of its claims `claims` gives."""
    topics = [archive.claims(topic) for topic in vocabulary.TOPICS]
    named = {name for rows in topics for texts in rows["sources"].unique() for name in str(texts).split(";")}
    return ClaimCounts(sum(map(len, topics)), len(named), sum(min(len(rows), MOST_CLAIMS) for rows in topics))


def claims_in_dispute(found: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """The claims about each thing of which there are several."""
    things: dict[tuple[object, ...], list[Claim]] = {}
    for claim in found:
        things.setdefault(claim.thing, []).append(claim)
    return tuple(tuple(rivals) for rivals in things.values() if len(rivals) > 1)


@cached_on_archive()
def coverage_counts(archive: Archive) -> Mapping[tuple[str, bool, int], int]:
    """How many things are shown: {(topic, with a figure or by name alone, edition): number}; never zero."""
    counted: dict[tuple[str, bool, int], int] = {}
    for topic in vocabulary.TOPICS:
        rows = archive.claims(topic)
        for with_figure in (True, False):
            found = rows.loc[rows["figure"] & (rows["qualifier"].notna() == with_figure), "edition"]
            for edition, number in Counter(found.tolist()).items():
                counted[topic, with_figure, edition] = number
    return MappingProxyType(counted)


def _claim(topic: str, row: Mapping[Hashable, Any]) -> Claim:
    return Claim(
        edition=int(row["edition"]),
        topic=topic,
        key=tuple(_text(row[column]) for column in TOPIC_MODELS[topic].key),
        code=_text(row[SLUG_COLUMNS.get(topic, "audience" if topic == "visitors" else "measure")]),
        kind=_text(row.get("kind", row.get("role", row.get("unit")))),
        first_day=_date(row.get("first_day", row.get("day"))),
        last_day=_date(row.get("last_day", row.get("day"))),
        until=_text(row.get("until")),
        names=MappingProxyType({code: name for code in ("ar", "fr", "en") if (name := _text(row.get(f"name_{code}")))}),
        value=None if pd.isna(row["value"]) else float(row["value"]),
        qualifier=_text(row["qualifier"]),
        rank=str(row["rank"]),
        reason=_text(row["reason"]),
        shown=bool(row["figure"]),
        sources=tuple(str(row["sources"]).split(";")),
        file=str(row["file"]),
        line=int(row["line"]),
    )


def _text(cell: object) -> str:
    """A cell as the file has it: a day in ISO form, "" for an empty one."""
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return cell if isinstance(cell, str) else ""


def _date(cell: object) -> datetime.date | None:
    return cell.date() if isinstance(cell, pd.Timestamp) else None
