"""Counts of the programme: items that sources name, and words that they give instead of a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib.archive import Archive, Claim, cached_on_archive
from lib.measures.measure import Series
from lib.measures.named_thing import count_by_edition, named_things, things_of_edition


@dataclass(frozen=True, slots=True)
class WordedCount:
    """A count given as a word instead of a number: `qualifier` is `dozens`. `claim` is the id of its claim."""

    qualifier: str
    sources: tuple[str, ...]
    claim: str


def programme_items(archive: Archive, kind: str, edition: int | None = None) -> tuple[Claim, ...]:
    """The named items of a kind (seminar, demonstration, unit, ceremony, award) of one edition, or of all for None."""
    programme = (
        named_things(archive, "programme") if edition is None else things_of_edition(archive, "programme", edition)
    )
    return tuple(thing for thing in programme if thing.kind == kind)


@cached_on_archive()
def count_programme_items(archive: Archive, kind: str) -> Series:
    """The number of named items of a kind in each edition. Editions without any are absent."""
    return count_by_edition(programme_items(archive, kind))


@cached_on_archive()
def seminars_by_subject(archive: Archive) -> Mapping[str, Series]:
    """Counts of the named seminars by subject, in file order: {theme: {edition: count}}."""
    by_theme: dict[str, list[Claim]] = {}
    for seminar in programme_items(archive, "seminar"):
        by_theme.setdefault(seminar.theme, []).append(seminar)
    return {theme: count_by_edition(seminars) for theme, seminars in by_theme.items() if theme}


@cached_on_archive()
def worded_counts(archive: Archive, kind: str) -> Mapping[int, WordedCount]:
    """The counts of a kind that were published as a word, by edition."""
    return {
        claim.edition: WordedCount(claim.qualifier, claim.sources, claim.id)
        for claim in archive.figures("programme")
        if (claim.code, claim.kind) == ("all", kind) and claim.value is None
    }
