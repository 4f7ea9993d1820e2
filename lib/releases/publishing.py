"""Publishing: the newest release, a new one after it, what is scheduled, and what is due."""

from __future__ import annotations

import csv
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain, islice

from lib.archive.editions_file import EDITIONS_FILE
from lib.releases.release import (
    PlannedRelease,
    Release,
    ReleaseError,
    read_plan,
    read_release,
    sha256,
    whole_second,
    write_release,
)
from lib.releases.store import FileStore, NumberTakenError, ReleaseStore, StoreError

log = logging.getLogger(__name__)

# Seconds from writing a release until it is served. By then every server has found and read it, so that all of them
# change over in the same instant, and a reader who is sent from one to another never sees an older release again.
LEAD_TIME = timedelta(seconds=3)
SCHEDULED = "scheduled"
# How long after a correction the charts that show it say what it was before.
CORRECTION_TIME = timedelta(days=365)

Clock = Callable[[], datetime]  # the time of day


def current_instant() -> datetime:
    """The time of day."""
    return datetime.now(UTC)


@dataclass(frozen=True, eq=False)
class StoredRelease:
    """A release of the store, with its data files ({"editions.csv": …}) and the SHA-256 of its own file."""

    release: Release
    files: Mapping[str, bytes]
    hash: str


def recent_corrections(corrections: Mapping[int, datetime], now: datetime) -> dict[int, datetime]:
    """Those corrections, by number, of which readers are still told."""
    return {number: instant for number, instant in corrections.items() if now < instant + CORRECTION_TIME}


def load_release(store: ReleaseStore, number: int) -> StoredRelease | None:
    """A release of the store, None if there is none of this number. Raises ReleaseError, and StoreError."""
    data = store.file(number)
    if data is None:
        return None
    release, files = read_release(data)
    if release.number != number:
        raise ReleaseError(f"release.json says {release.number}")
    return StoredRelease(release, files, sha256(data))


def releases_backwards(store: ReleaseStore, newest: int) -> Iterator[StoredRelease]:
    """The releases that can be read, from a number on, newest first. Raises StoreError."""
    for number in range(newest, 0, -1):
        try:
            if stored := load_release(store, number):
                yield stored
        except ReleaseError as fault:
            log.error("release %d of %s can't be read: %s", number, store.address, fault)


def count_gone_editions(store: ReleaseStore, number: int) -> int:
    """How many editions a release lacks that the one before it has; 0 if somebody has signed or explained it.

    The log says so. Raises StoreError.
    """
    newest, before = islice(chain(releases_backwards(store, number), (None, None)), 2)
    if newest is None or before is None or newest.release.author or newest.release.note:
        return 0
    gone = len(_edition_numbers(before.files) - _edition_numbers(newest.files))
    if gone:
        log.warning("release %d lacks %d editions that release %d has", number, gone, before.release.number)
    return gone


def _edition_numbers(files: Mapping[str, bytes]) -> frozenset[str]:
    rows = csv.DictReader(files[EDITIONS_FILE].decode("utf-8").splitlines())
    return frozenset(row["number"] for row in rows)


def publish_release(
    store: ReleaseStore,
    planned: PlannedRelease,
    files: Mapping[str, bytes],
    now: Clock = current_instant,
    plan: str = "",
) -> tuple[Release, bool]:
    """Publish a record book after the newest release, and tell whether that was done.

    It is not done if the newest release has the same files, nor if the plan (the SHA-256 of a scheduled file) was
    published before; the result is that release then. Of several publishers at once each gets a number of its own.
    Raises StoreError; a release is then in the store as a whole, or not at all.
    """
    newest = store.newest_number(0)
    while True:
        before = store.file(newest) if newest else None
        if newest and before is None:
            raise StoreError(f"{store.address} no longer holds release {newest}")
        last = next(releases_backwards(store, newest), None)
        if last and last.release.files == planned.files:
            return last.release, False
        if plan and (done := find_release_of_plan(store, newest, plan, planned.instant)):
            return done, False
        instant = whole_second(now())
        if last:  # a clock that is behind another publisher's doesn't turn the order of releases around
            instant = max(instant + LEAD_TIME, last.release.instant)
        corrections = recent_corrections(last.release.corrections, instant) if last else {}
        if planned.kind == "correction":
            corrections |= {newest + 1: instant}
        release = Release(
            **planned.model_dump(exclude={"instant"}),
            instant=instant,
            number=newest + 1,
            corrections=corrections,
            changed_in=_last_changes(last.release if last else None, planned.files, newest + 1),
            previous=sha256(before) if before is not None else "",
            plan=plan,
        )
        try:
            store.publish(release.number, write_release(release, files))
        except NumberTakenError:
            newest = store.newest_number(newest)
            continue
        return release, True


def _last_changes(last: Release | None, files: Mapping[str, str], number: int) -> dict[str, int]:
    """The field `changed_in` of a release of that number with these files, after the release `last`."""
    before, known = (last.files, last.changed_in) if last else ({}, {})
    names = sorted({*known, *before, *files})
    return {name: known.get(name, number) if files.get(name) == before.get(name) else number for name in names}


def plan_release(files: Mapping[str, bytes], planned: PlannedRelease, desk: FileStore) -> str:
    """Put a record book into the store of what is scheduled, and return its key. Raises StoreError."""
    data = write_release(planned, files)
    key = f"{SCHEDULED}/{planned.instant:%Y%m%dT%H%M%SZ}-{sha256(data)[:16]}.zip"
    desk.create(key, data)
    return key


def publish_due(store: ReleaseStore, desk: FileStore, now: Clock = current_instant) -> Iterator[Release]:
    """Publish everything whose hour has come, the earliest first, once however many run this at the same time.

    Only then it is removed from the store of what is scheduled, so that after a crash the next run goes on. Raises
    ReleaseError if something scheduled can't be read, and StoreError.
    """
    for key in desk.keys(SCHEDULED):
        data = desk.get(key)
        if data is None:  # another process was faster
            continue
        try:
            planned, files = read_plan(data)
        except ReleaseError as fault:
            raise ReleaseError(f"{key}: {fault}") from None
        if planned.instant > now():
            continue
        release, done = publish_release(store, planned, files, now, sha256(data))
        desk.remove(key)
        if done:
            yield release


def find_release_of_plan(store: ReleaseStore, newest: int, plan: str, instant: datetime) -> Release | None:
    """The release that was made from a scheduled file, among those since its hour."""
    for stored in releases_backwards(store, newest):
        if stored.release.plan == plan:
            return stored.release
        if stored.release.instant < instant:
            return None
    return None
