"""The stores of releases: a folder, or an object store at S3, Azure or Google Cloud, behind the library obstore.

releases/000007.zip                     published releases, in the store that the public servers read
packages/000007.zip                     the data package of a release, as it was first handed out
scheduled/20270517T100000Z-0f3a….zip    what is scheduled, in a store of its own, which they don't know
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import LocalStore, from_url

from lib.archive import data_folder

if TYPE_CHECKING:
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

STORE_SETTING = "ABWAB_STORE"
DESK_STORE_SETTING = "ABWAB_DESK_STORE"
RELEASE_KEY = re.compile(r"releases/(\d{6,})\.zip")
# A store that doesn't answer must not stop the watch of the data folder for minutes, as the library's own limits do.
# These options replace those of the environment; whether http is used is for the endpoint to say (AWS_ENDPOINT_URL).
CLIENT: ClientConfig = {
    "timeout": timedelta(seconds=15),
    "connect_timeout": timedelta(seconds=3),
    "allow_http": True,
}
RETRIES: RetryConfig = {"max_retries": 2, "retry_timeout": timedelta(seconds=15)}
# The clients of some clouds raise these where others raise an error of obstore.
STORE_FAULTS = (BaseError, OSError, NotImplementedError)


class StoreError(Exception):
    """The store can't be read or written just now: it is not there, full, read-only or not to be reached."""


class NumberTakenError(Exception):
    """Another publisher has published a release of this number."""


class FileStore:
    """Files by key in a folder or an object store. Whatever goes wrong with the store is raised as StoreError.

    `address` is a path, or an address with a scheme: s3://bucket/abwab. A folder is made when something is first put
    there; one that doesn't exist is empty. Raises ValueError for an address that no store has.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._remote: ObjectStore | None = None
        if "://" in address:
            try:
                scheme = address.partition("://")[0]
                local = scheme in ("file", "memory")
                self._remote = (
                    from_url(address) if local else from_url(address, client_options=CLIENT, retry_config=RETRIES)
                )
            except (BaseError, ValueError) as error:
                raise ValueError(
                    f"{address} is not the address of a store ({_first_line(error)}); "
                    "expected a folder, s3://…, gs://… or az://…"
                ) from None

    def keys(self, prefix: str) -> list[str]:
        """The keys that begin with a folder's name, sorted."""
        with self._faults("listed"):
            store = self._open()
            return sorted(entry["path"] for chunk in store.list(prefix) for entry in chunk) if store else []

    def holds(self, key: str) -> bool:
        """Whether there is a file of this key. It is the cheapest question to a store."""
        with self._faults("read"):
            try:
                store = self._open()
                return store is not None and bool(store.head(key))
            except FileNotFoundError:
                return False

    def get(self, key: str) -> bytes | None:
        """The file of a key, None if there is none."""
        with self._faults("read"):
            try:
                store = self._open()
                return store.get(key).bytes().to_bytes() if store else None
            except FileNotFoundError:
                return None

    def create(self, key: str, data: bytes) -> bool:
        """Put a file where none is. False if there is one, which stays as it is."""
        with self._faults("written"):
            try:
                store = self._remote or LocalStore(self.address, mkdir=True)
                store.put(key, data, mode="create")
            except AlreadyExistsError:
                return False
            return True

    def remove(self, key: str) -> None:
        """Remove a file, if it is there."""
        with self._faults("written"):
            store = self._open()
            try:
                if store:
                    store.delete(key)
            except FileNotFoundError:  # a folder says so, an object store doesn't
                pass

    def _open(self) -> ObjectStore | None:
        """The store, None for a folder that doesn't exist."""
        return self._remote or (LocalStore(self.address) if os.path.isdir(self.address) else None)

    @contextmanager
    def _faults(self, done: str) -> Iterator[None]:
        try:
            yield
        except STORE_FAULTS as error:
            raise StoreError(f"{self.address} can't be {done}: {_first_line(error)}") from error


class ReleaseStore(FileStore):
    """The published releases, by number. None is ever rewritten or removed."""

    def numbers(self) -> list[int]:
        """The numbers of all releases, in their order. Raises StoreError."""
        return sorted(int(found[1]) for key in self.keys("releases") if (found := RELEASE_KEY.fullmatch(key)))

    def newest_number(self, known: int) -> int:
        """The number of the newest release, 0 if there is none. Raises StoreError.

        `known` is a number that was there before. With it no list of all releases is needed.
        """
        if not known:
            return max(self.numbers(), default=0)
        while self.holds(_release_key(known + 1)):
            known += 1
        return known

    def file(self, number: int) -> bytes | None:
        """The file of a release, None if there is none of this number. Raises StoreError."""
        return self.get(_release_key(number))

    def package(self, number: int) -> bytes | None:
        """The data package of a release, None if none was made so far. Raises StoreError."""
        return self.get(_package_key(number))

    def keep_package(self, number: int, data: bytes) -> None:
        """Put the data package of a release where none is. Raises StoreError."""
        self.create(_package_key(number), data)

    def publish(self, number: int, data: bytes) -> None:
        """Put the file of a new release. Raises NumberTakenError, and StoreError."""
        if not self.create(_release_key(number), data):
            raise NumberTakenError(f"release {number} is there already")


def store_address() -> str:
    """The address of the store of releases: ABWAB_STORE, or the folder .abwab/store beside the data folder.

    A copy of the data folder elsewhere has a store of its own, so that trying something out never publishes it.
    """
    return os.environ.get(STORE_SETTING) or str(Path(os.path.abspath(data_folder())).parent / ".abwab" / "store")


def _release_key(number: int) -> str:
    return f"releases/{number:06d}.zip"


def _package_key(number: int) -> str:
    return f"packages/{number:06d}.zip"


def _first_line(error: BaseException) -> str:
    """The error in one line: the library adds its own insides below the first."""
    return str(error).strip().partition("\n")[0] or type(error).__name__
