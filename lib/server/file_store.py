"""Store: bytes kept on disk for the next start. A disk that is full, read-only or absent costs speed, nothing else."""

from __future__ import annotations

import logging
from pathlib import Path

from lib.server.atomic_files import atomic_write

log = logging.getLogger(__name__)


class FileStore:
    """A folder of files that are written whole or not at all. Safe to use from many threads and processes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._complained = False

    def read(self, name: str) -> bytes | None:
        """What was kept under that name, None if nothing was or it can't be read."""
        try:
            return (self._folder / name).read_bytes()
        except OSError:
            return None

    def write(self, name: str, data: bytes) -> bool:
        """Keep the data under that name. False, and one line in the log, where it can't be kept."""
        try:
            with atomic_write(self._folder / name) as file:
                file.write(data)
        except OSError as error:
            if not self._complained:
                log.warning(
                    "nothing can be kept in %s (%s); it is made anew at each start", self._folder, error.strerror
                )
                self._complained = True
            return False
        return True
