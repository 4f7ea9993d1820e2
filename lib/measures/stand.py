"""Named stands: how many sources name, on which themes, and how the themes of two editions differ."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from lib.archive import Archive
from lib.measures.measure import Series
from lib.measures.named_thing import (
    Thing,
    by_edition,
    things,
    things_of,
)

STAND = "stand"
# Shown, but not as a stand. A group repeats stands that are named on their own.
OTHERWISE = ("space", "subject")

# {theme: {edition: count}}; what is not named is absent, never zero
Themes = Mapping[str, Series]


@dataclass(frozen=True, slots=True)
class Turnover:
    """Themes of two editions: those named for both, for the later only, for the earlier only."""

    stayed: tuple[str, ...]
    came: tuple[str, ...]
    gone: tuple[str, ...]


class Partnership(NamedTuple):
    """A partner of an edition, and the stands and spaces that sources say it had a part in."""

    partner: Thing
    stands: tuple[Thing, ...]


@lru_cache(maxsize=8)
def named_stands(archive: Archive) -> Series:
    """How many stands of each edition are named."""
    return by_edition(_of(archive, (STAND,)))


@lru_cache(maxsize=8)
def stand_themes(archive: Archive) -> Themes:
    """The named stands by theme."""
    return _by_theme(_of(archive, (STAND,)))


@lru_cache(maxsize=8)
def other_themes(archive: Archive) -> Themes:
    """The named spaces and subjects by theme: what was shown, but not as a stand."""
    return _by_theme(_of(archive, OTHERWISE))


def themes(archive: Archive, edition: int) -> frozenset[str]:
    """Every theme of which a stand, a space or a subject of the edition is named."""
    kinds = (STAND, *OTHERWISE)
    return frozenset(
        thing.theme for thing in things_of(archive, "pavilions", edition) if thing.kind in kinds and thing.theme
    )


def turnover(before: Iterable[str], after: Iterable[str]) -> Turnover:
    """How the themes `after` differ from those `before`, each group in alphabetical order of its codes."""
    earlier, later = frozenset(before), frozenset(after)
    return Turnover(
        stayed=tuple(sorted(earlier & later)),
        came=tuple(sorted(later - earlier)),
        gone=tuple(sorted(earlier - later)),
    )


def theme_turnover(archive: Archive, edition: int) -> tuple[int, Turnover] | None:
    """The last edition before `edition` that has named themes, and how those of the two differ; None without one."""
    earlier = max((number for number in archive.numbers if number < edition and themes(archive, number)), default=None)
    if earlier is None or not themes(archive, edition):
        return None
    return earlier, turnover(themes(archive, earlier), themes(archive, edition))


def new_themes(archive: Archive, edition: int) -> frozenset[str]:
    """The themes of an edition that are named for none before it."""
    before = (themes(archive, number) for number in archive.numbers if number < edition)
    return themes(archive, edition).difference(*before)


def complete(archive: Archive, published: Series) -> frozenset[int]:
    """The editions of which as many stands are named as were published, so that what isn't named wasn't there."""
    return frozenset(
        edition
        for edition, figure in named_stands(archive).items()
        if edition in published and published[edition].qualifier == "exact" and figure.value >= published[edition].value
    )


def partnerships(archive: Archive, edition: int) -> tuple[Partnership, ...]:
    """The partners of an edition in the order of the files, each with the stands and spaces it had a part in."""
    shown = [thing for thing in things_of(archive, "pavilions", edition) if thing.kind != "group"]
    return tuple(
        Partnership(partner, tuple(thing for thing in shown if partner.slug in thing.partners))
        for partner in things_of(archive, "partners", edition)
    )


def _of(archive: Archive, kinds: tuple[str, ...]) -> tuple[Thing, ...]:
    return tuple(thing for thing in things(archive, "pavilions") if thing.kind in kinds)


def _by_theme(items: Iterable[Thing]) -> Themes:
    grouped: dict[str, list[Thing]] = {}
    for thing in items:
        if thing.theme:
            grouped.setdefault(thing.theme, []).append(thing)
    return {theme: by_edition(members) for theme, members in grouped.items()}
