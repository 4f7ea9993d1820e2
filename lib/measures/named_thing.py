"""Named things of an edition: stands, vehicles, seminars, demonstrations, ceremonies, awards, partners."""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd

from lib.archive import Archive, cached_on_archive
from lib.measures.figure import Figure
from lib.measures.measure import Series, figure_from_row

# topic -> the column whose slug names the thing
SLUG_COLUMNS = {
    "pavilions": "pavilion",
    "vehicles": "category",
    "staff": "group",
    "partners": "partner",
    "programme": "item",
}


@dataclass(frozen=True, slots=True)
class NamedThing:
    """One named row.

    slug      the same for the same thing in different editions
    kind      stand, space, subject, group (pavilions); seminar, demonstration, … (programme); a partner's role; else ""
    theme     a code of vocabulary.THEMES, or ""
    partners  slugs of partners who share a stand
    names     {"ar": …, "fr": …, "en": …}
    own       the languages whose name is the project's own translation
    figure    its number where one was published (two joint stands), else None
    """

    edition: int
    slug: str
    kind: str
    theme: str
    day: datetime.date | None
    partners: tuple[str, ...]
    names: Mapping[str, str]
    own: tuple[str, ...]
    figure: Figure | None
    sources: tuple[str, ...]


@cached_on_archive()
def named_things(archive: Archive, topic: str) -> tuple[NamedThing, ...]:
    """The named things of a topic, by edition and in the order of the files. Raises KeyError for another topic."""
    slug = SLUG_COLUMNS[topic]
    rows = archive.figures(topic)
    return tuple(_thing(row, slug) for row in rows[rows[slug] != "all"].to_dict("records"))


@cached_on_archive()
def _by_edition(archive: Archive, topic: str) -> Mapping[int, tuple[NamedThing, ...]]:
    grouped: dict[int, list[NamedThing]] = {}
    for thing in named_things(archive, topic):
        grouped.setdefault(thing.edition, []).append(thing)
    return MappingProxyType({edition: tuple(members) for edition, members in grouped.items()})


def things_of_edition(archive: Archive, topic: str, edition: int) -> tuple[NamedThing, ...]:
    """The named things of a topic at one edition, in the order of its file."""
    return _by_edition(archive, topic).get(edition, ())


def count_things(named: Iterable[NamedThing]) -> Figure:
    """How many things are named: our own count, a sum of ones, with every source that names one of them."""
    counted = tuple(named)
    return Figure(
        value=len(counted),
        sources=tuple(dict.fromkeys(source for thing in counted for source in thing.sources)),
        terms=("sum", *(1.0 for _ in counted)),
    )


def count_by_edition(items: Iterable[NamedThing]) -> Series:
    """How many things are named for each edition; one for which none is named is absent."""
    grouped: dict[int, list[NamedThing]] = {}
    for thing in items:
        grouped.setdefault(thing.edition, []).append(thing)
    return {edition: count_things(members) for edition, members in grouped.items()}


def _thing(row: Mapping[Hashable, Any], slug: str) -> NamedThing:
    day = row.get("day")
    return NamedThing(
        edition=int(row["edition"]),
        slug=str(row[slug]),
        kind=_text(row.get("kind", row.get("role"))),
        theme=_text(row.get("theme")),
        day=day.date() if isinstance(day, pd.Timestamp) else None,
        partners=_parts(row.get("partner") if slug == "pavilion" else None),
        names=MappingProxyType({code: _text(row[f"name_{code}"]) for code in ("ar", "fr", "en")}),
        own=_parts(row.get("translated")),
        figure=None if pd.isna(row["value"]) else figure_from_row(row),
        sources=_parts(row["sources"]),
    )


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def _parts(cell: object) -> tuple[str, ...]:
    return tuple(cell.split(";")) if isinstance(cell, str) else ()
