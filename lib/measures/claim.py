"""All claims of the record book, and what is counted of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lib.archive import Archive, Claim, cached_on_archive, vocabulary


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """Numbers of claims, and of the sources that they name."""

    claims: int
    sources: int


@cached_on_archive()
def claims(archive: Archive) -> tuple[Claim, ...]:
    """The claims of every topic: by edition, by topic, then as in the files, rival claims together."""
    found = [claim for topic in vocabulary.TOPICS for claim in archive.claims(topic)]
    together = {claim.thing: place for place, claim in reversed(list(enumerate(found)))}
    order = {topic: place for place, topic in enumerate(vocabulary.TOPICS)}
    return tuple(
        sorted(
            found, key=lambda c: (c.edition, order[c.topic], together[c.thing], vocabulary.RANKS.index(c.rank), c.line)
        )
    )


@cached_on_archive()
def count_claims(archive: Archive) -> ClaimCounts:
    """How much the record book holds."""
    found = claims(archive)
    return ClaimCounts(len(found), len({source for claim in found for source in claim.sources}))


def claims_in_dispute(found: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """The claims about each thing of which there are several."""
    things: dict[tuple[object, ...], list[Claim]] = {}
    for claim in found:
        things.setdefault(claim.thing, []).append(claim)
    return tuple(tuple(rivals) for rivals in things.values() if len(rivals) > 1)


@cached_on_archive()
def coverage_counts(archive: Archive) -> Mapping[tuple[str, bool, int], int]:
    """How many things are shown: {(topic, with a figure or by name alone, edition): number}; never zero."""
    return MappingProxyType(Counter((c.topic, c.counted, c.edition) for c in claims(archive) if c.shown))
