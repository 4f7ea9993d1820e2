"""Releases from the command line: `python -m lib.releases list | show N | verify | publish FOLDER | due | restore N`.

The exit status is 0 if it was done, 1 if it could not be, and 2 on wrong usage.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from lib.archive.archive import check_archive
from lib.archive.problem import errors
from lib.archive.vocabulary import TRANSLATION_LANGUAGES
from lib.releases.publishing import (
    current_instant,
    load_release,
    plan_release,
    publish_due,
    publish_release,
)
from lib.releases.release import RELEASE_KINDS, PlannedRelease, Release, ReleaseError, hash_files, whole_second
from lib.releases.store import DESK_STORE_SETTING, FileStore, ReleaseStore, StoreError, store_address
from lib.releases.verification import verify_releases


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command and return its exit status."""
    parser = _parser()
    options = parser.parse_args(arguments)
    try:
        status: int = options.run(ReleaseStore(store_address()), options)
        return status
    except ValidationError as refused:  # a plan that doesn't hold together
        parser.error("; ".join(fault["msg"].removeprefix("Value error, ") for fault in refused.errors()))
    except ValueError as wrong:
        parser.error(str(wrong))
    except (ReleaseError, StoreError) as fault:
        print(fault, file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m lib.releases", description="The releases of the record book.")
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="all releases, one a line").set_defaults(run=_list)
    show = commands.add_parser("show", help="what a release says of itself")
    show.set_defaults(run=_show)
    verify = commands.add_parser("verify", help="prove that no release was changed or removed")
    verify.set_defaults(run=_verify)
    publish = commands.add_parser("publish", help="publish a data folder, now or at an hour")
    publish.add_argument("folder", type=Path, help="the data folder")
    publish.add_argument("--kind", choices=RELEASE_KINDS, required=True)
    publish.add_argument("--at", type=_hour, help="the hour, with its offset: 2027-05-17T10:00:00+00:00 (default: now)")
    publish.set_defaults(run=_publish)
    due = commands.add_parser("due", help="publish what is scheduled and due; for a timer")
    due.set_defaults(run=_due)
    restore = commands.add_parser("restore", help="publish an earlier release again, as a new one")
    restore.add_argument("--kind", choices=RELEASE_KINDS, default="revision")
    restore.set_defaults(run=_restore)
    for command in (show, restore):
        command.add_argument("number", type=int, metavar="N", help="the number of the release")
    for command in (publish, restore):
        for code in TRANSLATION_LANGUAGES:
            command.add_argument(f"--note-{code}", default="", metavar="TEXT", help="what changed and why, to readers")
        command.add_argument("--author", default="", help="who made it")
        command.add_argument("--approver", default="", help="who approved it")
    return parser


def _list(store: ReleaseStore, options: argparse.Namespace) -> int:
    for number in store.numbers():
        try:
            if stored := load_release(store, number):
                print(_line(stored.release))
        except ReleaseError as fault:
            print(f"{number:6}  {fault}")
    return 0


def _show(store: ReleaseStore, options: argparse.Namespace) -> int:
    stored = load_release(store, options.number)
    if stored is None:
        raise ReleaseError(f"There is no release {options.number}.")
    described = stored.release.model_dump(mode="json") | {"sha256": stored.hash}
    print(json.dumps(described, ensure_ascii=False, indent=1))
    return 0


def _verify(store: ReleaseStore, options: argparse.Namespace) -> int:
    found = verify_releases(store)
    for number, fault in found.faults.items():
        print(f"Release {number} is not as it was published: {fault}.")
    if found.faults:
        return 1
    print(f"{found.newest} releases, each as it was published.")
    if found.newest:
        print(f"SHA-256 of release {found.newest}: {found.hash}")
    return 0


def _publish(store: ReleaseStore, options: argparse.Namespace) -> int:
    found = check_archive(options.folder)
    if wrong := errors(found.problems):
        print(*wrong, sep="\n", file=sys.stderr)
        raise ReleaseError(f"Not published: {options.folder} has {len(wrong)} errors.")
    assert found.archive
    files = found.archive.files
    planned = _plan(options, hash_files(files), options.at)
    if not options.at:
        return _tell(*publish_release(store, planned, files))
    if options.at <= current_instant():
        raise ValueError(f"argument --at: {options.at.isoformat()} has passed; expected an hour to come")
    key = plan_release(files, planned, _desk_store())
    print(f"Scheduled as {key}. `python -m lib.releases due` publishes it then.")
    return 0


def _due(store: ReleaseStore, options: argparse.Namespace) -> int:
    for release in publish_due(store, _desk_store()):
        _tell(release, True)
    return 0


def _restore(store: ReleaseStore, options: argparse.Namespace) -> int:
    stored = load_release(store, options.number)
    if stored is None:
        raise ReleaseError(f"There is no release {options.number}.")
    return _tell(*publish_release(store, _plan(options, stored.release.files, None), stored.files))


def _plan(options: argparse.Namespace, files: Mapping[str, str], at: datetime | None) -> PlannedRelease:
    """The release that the arguments describe. Raises ValidationError."""
    notes = {code: getattr(options, f"note_{code}") for code in TRANSLATION_LANGUAGES}
    return PlannedRelease(
        instant=at or whole_second(current_instant()),
        kind=options.kind,
        author=options.author,
        approver=options.approver,
        note=notes if any(notes.values()) else {},
        files=files,
    )


def _tell(release: Release, done: bool) -> int:
    if done:
        print(f"Published: {_line(release)}")
    else:
        print(f"Not published: release {release.number} holds the same already.")
    return 0


def _line(release: Release) -> str:
    written = " / ".join(filter(None, (release.author, release.approver, release.note.get("en"))))
    return f"{release.number:6}  {release.instant:%Y-%m-%dT%H:%M:%SZ}  {release.kind:12}  {written}".rstrip()


def _hour(text: str) -> datetime:
    """An instant in UTC, for argparse. Raises ArgumentTypeError."""
    try:
        hour = datetime.fromisoformat(text)
    except ValueError:
        hour = None
    if hour is None or hour.utcoffset() is None or hour.microsecond:
        raise argparse.ArgumentTypeError(f"{text} is not an hour; expected one such as 2027-05-17T10:00:00+00:00")
    return whole_second(hour)


def _desk_store() -> FileStore:
    """The store of what is scheduled. Raises ValueError if none is named."""
    address = os.environ.get(DESK_STORE_SETTING, "")
    if not address:
        raise ValueError(f"{DESK_STORE_SETTING} names no store for what is scheduled; expected a folder, or s3://…")
    return FileStore(address)


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):  # a terminal that can't write Arabic shows escapes
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(main())
