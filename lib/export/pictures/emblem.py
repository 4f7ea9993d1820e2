"""The institution's emblem on pictures: emblem.svg or emblem.png in the data folder, if one of them is there."""

from __future__ import annotations

import base64
import contextlib
import logging
from collections.abc import Mapping
from pathlib import Path

from lib.export.media_types import MEDIA_TYPES

log = logging.getLogger(__name__)

# Each file with what it begins with, after a byte order mark. The first one that is there is taken.
EMBLEM_FILES: Mapping[str, tuple[bytes, ...]] = {
    "emblem.svg": (b"<svg", b"<?xml"),
    "emblem.png": (b"\x89PNG\r\n\x1a\n",),
}


def emblem_file(folder: Path) -> tuple[str, bytes] | None:
    """The emblem as a file, with its name: logo.svg or logo.png; None if there is none."""
    for name, beginnings in EMBLEM_FILES.items():
        with contextlib.suppress(FileNotFoundError):
            content = (folder / name).read_bytes().removeprefix(b"\xef\xbb\xbf").lstrip()
            if content.startswith(beginnings):
                return f"logo{name[-4:]}", content
            log.warning("%s is no picture of that kind, and is left out", name)
    return None


def read_emblem(folder: Path) -> str:
    """The emblem as a data: address; "" if there is none."""
    if not (found := emblem_file(folder)):
        return ""
    name, content = found
    return f"data:{MEDIA_TYPES[name.rpartition('.')[2]]};base64,{base64.b64encode(content).decode()}"
