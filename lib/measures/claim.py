"""All claims of the record book, and counts of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from lib.archive import Archive, Claim, cached_on_archive, vocabulary
from lib.measures.named_thing import group_by_edition


@dataclass(frozen=True, slots=True)
class ClaimCounts:
    """The number of claims, and of the distinct sources that they name."""

    claims: int
    sources: int


@cached_on_archive()
def claims(archive: Archive) -> tuple[Claim, ...]:
    """The claims of every topic, sorted by edition and topic, then as in the files with rival claims together."""
    found = [claim for topic in vocabulary.TOPICS for claim in archive.claims(topic)]
    together = {claim.thing: place for place, claim in reversed(list(enumerate(found)))}
    order = {topic: place for place, topic in enumerate(vocabulary.TOPICS)}
    return tuple(
        sorted(
            found, key=lambda c: (c.edition, order[c.topic], together[c.thing], vocabulary.RANKS.index(c.rank), c.line)
        )
    )


@cached_on_archive()
def audience_claims(archive: Archive) -> Mapping[int, tuple[Claim, ...]]:
    """The shown claims with a number about a group of visitors, by edition, in the order of `claims`."""
    found = group_by_edition(
        claim
        for claim in claims(archive)
        if claim.topic == "visitors" and claim.code != "all" and claim.shown and claim.value is not None
    )
    return MappingProxyType({edition: tuple(members) for edition, members in found.items()})


@cached_on_archive()
def count_claims(archive: Archive) -> ClaimCounts:
    """Count the claims and sources of the record book."""
    found = claims(archive)
    return ClaimCounts(len(found), len({source for claim in found for source in claim.sources}))


def claims_in_dispute(all_claims: Iterable[Claim]) -> tuple[tuple[Claim, ...], ...]:
    """Groups of two or more claims about the same thing."""
    things: dict[tuple[object, ...], list[Claim]] = {}
    for claim in all_claims:
        things.setdefault(claim.thing, []).append(claim)
    return tuple(tuple(rivals) for rivals in things.values() if len(rivals) > 1)


@cached_on_archive()
def coverage_counts(archive: Archive) -> Mapping[tuple[str, bool, int], int]:
    """The number of shown claims: {(topic, whether they are counts or names, edition): number}, never zero."""
    return MappingProxyType(Counter((c.topic, c.counted, c.edition) for c in claims(archive) if c.shown))
