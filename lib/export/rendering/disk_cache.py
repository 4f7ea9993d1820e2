"""Atomic file writes, and a disk cache of results that take time to make.

If the disk is full, read-only or missing, `get_or_make` still returns the result; only time is lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import tempfile
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import IO

log = logging.getLogger(__name__)

DISK_CACHE_BYTES = 512 * 1024 * 1024  # of all files together, before a sweep
SWEEP_TARGET = 0.8  # share of the limit that a sweep keeps
PROJECT_FOLDER = Path(__file__).parents[3]


def cache_folder() -> Path:
    """The folder of the cache: ABWAB_CACHE, or .cache in the project if that is not set."""
    return Path(os.environ.get("ABWAB_CACHE") or PROJECT_FOLDER / ".cache")


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears at `path` only when it is completely written. Raises OSError.

    It is made readable by everybody, for the web server of a static site; temporary files are private to their owner.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def cache_key(*parts: str | bytes) -> str:
    """The cache key of a result made from these parts: 40 hexadecimal digits of a SHA-256 hash."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:40]


class DiskCache:
    """A folder of files by key. The least recently used are removed when it exceeds `max_bytes`.

    Safe across threads and processes; `get_or_make` is bound to one event loop.
    """

    def __init__(self, folder: Path, max_bytes: int = DISK_CACHE_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._sweeping = threading.Lock()
        # Bytes written since the last sweep. Initially the full limit, since the content of the folder is unknown.
        self._written = max_bytes
        self._making: dict[str, asyncio.Future[bytes]] = {}

    def get(self, key: str) -> bytes | None:
        """The bytes of a key; None if they are missing or unreadable."""
        path = self.path(key)
        try:
            return path.read_bytes() if path else None
        except OSError as error:
            log.warning("%s can't be read: %s", path, error)
            return None

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes. Failures are logged, not raised."""
        try:
            with self.open_for_writing(key) as file:
                file.write(data)
        except OSError as error:
            log.warning("%s can't be kept: %s", self._path(key), error)

    @contextlib.contextmanager
    def open_for_writing(self, key: str) -> Iterator[IO[bytes]]:
        """Open a file for the bytes of a key, which appear only when completely written. Raises OSError."""
        with atomic_write(self._path(key)) as file:
            yield file
            self._written += file.tell()
        if self._written > self._max_bytes * (1 - SWEEP_TARGET):
            self._sweep()

    def path(self, key: str) -> Path | None:
        """The file of a key, to be read immediately, before a sweep removes it; None if there is none."""
        path = self._path(key)
        if not os.path.isfile(path):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # marks it as recently used
        return path

    async def get_or_make(self, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """The bytes of a key, or the result of `make`, which is called once for simultaneous requests.

        Exceptions of `make` are raised to all callers that wait for it.
        """
        kept = await asyncio.to_thread(self.get, key)
        if kept is not None:
            return kept
        if (task := self._making.get(key)) is None:
            task = self._making[key] = asyncio.ensure_future(self._make(key, make))
            task.add_done_callback(lambda _: self._making.pop(key, None))
        # The first caller may be cancelled; the others still get the result.
        return await asyncio.shield(task)

    async def _make(self, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        data = await make()
        await asyncio.to_thread(self.put, key, data)
        return data

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / key

    def _sweep(self) -> None:
        """Remove the least recently used files, and temporary files left by a crash, until there is room again."""
        if not self._sweeping.acquire(blocking=False):
            return
        try:
            files = []
            for path in self._folder.glob("??/*"):
                with contextlib.suppress(OSError):
                    state = path.stat()
                    files.append((state.st_mtime, state.st_size, path))
            total = sum(size for _, size, _ in files)
            for _, size, path in sorted(files) if total > self._max_bytes else ():
                if total <= self._max_bytes * SWEEP_TARGET:
                    break
                with contextlib.suppress(OSError):
                    path.unlink()
                    total -= size
            self._written = 0
        finally:
            self._sweeping.release()
