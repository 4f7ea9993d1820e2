"""What differs between two record books, and which kind of release that makes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from operator import attrgetter

from lib.archive import Archive, Claim
from lib.archive.vocabulary import TOPICS
from lib.releases.release import ReleaseKind

# The parts of a claim that make it what it is. A change of another part (names, notes) is one of words.
FIGURE_PARTS = ("value", "qualifier", "rank", "reasons", "shown", "sources", "theme", "partners")
WORD_PARTS = ("names", "translated", "note")
# The parts of a row of editions.csv that are not words.
EDITION_FACTS = attrgetter("first_day", "last_day", "latitude", "longitude", "sources")


@dataclass(frozen=True, slots=True)
class ClaimChange:
    """A claim before and after; `parts` are the fields that differ: ("value", "sources")."""

    before: Claim
    after: Claim
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two record books.

    new_editions    the numbers of those that were not there before
    gone_editions   the numbers of those that are no longer there
    moved_editions  the numbers of those that have other days, another place on the map or other sources
    added, withdrawn, changed  claims, by topic, edition and line
    """

    new_editions: tuple[int, ...]
    gone_editions: tuple[int, ...]
    moved_editions: tuple[int, ...]
    added: tuple[Claim, ...]
    withdrawn: tuple[Claim, ...]
    changed: tuple[ClaimChange, ...]


def compare_archives(before: Archive, after: Archive) -> Difference:
    """What differs between two record books."""
    old, new = ({row.number: row for row in archive.editions} for archive in (before, after))
    both = sorted(old.keys() & new.keys())
    added: list[Claim] = []
    withdrawn: list[Claim] = []
    changed: list[ClaimChange] = []
    for topic in TOPICS:
        held, found = (_claims_by_thing(archive.claims(topic)) for archive in (before, after))
        for thing in {**held, **found}:
            gone, come, pairs = _match(held.get(thing, []), found.get(thing, []))
            withdrawn += gone
            added += come
            changed += (ClaimChange(*pair, parts) for pair in pairs if (parts := _different_parts(*pair)))
    return Difference(
        tuple(sorted(new.keys() - old.keys())),
        tuple(sorted(old.keys() - new.keys())),
        tuple(number for number in both if EDITION_FACTS(old[number]) != EDITION_FACTS(new[number])),
        tuple(added),
        tuple(withdrawn),
        tuple(changed),
    )


def derive_kind(difference: Difference) -> ReleaseKind:
    """The kind of a release of which nobody says one. It is never a correction, which needs a reason."""
    if difference.new_editions:
        return "new_edition"
    moved = difference.gone_editions or difference.moved_editions or difference.withdrawn
    if moved or any(set(change.parts) & set(FIGURE_PARTS) for change in difference.changed):
        return "revision"
    return "new_figures" if difference.added else "typing_error"


def _claims_by_thing(claims: Iterable[Claim]) -> dict[tuple[object, ...], list[Claim]]:
    things: defaultdict[tuple[object, ...], list[Claim]] = defaultdict(list)
    for claim in claims:
        things[claim.thing].append(claim)
    return things


def _match(
    before: Sequence[Claim], after: Sequence[Claim]
) -> tuple[list[Claim], list[Claim], list[tuple[Claim, Claim]]]:
    """The claims about one thing that are gone, those that have come, and the pairs of those that are there in both.

    A claim is the one with the same statement; else the one of the same sources; else what is shown for the thing.
    """
    gone, come = list(before), list(after)
    pairs: list[tuple[Claim, Claim]] = []
    for parts in (attrgetter("value", "qualifier"), attrgetter("sources"), attrgetter("shown")):
        for old in list(gone):
            if new := next((claim for claim in come if parts(claim) == parts(old)), None):
                gone.remove(old)
                come.remove(new)
                pairs.append((old, new))
    return gone, come, pairs


def _different_parts(before: Claim, after: Claim) -> tuple[str, ...]:
    return tuple(part for part in (*FIGURE_PARTS, *WORD_PARTS) if getattr(before, part) != getattr(after, part))
