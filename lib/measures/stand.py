"""Named stands: how many sources name, on which themes, and how the themes of two editions differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lib.archive import Archive, Claim, cached_on_archive
from lib.measures.measure import Series
from lib.measures.named_thing import count_by_edition, named_things, things_of_edition

STAND_KIND = "stand"
# Shown, but not as a stand. A group repeats stands that are named on their own.
OTHER_KINDS = ("space", "subject")

# {theme: {edition: count}}; what is not named is absent, never zero
ThemeSeries = Mapping[str, Series]


@dataclass(frozen=True, slots=True)
class ThemeChanges:
    """Themes of two editions: those named for both, for the later only, for the earlier only."""

    stayed: tuple[str, ...]
    came: tuple[str, ...]
    gone: tuple[str, ...]


class Partnership(NamedTuple):
    """A partner of an edition, and the stands and spaces that sources say it had a part in."""

    partner: Claim
    stands: tuple[Claim, ...]


@cached_on_archive()
def count_named_stands(archive: Archive) -> Series:
    """How many stands of each edition are named."""
    return count_by_edition(_of(archive, (STAND_KIND,)))


@cached_on_archive()
def stands_by_theme(archive: Archive) -> ThemeSeries:
    """The named stands by theme."""
    return _by_theme(_of(archive, (STAND_KIND,)))


@cached_on_archive()
def others_by_theme(archive: Archive) -> ThemeSeries:
    """The named spaces and subjects by theme: what was shown, but not as a stand."""
    return _by_theme(_of(archive, OTHER_KINDS))


def edition_themes(archive: Archive, edition: int) -> frozenset[str]:
    """Every theme of which a stand, a space or a subject of the edition is named."""
    kinds = (STAND_KIND, *OTHER_KINDS)
    return frozenset(
        thing.theme for thing in things_of_edition(archive, "pavilions", edition) if thing.kind in kinds and thing.theme
    )


def compare_themes(before: Iterable[str], after: Iterable[str]) -> ThemeChanges:
    """How the themes `after` differ from those `before`, each group in alphabetical order of its codes."""
    earlier, later = frozenset(before), frozenset(after)
    return ThemeChanges(
        stayed=tuple(sorted(earlier & later)),
        came=tuple(sorted(later - earlier)),
        gone=tuple(sorted(earlier - later)),
    )


def theme_changes(archive: Archive, edition: int) -> tuple[int, ThemeChanges] | None:
    """The last edition before `edition` that has named themes, and how those of the two differ; None without one."""
    earlier = max(
        (number for number in archive.numbers if number < edition and edition_themes(archive, number)), default=None
    )
    if earlier is None or not edition_themes(archive, edition):
        return None
    return earlier, compare_themes(edition_themes(archive, earlier), edition_themes(archive, edition))


def new_themes(archive: Archive, edition: int) -> frozenset[str]:
    """The themes of an edition that are named for none before it."""
    before = (edition_themes(archive, number) for number in archive.numbers if number < edition)
    return edition_themes(archive, edition).difference(*before)


def fully_named_editions(archive: Archive, published: Series) -> frozenset[int]:
    """The editions of which as many stands are named as were published, so that what isn't named wasn't there."""
    return frozenset(
        edition
        for edition, figure in count_named_stands(archive).items()
        if edition in published and published[edition].qualifier == "exact" and figure.value >= published[edition].value
    )


def partnerships(archive: Archive, edition: int) -> tuple[Partnership, ...]:
    """The partners of an edition in the order of the files, each with the stands and spaces it had a part in."""
    shown = [thing for thing in things_of_edition(archive, "pavilions", edition) if thing.kind != "group"]
    return tuple(
        Partnership(partner, tuple(thing for thing in shown if partner.code in thing.partners))
        for partner in things_of_edition(archive, "partners", edition)
    )


def _of(archive: Archive, kinds: tuple[str, ...]) -> tuple[Claim, ...]:
    return tuple(thing for thing in named_things(archive, "pavilions") if thing.kind in kinds)


def _by_theme(items: Iterable[Claim]) -> ThemeSeries:
    grouped: dict[str, list[Claim]] = {}
    for thing in items:
        if thing.theme:
            grouped.setdefault(thing.theme, []).append(thing)
    return {theme: count_by_edition(members) for theme, members in grouped.items()}
