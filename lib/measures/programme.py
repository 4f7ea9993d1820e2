"""The programme, counted: how much of it sources name, and the word that stands where they give no number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lib.archive import Archive, Claim, cached_on_archive
from lib.measures.measure import Series
from lib.measures.named_thing import count_by_edition, named_things, things_of_edition


@dataclass(frozen=True, slots=True)
class WordedCount:
    """What a source says instead of a number: `qualifier` is `dozens`."""

    qualifier: str
    sources: tuple[str, ...]


def programme_items(archive: Archive, kind: str, edition: int | None = None) -> tuple[Claim, ...]:
    """The named items of a kind (seminar, demonstration, unit, ceremony, award), of one edition or of all."""
    programme = (
        named_things(archive, "programme") if edition is None else things_of_edition(archive, "programme", edition)
    )
    return tuple(thing for thing in programme if thing.kind == kind)


@cached_on_archive()
def count_programme_items(archive: Archive, kind: str) -> Series:
    """The number of named items of a kind in each edition; an edition of which none is named is absent."""
    return count_by_edition(programme_items(archive, kind))


@cached_on_archive()
def seminars_by_subject(archive: Archive) -> Mapping[str, Series]:
    """The named seminars by subject: {theme: {edition: count}}, the subjects in the order of the files."""
    by_theme: dict[str, list[Claim]] = {}
    for seminar in programme_items(archive, "seminar"):
        by_theme.setdefault(seminar.theme, []).append(seminar)
    return {theme: count_by_edition(seminars) for theme, seminars in by_theme.items() if theme}


def worded_counts(archive: Archive, kind: str) -> Mapping[int, WordedCount]:
    """Editions of which the number of items of a kind was published as a word."""
    return {
        claim.edition: WordedCount(claim.qualifier, claim.sources)
        for claim in archive.figures("programme")
        if (claim.code, claim.kind) == ("all", kind) and claim.value is None
    }
