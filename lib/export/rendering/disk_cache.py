"""Atomic file writes, and a disk cache of results that take time to make.

If the disk is full, read-only, missing or hangs, `get_or_make` still returns the result; only time is lost.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from functools import lru_cache, partial
from pathlib import Path
from typing import IO, Any

log = logging.getLogger(__name__)

DISK_CACHE_BYTES = 512 * 1024 * 1024  # of all files together, before a sweep
SWEEP_TARGET = 0.8  # share of the limit that a sweep keeps
DISK_PATIENCE = 5.0  # seconds for reading or writing a file, which a share whose server is gone would hold up for ever
PROJECT_FOLDER = Path(__file__).parents[3]


def cache_folder() -> Path:
    """The folder of the cache: ABWAB_CACHE, or .cache in the project if that is not set."""
    return Path(os.environ.get("ABWAB_CACHE") or PROJECT_FOLDER / ".cache")


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """Open a file that appears at `path` only when it is completely written. Raises OSError.

    It can be read by everybody, as can the folders made for it, for the web server of a static site. Temporary files
    are private to their owner.
    """
    with _write_and_name(path.parent, lambda file: path) as file:
        yield file


@contextlib.contextmanager
def _write_and_name(folder: Path, name: Callable[[IO[bytes]], Path]) -> Iterator[IO[bytes]]:
    """Like `atomic_write`, for a file in `folder` whose path is chosen when it is written."""
    _make_folder(folder)
    handle, temporary = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
            path = name(file)
        os.chmod(temporary, 0o644)
        os.replace(temporary, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(temporary)
        raise


def _make_folder(folder: Path) -> None:
    for missing in reversed([place for place in (folder, *folder.parents) if not place.exists()]):
        missing.mkdir(exist_ok=True)
        missing.chmod(0o755)  # whatever the umask


def file_digest(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits; "" if it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


@lru_cache(maxsize=64)
def _digest_of_state(path: Path, inode: int, size: int, mtime_ns: int) -> str:
    """The digest of a file, read once while its state stays the same: a press kit has 40 MB."""
    return file_digest(path)


def cache_key(*parts: str | bytes) -> str:
    """The cache key of a result made from these parts: 40 hexadecimal digits of a SHA-256 hash."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:40]


class DiskCache:
    """A folder of files by key. The least recently used are removed when it exceeds `max_bytes`.

    A file's name ends in the digest of its content: 3f/3fa9….0c41…. What does not match it was damaged, and counts as
    missing. Safe across threads and processes; `get_or_make` is bound to one event loop.
    """

    def __init__(self, folder: Path, max_bytes: int = DISK_CACHE_BYTES) -> None:
        self._folder = folder
        self._max_bytes = max_bytes
        self._sweeping = threading.Lock()
        # Bytes written since the last sweep. Initially the full limit, since the content of the folder is unknown.
        self._written = max_bytes
        self._making: dict[str, asyncio.Future[bytes]] = {}
        self._hanging: Future[Any] | None = None  # a call that has not returned in time

    def get(self, key: str) -> bytes | None:
        """The bytes of a key; None if they are missing, damaged or unreadable."""
        for path in self._paths(key):
            try:
                data = path.read_bytes()
            except OSError as error:
                log.warning("%s can't be read: %s", path, error)
                continue
            if self._is_whole(path, hashlib.sha256(data).hexdigest()):
                return data
        return None

    def put(self, key: str, data: bytes) -> None:
        """Store the bytes. Failures are logged, not raised."""
        try:
            with self.open_for_writing(key) as file:
                file.write(data)
        except OSError as error:
            log.warning("%s can't be kept: %s", key, error)

    @contextlib.contextmanager
    def open_for_writing(self, key: str) -> Iterator[IO[bytes]]:
        """Open a file for the bytes of a key, which appear only when completely written. Raises OSError."""
        folder = self._bucket(key)

        def name(file: IO[bytes]) -> Path:
            self._written += file.tell()
            file.seek(0)
            return folder / f"{key}.{hashlib.file_digest(file, 'sha256').hexdigest()}"  # type: ignore[arg-type]

        with _write_and_name(folder, name) as file:
            yield file
        if self._written > self._max_bytes * (1 - SWEEP_TARGET):
            self._sweep()

    def path(self, key: str) -> Path | None:
        """The file of a key, to be read immediately, before a sweep removes it; None if there is no whole one."""
        for path in self._paths(key):
            with contextlib.suppress(OSError):
                state = path.stat()
                if self._is_whole(path, _digest_of_state(path, state.st_ino, state.st_size, state.st_mtime_ns)):
                    return path
        return None

    def _is_whole(self, path: Path, digest: str) -> bool:
        """Tell whether a file has the digest of its name, and mark it as recently used, or remove it."""
        if whole := path.suffix == f".{digest}":
            with contextlib.suppress(OSError):
                os.utime(path, ns=(time.time_ns(), path.stat().st_mtime_ns))
        else:
            log.warning("%s is damaged, and is made again", path)
            with contextlib.suppress(OSError):
                path.unlink()
        return whole

    async def get_or_make(self, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """The bytes of a key, or the result of `make`, which is called once for simultaneous requests.

        Exceptions of `make` are raised to all callers that wait for it.
        """
        kept = await self._on_disk(partial(self.get, key))
        if kept is not None:
            return kept
        if (task := self._making.get(key)) is None:
            task = self._making[key] = asyncio.ensure_future(self._make(key, make))
            task.add_done_callback(partial(self._forget, key))
        # The first caller may be cancelled; the others still get the result.
        return await asyncio.shield(task)

    def _forget(self, key: str, task: asyncio.Future[bytes]) -> None:
        self._making.pop(key, None)
        if not task.cancelled():
            task.exception()  # all who waited may have gone; asyncio would log it then

    async def _make(self, key: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        data = await make()
        await self._on_disk(partial(self.put, key, data))
        return data

    async def _on_disk(self, call: Callable[[], bytes | None]) -> bytes | None:
        """The result of a call that uses the disk; None while the disk holds up this call or an earlier one."""
        if self._hanging and not self._hanging.done():
            return None
        result: Future[bytes | None] = Future()

        def run() -> None:
            try:
                result.set_result(call())
            except BaseException as error:
                result.set_exception(error)

        # In a thread of its own: one of the shared ones would be lost to everybody, and hold up the exit.
        threading.Thread(target=run, name="cache", daemon=True).start()
        try:
            async with asyncio.timeout(DISK_PATIENCE):
                return await asyncio.shield(asyncio.wrap_future(result))
        except TimeoutError:
            if not (self._hanging and not self._hanging.done()):
                log.warning("%s does not answer; nothing is kept there meanwhile", self._folder)
            self._hanging = result
            return None

    def _bucket(self, key: str) -> Path:
        return self._folder / key[:2]

    def _paths(self, key: str) -> list[Path]:
        """The files of a key: one, or none."""
        folder = self._bucket(key)
        with contextlib.suppress(OSError):
            return [folder / name for name in os.listdir(folder) if name.startswith(f"{key}.")]
        return []

    def _sweep(self) -> None:
        """Remove the least recently used files, and temporary files left by a crash, until there is room again."""
        if not self._sweeping.acquire(blocking=False):
            return
        try:
            files = []
            for path in self._folder.glob("??/*"):
                with contextlib.suppress(OSError):
                    state = path.stat()
                    files.append((state.st_atime, state.st_size, path))
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
