"""Named stands: how many there are, their themes, and how the themes of two editions differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lib.archive import Archive, Claim, cached_on_archive
from lib.measures.measure import Series
from lib.measures.named_thing import count_by_edition, named_things, things_of_edition

STAND_KIND = "stand"
# Shown, but not as a stand. The kind `group` is excluded: it repeats stands that are named individually.
OTHER_KINDS = ("space", "subject")

# {theme: {edition: count}}. Themes and editions without a named thing are absent, never zero.
ThemeSeries = Mapping[str, Series]


@dataclass(frozen=True, slots=True)
class ThemeChanges:
    """The themes of two editions: those of both, of the later only, and of the earlier only."""

    stayed: tuple[str, ...]
    came: tuple[str, ...]
    gone: tuple[str, ...]


class Partnership(NamedTuple):
    """A partner of an edition, and the stands, spaces and subjects in which sources say it took part."""

    partner: Claim
    stands: tuple[Claim, ...]


@cached_on_archive()
def count_named_stands(archive: Archive) -> Series:
    """The number of named stands of each edition."""
    return count_by_edition(_things_of_kind(archive, (STAND_KIND,)))


@cached_on_archive()
def stands_by_theme(archive: Archive) -> ThemeSeries:
    """Counts of the named stands by theme."""
    return _by_theme(_things_of_kind(archive, (STAND_KIND,)))


@cached_on_archive()
def others_by_theme(archive: Archive) -> ThemeSeries:
    """Counts by theme of the named spaces and subjects, which were shown but not as stands."""
    return _by_theme(_things_of_kind(archive, OTHER_KINDS))


@cached_on_archive()
def edition_themes(archive: Archive, edition: int) -> frozenset[str]:
    """The themes of all named stands, spaces and subjects of an edition."""
    kinds = (STAND_KIND, *OTHER_KINDS)
    return frozenset(
        thing.theme for thing in things_of_edition(archive, "pavilions", edition) if thing.kind in kinds and thing.theme
    )


def compare_themes(before: Iterable[str], after: Iterable[str]) -> ThemeChanges:
    """Compare two sets of themes. Each group is sorted by code."""
    earlier, later = frozenset(before), frozenset(after)
    return ThemeChanges(
        stayed=tuple(sorted(earlier & later)),
        came=tuple(sorted(later - earlier)),
        gone=tuple(sorted(earlier - later)),
    )


def theme_changes(archive: Archive, edition: int) -> tuple[int, ThemeChanges] | None:
    """The last edition before `edition` with named themes, and the differences. None if either has no themes."""
    earlier = next(
        (number for number in reversed(archive.numbers) if number < edition and edition_themes(archive, number)), None
    )
    if earlier is None or not edition_themes(archive, edition):
        return None
    return earlier, compare_themes(edition_themes(archive, earlier), edition_themes(archive, edition))


def new_themes(archive: Archive, edition: int) -> frozenset[str]:
    """The themes of an edition that are not named for any earlier one."""
    before = (edition_themes(archive, number) for number in archive.numbers if number < edition)
    return edition_themes(archive, edition).difference(*before)


def fully_named_editions(archive: Archive, published: Series) -> frozenset[int]:
    """The editions with at least as many named stands as published exactly, so that no stand is unnamed."""
    return frozenset(
        edition
        for edition, figure in count_named_stands(archive).items()
        if edition in published and published[edition].qualifier == "exact" and figure.value >= published[edition].value
    )


def partnerships(archive: Archive, edition: int) -> tuple[Partnership, ...]:
    """The partners of an edition in file order, each with the stands, spaces and subjects in which it took part."""
    things = [thing for thing in things_of_edition(archive, "pavilions", edition) if thing.kind != "group"]
    return tuple(
        Partnership(partner, tuple(thing for thing in things if partner.code in thing.partners))
        for partner in things_of_edition(archive, "partners", edition)
    )


def _things_of_kind(archive: Archive, kinds: tuple[str, ...]) -> tuple[Claim, ...]:
    return tuple(thing for thing in named_things(archive, "pavilions") if thing.kind in kinds)


def _by_theme(items: Iterable[Claim]) -> ThemeSeries:
    grouped: dict[str, list[Claim]] = {}
    for thing in items:
        if thing.theme:
            grouped.setdefault(thing.theme, []).append(thing)
    return {theme: count_by_edition(members) for theme, members in grouped.items()}
