"""What the desk has in its stores: drafts, what is scheduled, and what is public."""

from __future__ import annotations

import json
from collections.abc import Mapping
from threading import Lock

from cachetools import LRUCache

from lib.archive import data_folder, read_archive
from lib.desk.desk_state import RELEASE_PREFIX, DeskState, Scheduled
from lib.releases.publishing import Clock, StoredRelease, current_instant, find_release_of_plan, load_release
from lib.releases.release import (
    PlannedRelease,
    Release,
    ReleaseError,
    hash_files,
    read_plan,
    sha256,
    whole_second,
    write_release,
)
from lib.releases.store import FileStore, ReleaseStore

MAX_DESCRIBED = 4096  # how many releases are held with what they say of themselves


class DeskStores:
    """The stores of the desk. Raises StoreError in all methods.

    store     drafts, the log and what is scheduled: a store that no public server has
    releases  the public one
    """

    def __init__(self, store: FileStore, releases: ReleaseStore, now: Clock = current_instant) -> None:
        self.store, self.releases, self.now = store, releases, now
        self._newest = 0
        # No release is ever rewritten.
        self._public: StoredRelease | None = None
        self._describing = Lock()
        self._described: LRUCache[int, Release] = LRUCache(MAX_DESCRIBED)

    def newest_release(self) -> int:
        """The number of the newest release; 0 if there is none."""
        self._newest = self.releases.newest_number(self._newest)
        return self._newest

    def public_release(self) -> StoredRelease | None:
        """The newest release; None if there is none. Raises ReleaseError."""
        newest, known = self.newest_release(), self._public
        if newest and (known is None or known.release.number != newest):
            known = self._public = load_release(self.releases, newest)
        return known if newest else None

    def described_release(self, number: int) -> Release | None:
        """What a release says of itself, without its files; None if there is none. Raises ReleaseError."""
        with self._describing:
            if (known := self._described.get(number)) is None:
                stored = load_release(self.releases, number) if number else None
                if stored is None:
                    return None
                # The names and hashes of many editions' files take more room than all that is shown of a release.
                told = stored.release.model_copy(update={"files": {}, "changed_in": {}})
                known = self._described[number] = told
            return known

    def public_book(self) -> Mapping[str, bytes]:
        """The files of the newest release, or else of the data folder. Raises ArchiveError, ReleaseError."""
        stored = self.public_release()
        return stored.files if stored else read_archive(data_folder()).files

    def public_hashes(self) -> Mapping[str, str]:
        """The hashes of its files, as a release names them."""
        stored = self.public_release()
        return stored.release.files if stored else hash_files(self.public_book())

    def public_mark(self) -> str:
        """What is public in one hash: the same for a data folder and for the release that was made of it."""
        return sha256(json.dumps(dict(self.public_hashes()), sort_keys=True).encode())

    def find_publication(self, scheduled: Scheduled) -> int:
        """The number of the release that was made of what was set; 0 if it was not published."""
        data = self.scheduled_file(scheduled)
        newest = self.newest_release()
        if data and (made := find_release_of_plan(self.releases, newest, sha256(data), scheduled.planned.instant)):
            return made.number
        return 0

    def book(self, state: DeskState) -> Mapping[str, bytes]:
        """The files of the draft, or of what is public if there is none. Raises ArchiveError, ReleaseError."""
        return (state.draft and self.draft_files(state.draft)) or self.public_book()

    def put_draft(self, files: Mapping[str, bytes]) -> str:
        """Put a checked book into the store, and return its key. It is the draft once an act has kept it."""
        planned = PlannedRelease(instant=whole_second(self.now()), kind="new_figures", files=hash_files(files))
        data = write_release(planned, files)
        key = f"drafts/{sha256(data)}.zip"
        self.store.create(key, data)
        return key

    def draft_files(self, key: str) -> Mapping[str, bytes] | None:
        """The files of a draft by its key; None if it isn't there, or isn't whole."""
        data = self.store.get(key)
        try:
            return read_plan(data)[1] if data and key == f"drafts/{sha256(data)}.zip" else None
        except ReleaseError:
            return None

    def source_files(self, book: str) -> Mapping[str, bytes] | None:
        """The files of a draft by its key, or of "release 6"; None if they aren't there."""
        if book.startswith("drafts/"):
            return self.draft_files(book)
        number = book.removeprefix(RELEASE_PREFIX)
        stored = load_release(self.releases, int(number)) if number.isascii() and number.isdigit() else None
        return stored.files if stored else None

    def scheduled_file(self, scheduled: Scheduled) -> bytes | None:
        """The file of what is set, made again from the draft or release that it was made from."""
        files = self.source_files(scheduled.book)
        return write_release(scheduled.planned, files) if files else None
