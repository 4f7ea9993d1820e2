"""The disk: where what can be made again is kept, and how a file comes there whole or not at all."""

from __future__ import annotations

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

PROJECT_ROOT = Path(__file__).parents[2]


def cache_folder() -> Path:
    """The folder for what can be made again: ABWAB_CACHE names it, else it is .cache in the project."""
    return Path(os.environ.get("ABWAB_CACHE") or PROJECT_ROOT / ".cache")


@contextlib.contextmanager
def atomic_write(path: Path) -> Iterator[IO[bytes]]:
    """A file to write what is to lie at a path: it lies there once all of it is written. Raises OSError."""
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
