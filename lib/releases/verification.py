"""Proof that the releases of a store are what was published: each names the SHA-256 of the file of the one before."""

from __future__ import annotations

from dataclasses import dataclass

from lib.releases.release import ReleaseError, read_release, sha256, write_release
from lib.releases.store import ReleaseStore


@dataclass(frozen=True, slots=True)
class Verification:
    """What was found in a store.

    newest  the number of the newest release; 0 if there is none
    hash    the SHA-256 of its file. Whoever keeps it elsewhere can prove that the whole store is as it was then
    faults  what is wrong, by number of the release that was changed or removed, oldest first
    """

    newest: int
    hash: str
    faults: dict[int, str]


def verify_releases(store: ReleaseStore) -> Verification:
    """Read all releases and hold each against itself and against the one after it. Raises StoreError.

    A release that was changed says nothing reliable about the one before it, so the newest is looked at first.
    """
    newest = store.newest_number(0)
    faults: dict[int, str] = {}
    last_hash, expected = "", ""  # what the release after says of the one that is looked at; "" if it can't be trusted
    for number in range(newest, 0, -1):
        data = store.file(number)
        found = sha256(data) if data is not None else ""
        last_hash = last_hash or found
        fault, previous = _own_fault(number, data)
        if not fault and expected not in ("", found):
            fault = f"its SHA-256 is {found}, but release {number + 1} was made after {expected}"
        if not fault and (number == 1) == bool(previous):
            fault = "it names a release before it" if previous else "it names no release before it"
        if fault:
            faults[number] = fault
        expected = "" if fault else previous
    return Verification(newest, last_hash, dict(sorted(faults.items())))


def _own_fault(number: int, data: bytes | None) -> tuple[str, str]:
    """What is wrong with a release by itself ("" if nothing is), and the SHA-256 that it names."""
    if data is None:
        return "it is missing", ""
    try:
        release, files = read_release(data)
    except ReleaseError as fault:
        return str(fault), ""
    if release.number != number:
        return f"release.json says {release.number}", ""
    if write_release(release, files) != data:
        return "its file holds more than the release", ""
    return "", release.previous
