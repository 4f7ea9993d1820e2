"""The store: what took time to make, kept on disk under the hash of what it was made from.

A file is written whole or not at all. A store that can't write costs time only: what is made is handed out as well.
"""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import logging
import os
import threading
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import IO

from lib.server.atomic_files import atomic_write

log = logging.getLogger(__name__)

DISK_CACHE_BYTES = 512 * 1024 * 1024  # bytes of all files together
SWEEP_TARGET = 0.8  # of LARGEST that stays when room is made


def cache_key(*parts: str | bytes) -> str:
    """The name under which something made from these parts is kept."""
    whole = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        whole.update(len(data).to_bytes(8, "big") + data)
    return whole.hexdigest()[:40]


class DiskCache:
    """A folder of files by key, the oldest of which go when it grows beyond `largest` bytes. Safe in many threads."""

    def __init__(self, place: Path, largest: int = DISK_CACHE_BYTES) -> None:
        self._place = place
        self._largest = largest
        self._sweeping = threading.Lock()
        self._written = largest  # bytes since the folder was last looked over; at first it is not known what is there
        self._making: dict[str, asyncio.Future[bytes]] = {}

    def get(self, name: str) -> bytes | None:
        """What is kept under a key; None where there is nothing, or it can't be read."""
        path = self._path(name)
        try:
            data = path.read_bytes()
        except FileNotFoundError:
            return None
        except OSError as error:
            log.warning("%s can't be read: %s", path, error)
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # what is asked for stays
        return data

    def put(self, name: str, data: bytes) -> None:
        """Keep something, if the disk lets it."""
        try:
            with self.writing(name) as file:
                file.write(data)
        except OSError as error:
            log.warning("%s can't be kept: %s", self._path(name), error)

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[IO[bytes]]:
        """A file to write what is to be kept under a key; kept once all of it is written. Raises OSError."""
        path = self._path(name)
        with atomic_write(path) as file:
            yield file
            self._written += file.tell()
        if self._written > self._largest * (1 - SWEEP_TARGET):
            self._sweep()

    def path(self, name: str) -> Path | None:
        """Where the file of a key lies, to be read at once; None where there is none."""
        path = self._path(name)
        if not path.is_file():
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # what is asked for stays
        return path

    async def made(self, name: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        """What is kept under a key, else what `make` makes: once, however many ask for it at the same time.

        Raises what `make` raises, to all who wait for it.
        """
        kept = await asyncio.to_thread(self.get, name)
        if kept is not None:
            return kept
        if (waiting := self._making.get(name)) is not None:
            return await asyncio.shield(waiting)
        task = asyncio.ensure_future(self._made(name, make))
        self._making[name] = task
        task.add_done_callback(lambda _: self._making.pop(name, None))
        # Who asked first may hang up; the others still get theirs.
        return await asyncio.shield(task)

    async def _made(self, name: str, make: Callable[[], Awaitable[bytes]]) -> bytes:
        data = await make()
        await asyncio.to_thread(self.put, name, data)
        return data

    def _path(self, name: str) -> Path:
        return self._place / name[:2] / name

    def _sweep(self) -> None:
        """Remove what was asked for longest ago, until there is room again; and what a crash left half written."""
        if not self._sweeping.acquire(blocking=False):
            return
        try:
            files = []
            for path in self._place.glob("??/*"):
                with contextlib.suppress(OSError):
                    state = path.stat()
                    files.append((state.st_mtime, state.st_size, path))
            total = sum(size for _, size, _ in files)
            for _, size, path in sorted(files) if total > self._largest else ():
                if total <= self._largest * SWEEP_TARGET:
                    break
                with contextlib.suppress(OSError):
                    path.unlink()
                    total -= size
            self._written = 0
        finally:
            self._sweeping.release()
