"""Named things of an edition: stands, vehicles, seminars, demonstrations, ceremonies, awards, partners.

A named thing is represented by the claim that is shown for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from lib.archive import Archive, Claim, cached_on_archive
from lib.measures.figure import Figure
from lib.measures.measure import Series


@cached_on_archive()
def named_things(archive: Archive, topic: str) -> tuple[Claim, ...]:
    """The named things of a topic, by edition and in file order. Raises KeyError for an unknown topic."""
    return tuple(claim for claim in archive.figures(topic) if claim.names)


@cached_on_archive()
def _by_edition(archive: Archive, topic: str) -> Mapping[int, tuple[Claim, ...]]:
    grouped = group_by_edition(named_things(archive, topic))
    return MappingProxyType({edition: tuple(members) for edition, members in grouped.items()})


def things_of_edition(archive: Archive, topic: str, edition: int) -> tuple[Claim, ...]:
    """The named things of a topic at one edition, in file order."""
    return _by_edition(archive, topic).get(edition, ())


def count_things(named: Iterable[Claim]) -> Figure:
    """The number of named things. It is our own count, a sum of ones, and cites every source that names one of them."""
    counted = tuple(named)
    return Figure(
        value=len(counted),
        sources=tuple(dict.fromkeys(source for thing in counted for source in thing.sources)),
        terms=("sum", *(1.0 for _ in counted)),
    )


def count_by_edition(items: Iterable[Claim]) -> Series:
    """The number of named things of each edition. Editions without any are absent."""
    return {edition: count_things(members) for edition, members in group_by_edition(items).items()}


def group_by_edition(items: Iterable[Claim]) -> dict[int, list[Claim]]:
    """Group claims by edition and keep their order."""
    grouped: dict[int, list[Claim]] = {}
    for claim in items:
        grouped.setdefault(claim.edition, []).append(claim)
    return grouped
