"""The release that a record book was published as, as far as its charts and files must know it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from lib.archive.time_zone import morocco_zone

DRAFT_KIND = "draft"  # what is not public: the desk alone shows it
RecordBook = TypeVar("RecordBook")  # the Archive, whose module imports this one


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """What a release says of itself.

    day         that in Morocco on which it was published
    files       the SHA-256 of each of its files
    changed_in  by file, also those that are there no more, the last release up to this one that changed it; empty where
                the release does not say so
    """

    number: int
    day: date
    note: Mapping[str, str]
    files: Mapping[str, str]
    changed_in: Mapping[str, int] = field(default_factory=dict)

    def same_since(self, is_wanted: Callable[[str], bool]) -> int:
        """The number of the first of those releases up to this one that have the wanted files as it has them, as far as
        it says so.
        """
        changes = [number for name, number in self.changed_in.items() if is_wanted(name)]
        return min(self.number, max(changes, default=self.number))


@dataclass(frozen=True, eq=False, slots=True)
class Publication(Generic[RecordBook]):
    """The release that a record book was published as.

    number       1, 2, …
    instant      since when it is, or was, the record book; in UTC
    kind         one of RELEASE_KINDS, or DRAFT_KIND for what would be the next release
    note         what changed and why, by language; empty if nothing was said
    corrections  the numbers of the corrections in the year before it, itself included, oldest first
    newest       the number of the release that is the record book now
    open_release  the archive of a release up to `newest` by its number; raises UnreadableReleaseError
    find_facts   what a release up to `newest` says of itself by its number, None if it can't be read; much faster than
                 its archive. Raises UnreadableReleaseError
    month        the first day of the month up to which a standing record is drawn: of this month or, if it is replaced,
                 of that in which it was published. A month, so that charts are not new each day. None if not known
    """

    number: int
    instant: datetime
    kind: str
    note: Mapping[str, str]
    corrections: tuple[int, ...]
    newest: int
    open_release: Callable[[int], RecordBook]
    find_facts: Callable[[int], ReleaseFacts | None]
    month: date | None = None

    @property
    def is_draft(self) -> bool:
        """Whether it is not published."""
        return self.kind == DRAFT_KIND

    @property
    def day(self) -> date:
        """The day in Morocco on which it was published."""
        return self.instant.astimezone(morocco_zone()).date()

    @property
    def moment(self) -> str:
        """Its instant as computers write it: 2027-05-17T10:00:00Z; "" for a draft."""
        return "" if self.is_draft else f"{self.instant:%Y-%m-%dT%H:%M:%SZ}"

    @property
    def version(self) -> str:
        """Its number, or that it is a draft."""
        return DRAFT_KIND if self.is_draft else str(self.number)

    def states_of_files(self, is_wanted: Callable[[str], bool]) -> Iterator[tuple[ReleaseFacts, ReleaseFacts]]:
        """The states that the wanted files had up to this release, the newest first: the first and the last release of
        each. Two that follow each other may be the same. Releases that can't be read are passed over.

        Raises UnreadableReleaseError.
        """
        number = self.number
        while number > 0:
            if last := self.find_facts(number):
                number = last.same_since(is_wanted)
                yield (last if number == last.number else self.find_facts(number) or last), last
            number -= 1

    @property
    def replaced(self) -> bool:
        """Whether a newer release is the record book now."""
        return self.number < self.newest


def month_in_morocco(instant: datetime) -> date:
    """The first day of the month that it is in Morocco at that instant."""
    return instant.astimezone(morocco_zone()).date().replace(day=1)


class UnreadableReleaseError(Exception):
    """A release that is needed can't be read now."""
