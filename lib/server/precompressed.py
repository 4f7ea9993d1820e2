"""Variants: static files in each content coding, made once."""

from __future__ import annotations

import asyncio
import hashlib
import os
import queue
import threading
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lib.server.content_encoding import BEST_LEVELS, CONTENT_CODINGS, QUICK_LEVELS, ContentCoding, decode, encode
from lib.server.file_store import FileStore

# Fonts and pictures are compressed already.
TEXT_SUFFIXES = frozenset({".css", ".html", ".js", ".json", ".mjs", ".svg", ".txt", ".xml"})
WORTHWHILE_RATIO = 0.95  # of the size; a file that stays larger leaves as it is


@dataclass(frozen=True, slots=True)
class EncodedFile:
    """A file in one coding. `etag` is strong: it is the hash of these very bytes."""

    body: bytes
    etag: str

    @classmethod
    def of(cls, body: bytes) -> EncodedFile:
        """The variant with that body."""
        return cls(body, f'"{hashlib.sha256(body).hexdigest()[:32]}"')


# The state of a file: (mtime_ns, size).
FileState = tuple[int, int]
EncodedFileKey = tuple[Path, ContentCoding]


class PrecompressedFiles:
    """Compressed files: kept in memory, and on disk for the next start.

    Who asks first gets what is made quickly; meanwhile one thread in the background makes the best of it, which takes
    its place. A file that has changed is made anew. All files of Streamlit in all codings are 12 MB, so nothing is ever
    put out of memory.
    """

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._made: dict[EncodedFileKey, tuple[FileState, EncodedFile]] = {}
        self._making: dict[tuple[EncodedFileKey, FileState], asyncio.Future[EncodedFile | None]] = {}
        self._wanted: queue.SimpleQueue[EncodedFileKey] = queue.SimpleQueue()
        self._worker: threading.Thread | None = None
        self._starting = threading.Lock()

    async def get(self, path: Path, coding: ContentCoding) -> EncodedFile | None:
        """The file in that coding; None where it can't be read or gains nothing by it. Never blocks the event loop."""
        key = (path, coding)
        try:
            mark = _mark(path)
        except OSError:
            return None
        made = self._made.get(key)
        if made and made[0] == mark:
            return made[1]
        making = self._making.get((key, mark))
        if making is None:  # of a thousand who ask at the same time, one has it made
            making = asyncio.ensure_future(asyncio.to_thread(self._make, key, mark))
            self._making[key, mark] = making
            making.add_done_callback(lambda _: self._making.pop((key, mark), None))
        return await asyncio.shield(making)

    def prepare(self, path: Path) -> None:
        """Make the best of a text in all codings and keep it. Takes seconds for a large one."""
        if path.suffix in TEXT_SUFFIXES:
            for coding in CONTENT_CODINGS:
                self._improve((path, coding))

    def _make(self, key: EncodedFileKey, mark: FileState) -> EncodedFile | None:
        path, coding = key
        try:
            data = path.read_bytes()
        except OSError:
            return None
        kept = self._kept(data, coding)
        variant = EncodedFile.of(kept or encode(data, coding, QUICK_LEVELS[coding]))
        if len(variant.body) > WORTHWHILE_RATIO * len(data):
            return None
        self._made[key] = (mark, variant)
        if kept is None:
            self._want(key)
        return variant

    def _kept(self, data: bytes, coding: ContentCoding) -> bytes | None:
        """The best that was made at an earlier start. A file that lost its end on a dying disk is none."""
        kept = self._store.read(_name(data, coding))
        return kept if kept and decode(kept, coding) == data else None

    def _want(self, key: EncodedFileKey) -> None:
        self._wanted.put(key)
        with self._starting:
            if self._worker is None:
                # A daemon, so that the server stops at once whatever is being made.
                self._worker = threading.Thread(target=self._work, name="compression", daemon=True)
                self._worker.start()

    def _work(self) -> None:
        with suppress(AttributeError, OSError):  # where the system can, readers go first
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), 10)
        while True:
            with suppress(OSError):
                self._improve(self._wanted.get())

    def _improve(self, key: EncodedFileKey) -> None:
        path, coding = key
        mark, data = _mark(path), path.read_bytes()
        best = self._kept(data, coding)
        if best is None:
            best = encode(data, coding, BEST_LEVELS[coding])
            self._store.write(_name(data, coding), best)
        if len(best) <= WORTHWHILE_RATIO * len(data):
            self._made[key] = (mark, EncodedFile.of(best))


def _mark(path: Path) -> FileState:
    state = path.stat()
    return state.st_mtime_ns, state.st_size


def _name(data: bytes, coding: ContentCoding) -> str:
    """The file that keeps the data in that coding."""
    return f"{hashlib.sha256(data).hexdigest()}-{BEST_LEVELS[coding]}.{coding}"
