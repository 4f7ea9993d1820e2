"""Named things of an edition: stands, vehicles, seminars, demonstrations, ceremonies, awards, partners.

A named thing is the claim that is shown of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from lib.archive import Archive, Claim, cached_on_archive
from lib.measures.figure import Figure
from lib.measures.measure import Series


@cached_on_archive()
def named_things(archive: Archive, topic: str) -> tuple[Claim, ...]:
    """The named things of a topic, by edition and in the order of the files. Raises KeyError for another topic."""
    return tuple(claim for claim in archive.figures(topic) if claim.names)


@cached_on_archive()
def _by_edition(archive: Archive, topic: str) -> Mapping[int, tuple[Claim, ...]]:
    grouped = group_by_edition(named_things(archive, topic))
    return MappingProxyType({edition: tuple(members) for edition, members in grouped.items()})


def things_of_edition(archive: Archive, topic: str, edition: int) -> tuple[Claim, ...]:
    """The named things of a topic at one edition, in the order of its file."""
    return _by_edition(archive, topic).get(edition, ())


def count_things(named: Iterable[Claim]) -> Figure:
    """How many things are named: our own count, a sum of ones, with every source that names one of them."""
    counted = tuple(named)
    return Figure(
        value=len(counted),
        sources=tuple(dict.fromkeys(source for thing in counted for source in thing.sources)),
        terms=("sum", *(1.0 for _ in counted)),
    )


def count_by_edition(items: Iterable[Claim]) -> Series:
    """How many things are named for each edition; one for which none is named is absent."""
    return {edition: count_things(members) for edition, members in group_by_edition(items).items()}


def group_by_edition(items: Iterable[Claim]) -> dict[int, list[Claim]]:
    """The claims of each edition, in their order."""
    grouped: dict[int, list[Claim]] = {}
    for claim in items:
        grouped.setdefault(claim.edition, []).append(claim)
    return grouped
